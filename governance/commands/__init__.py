"""`flask ...` commands, one file each."""

from __future__ import annotations

from flask import Flask


def install(app: Flask) -> None:
    """Give ``app`` every command."""
    from governance.commands import (
        audit_verify,
        clock,
        create_school,
        create_user,
        demo,
        disposals_again,
        mail_bounced,
        migrate,
        remove_second_step,
        worker,
    )

    for command in (
        audit_verify.audit_verify,
        clock.clock,
        mail_bounced.mail_bounced,
        migrate.migrate,
        create_school.create_school,
        create_user.create_user,
        demo.demo,
        disposals_again.disposals_again,
        remove_second_step.remove_second_step,
        worker.worker,
    ):
        app.cli.add_command(command)
