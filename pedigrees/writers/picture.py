"""Writes one family as a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from genetics.errors import Mistake, UsageError
from pedigrees.family import Family
from pedigrees.readers.links import listed
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.written import Written, dropped, dropped_fields


def written_picture(families: Sequence[RecordedFamily]) -> Written:
    """Return the drawing of one family as SVG, without a screening plan.

    A drawing shows of a birth the year. Raises UsageError for several families.
    """
    if len(families) != 1:
        named = listed([family.id for family in families], at_most=10)
        what = f"a drawing shows one family, and the file holds {len(families)}"
        raise UsageError(Mistake(what, f"choose one with --family: {named}"))
    from pedigrees.drawing.svg import draw

    family = families[0]
    drawing = draw(Family(family.people, family.proband))
    lost = list(dropped_fields(families, SHOWN, "SVG"))
    days = [person.id for person in family.people if person.birth.full is not None]
    if days:
        lost.append(dropped("SVG", "birthday", days))
    return Written(drawing.svg + "\n", tuple(lost))


SHOWN = (
    "id",
    "sex",
    "gender",
    "father",
    "mother",
    "social_parents",
    "genetic_link",
    "birth",
    "alive",
    "died",
    "affected",
    "genotype",
    "conditions",
    "partner_of",
    "twin_of",
    "monozygotic",
    "pregnant",
    "outcome",
    "adopted",
    "donor",
    "surrogate",
    "carried_by",
    "no_children",
    "consultand",
    "proband",
)
