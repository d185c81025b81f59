"""Flask only: parse, call one service, respond.  One module per area, its forms above its views."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Give ``app`` its guard, its look, its errors and every area's pages."""
    from governance.web import (
        absences,
        accounts,
        alarms,
        appeals,
        calendar,
        calendar_today,
        comment_figures,
        concern_steps,
        concerns,
        connections,
        cover,
        decision_records,
        delegation,
        entry,
        errors,
        found,
        frame,
        freshness,
        handing_over,
        health,
        history,
        home,
        host_work,
        identity_cards,
        ingest,
        interface,
        notices,
        page_checks,
        people,
        platform_ages,
        policy_numbers,
        policy_text,
        pretenders,
        proposals,
        public_rules,
        queue,
        reading_lists,
        refused,
        register,
        registers_index,
        rules,
        school_settings,
        sites,
        telling,
        whole_school,
        written_down,
    )

    entry.install(app)
    interface.install(app)
    errors.install(app)
    refused.install(app)
    accounts.install(app)
    frame.install(app)
    for area in (
        health,
        home,
        history,
        queue,
        proposals,
        decision_records,
        sites,
        register,
        public_rules,
        pretenders,
        telling,
        appeals,
        concerns,
        concern_steps,
        alarms,
        calendar,
        calendar_today,
        notices,
        page_checks,
        registers_index,
        rules,
        identity_cards,
        found,
        freshness,
        cover,
        absences,
        handing_over,
        people,
        delegation,
        policy_text,
        policy_numbers,
        school_settings,
        platform_ages,
        comment_figures,
        host_work,
        connections,
        reading_lists,
        whole_school,
        ingest,
        ingest.keys,
        ingest.description,
        written_down,
    ):
        app.register_blueprint(area.bp)
