"""Where it is drawn that there are no children: beneath a couple, or beneath one symbol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pedigrees.drawing.figure import Layout, Mating
from pedigrees.drawing.marks import Mark
from pedigrees.people import NoChildren


@dataclass(frozen=True, slots=True)
class Childless:
    """The mating lines and the people beneath whom a line ends, with the reason."""

    couples: tuple[tuple[Mating, NoChildren], ...]
    alone: Mapping[str, NoChildren]


def childless_of(layout: Layout, marks: Mapping[str, Mark]) -> Childless:
    """Return where lines without children are drawn.

    Beneath a couple where nobody hangs below it, the two stand side by side, each has no
    other partner, and whatever is recorded of them is the same; else beneath the symbol.
    """
    drawn = {place.person for place in layout.places}
    alone = {one: why for one in drawn if (why := marks[one].no_children) is not None}
    couples = []
    for mating in layout.matings:
        reasons = {alone[one] for one in mating.partners if one in alone}
        if len(reasons) == 1 and _is_free(mating, layout):
            couples.append((mating, reasons.pop()))
    joined = {partner for mating, _ in couples for partner in mating.partners}
    return Childless(tuple(couples), {one: why for one, why in alone.items() if one not in joined})


def _is_free(mating: Mating, layout: Layout) -> bool:
    hanging = any(descent.parents == mating.partners for descent in layout.descents)
    only = all(
        sum(partner in other.partners for other in layout.matings) == 1
        for partner in mating.partners
    )
    return len(mating.partners) > 1 and not mating.bridge and not hanging and only
