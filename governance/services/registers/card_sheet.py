"""A list of how the people of the sites are shown to readers, from a file (A.4.8).

A line without a name and a position takes no card away.  May not import Flask, hosts or queries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from governance.domain.access import Permission
from governance.domain.sheet_cells import LineCells
from governance.domain.sheets import Column, SheetRow
from governance.models import IdentityCard, Site
from governance.services.identity_cards import card_reasons, shown
from governance.services.registers.sheet_lines import Judged, known_names, plan_lines
from governance.services.registers.sheets import PlannedLine, SheetRegister
from governance.services.transaction import Record
from governance.services.within import school_of

COLUMNS = (
    Column("site", ("Site", "Blog"), required=True),
    Column("person", ("Who", "Person", "Member of staff"), required=True),
    Column("display_name", ("Name as readers see it", "Shown as"), required=True),
    Column("position", ("Position as readers see it", "Position"), required=True),
    # Goes out with the register and says nothing when it comes back: whether a card is shown follows from the two.
    Column("state", ("State",)),
)


@dataclass(frozen=True, slots=True)
class _Line:
    site: Site
    person_id: int
    who: str
    display_name: str
    position: str

    @property
    def name(self) -> str:
        return f"{self.who}, {self.site.name}"

    @property
    def key(self) -> tuple[int, int]:
        return self.site.id, self.person_id


def plan(record: Record, rows: Sequence[SheetRow]) -> list[PlannedLine]:
    """Return what each line of a list would do now."""
    school = school_of(record)
    known = known_names(record.session, school.id)
    cards = {
        (card.site_id, card.person_id): card
        for card in record.session.scalars(
            sa.select(IdentityCard).where(IdentityCard.school_id == school.id, IdentityCard.ends_on.is_(None))
        )
    }

    def read(cells: LineCells) -> _Line | None:
        site, person_id = known.site(cells, "site"), known.person(cells, "person")
        if not (cells.needed("site") and cells.needed("person")) or site is None or person_id is None:
            return None
        return _Line(site, person_id, cells.text("person"), cells.text("display_name"), cells.text("position"))

    def judge(line: _Line) -> Judged:
        card = cards.get(line.key)
        if not line.display_name and not line.position:
            return Judged(says=("No card stands on this line.",))
        if card is not None and (card.display_name, card.position) == (line.display_name, line.position):
            return Judged()
        found = card_reasons(record, school, line.site, line.person_id, line.display_name, line.position)
        show = partial(
            shown, site=line.site, person_id=line.person_id, display_name=line.display_name, position=line.position
        )
        return Judged(found, show, card is None)

    return plan_lines(record, COLUMNS, rows, read, judge)


CARDS = SheetRegister("cards", COLUMNS, Permission.LOOK_AFTER_SITES, plan)
