"""The entries of the key about lines: partners, parents, twins, and who has no children."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genetics.phrases import marked, say
from pedigrees.drawing.figure import Layout
from pedigrees.drawing.ink import DASHES, DOTS, DOTS_AND_DASHES, REACH, line
from pedigrees.drawing.marks import Mark
from pedigrees.drawing.pointers import without_children
from pedigrees.drawing.strokes import carries_only, twin_lines
from pedigrees.people import NoChildren


def line_entries(
    layout: Layout, marks: Sequence[Mark], donations: frozenset[tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield the lines that are used, each drawn around 0, 0, with its meaning."""
    drops = [drop for descent in layout.descents for drop in descent.drops]
    if any(mating.related for mating in layout.matings):
        yield line(-16, -1.6, 16, -1.6) + line(-16, 1.6, 16, 1.6), say("related partners")
    if any(drop.social and not drop.carried for drop in drops):
        yield line(0, -14, 0, 14, dashes=DASHES), say("parents without a genetic link")
    if any(mating.partners in donations for mating in layout.matings):
        yield line(-16, 0, 16, 0, dashes=DOTS), say("child by donation, not partners")
    if any(drop.carried for drop in drops):
        yield line(0, -15, 0, 15, dashes=DOTS_AND_DASHES), say("carried by this surrogate")
    if any(len(one.partners) == 1 and not carries_only(one, layout) for one in layout.matings):
        yield line(-16, -6, 8, -6) + line(8, -6, 8, 12), say("other parent not recorded")
    for identical, word in (
        (True, marked("identical twins")),
        (False, marked("non-identical twins")),
        (None, marked("twins, kind not recorded")),
    ):
        if any(twins.identical is identical for twins in layout.twins):
            yield twin_lines((-12, 12), 0, -REACH, 12, identical), say(word)
    if any(place.copy for place in layout.places):
        yield line(-18, 0, 18, 0, dashes=DASHES), say("one person, drawn twice")
    for why, word in (
        (NoChildren.BY_CHOICE, marked("no children by choice")),
        (NoChildren.INFERTILITY, marked("infertility")),
    ):
        if any(mark.no_children is why for mark in marks):
            yield line(-14, -7, 14, -7) + without_children(why, 0, -7), say(word)
