"""How the people of the sites are shown to readers, for the whole school on one page (A.4.8)."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from governance.db import db
from governance.domain.access import Permission
from governance.domain.identity_cards import CARD_WORDS, CardState
from governance.queries.registers.cards import CardLine, card_rows, cards_of_school
from governance.services.registers.card_sheet import CARDS
from governance.web.entry import requires, school, today
from governance.web.registers.shapes import Linked, RegisterList, Shown, Tagged, show_list
from governance.web.registers.sheets import SHEETS, SheetPages, files_of
from governance.web.registers_index import ENTRIES, RegisterEntry

bp = Blueprint("card_register", __name__, url_prefix="/s/<school>/registers/cards")

HERE = "Who readers see on our sites"
RULE = "Whoever acts on a site for the school says there who they are and what they are at the school."
TONES = {CardState.SHOWN: "good", CardState.MISSING: "stop", CardState.LEFT_OVER: "warn"}


@bp.get("")
@requires(Permission.SEE_REGISTERS)
def cards() -> ResponseReturnValue:
    """List everybody on a site that runs, with the card by which readers see them."""
    return show_list(
        RegisterList(
            h1=HERE,
            rule=RULE,
            clause="A.4.8",
            heads=("Site", "Who", "As readers see them", "State"),
            rows=[_listed(line) for line in cards_of_school(db.session, school().id, today())],
            nothing=("Nobody looks after a site that runs.", "Once a site is live, its people stand here."),
            files=files_of("cards"),
            note="Everybody can show or change their own card on the site’s page.",
        )
    )


def _listed(line: CardLine) -> list[Shown]:
    card = line.card
    return [
        Linked(line.site, url_for("identity_cards.cards", site_id=line.site_id)),
        f"{line.name}, {line.position}" if line.position else line.name,
        f"{card.display_name}, {card.position}" if card else "–",
        Tagged(CARD_WORDS[line.state], TONES[line.state]),
    ]


SHEETS["cards"] = SheetPages(
    CARDS,
    HERE,
    "card_register.cards",
    lambda: card_rows(db.session, school().id, today()),
    reading=Permission.SEE_REGISTERS,
)
ENTRIES.append(
    RegisterEntry(
        HERE,
        "card_register.cards",
        Permission.SEE_REGISTERS,
        "Everybody who looks after a site that runs, and whether readers are told who they are.",
    )
)
