"""What a drawing tells, and what it keeps to itself: for clinicians all, for the family less."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from genetics.inheritance import Sex
from genetics.phrases import marked
from pedigrees.drawing.outlines import LOST
from pedigrees.family import Family
from pedigrees.people import Gender, Outcome, Person
from pedigrees.plan import Flag


@dataclass(frozen=True, slots=True)
class Show:
    """What is told of the people.

    * `results`: test results, who carries, who has the genotype of the disease without signs.
    * `births`: the years of birth and death.
    * `relations`: the relation to the proband, in words.
    * `conditions`: diseases and signs besides the disease of the family.
    * `genders`: the gender where it differs from the sex, with the sex assigned at birth.
    * `history`: stillbirths and pregnancies that were lost or ended, donors, surrogates,
      who was adopted out without other parents in the tree, who has no children and why.
    * `consultands`: who else asks for advice.
    * `numbers`: the number of each person in the generation, I-1, II-3.

    `proband` is what the person the family is counselled for is called, `no_sex` a person
    without a sex to show, `mosaic` the id of the person whose variant is in a part of the
    cells only.
    """

    results: bool
    births: bool
    relations: bool
    conditions: bool
    genders: bool
    history: bool
    consultands: bool
    flags: Mapping[Flag, str]
    offers: str
    proband: str
    no_sex: str
    numbers: bool = False
    mosaic: str = ""


CLINICAL_FLAGS: Mapping[Flag, str] = {
    Flag.TEST_NOW: marked("test now"),
    Flag.TEST_OFFER: marked("offer test"),
    Flag.OBLIGATE: marked("counsel"),
    Flag.STEPWISE: marked("later"),
    Flag.PHASE_TEST: marked("phase test"),
    Flag.RESIDUAL_LOW: marked("mosaic only"),
    Flag.HAEM_SCREEN: marked("blood tests"),
    Flag.PARTNER_OFFER: marked("on request"),
    Flag.SPECIALIST: marked("specialist"),
}
PLAIN_FLAGS: Mapping[Flag, str] = {
    Flag.TEST_NOW: marked("test offered"),
    Flag.TEST_OFFER: marked("test offered"),
    Flag.OBLIGATE: marked("talk offered"),
    Flag.STEPWISE: marked("later"),
    Flag.PHASE_TEST: marked("test offered"),
    Flag.RESIDUAL_LOW: marked("small chance"),
    Flag.HAEM_SCREEN: marked("blood tests"),
    Flag.PARTNER_OFFER: marked("on request"),
    Flag.SPECIALIST: marked("specialist"),
}

FOR_CLINICIANS = Show(
    results=True,
    births=True,
    relations=False,
    conditions=True,
    genders=True,
    history=True,
    consultands=True,
    flags=CLINICAL_FLAGS,
    offers=marked("on the screening list; the number is the order"),
    proband=marked("proband"),
    no_sex=marked("sex not recorded"),
)
FOR_THE_FAMILY = Show(
    results=False,
    births=False,
    relations=True,
    conditions=False,
    genders=False,
    history=False,
    consultands=False,
    flags=PLAIN_FLAGS,
    offers=marked("something is offered; 1 comes first"),
    proband=marked("person tested"),
    no_sex=marked("sex not shown"),
)


def as_shown(family: Family, show: Show) -> Family:
    """Return the family with what is not shown taken out: whatever is drawn cannot tell it.

    Without `history`

    * a stillbirth and a pregnancy that was lost or ended are left out, unless it is the
      proband; a pregnancy that goes on is shown, as a person who is pregnant is;
    * a donor or a surrogate who is in the tree for one child alone is left out; one with
      parents or several children in it is a relative, who stays and is not marked;
    * who carried a pregnancy for others is not shown pregnant: it stands below its parents.

    Without `genders` a person whose gender differs from the sex is drawn as one whose sex
    is not shown, with words that fit everybody: neither the one nor the other is told.
    """
    if show.history and show.genders and show.conditions and show.consultands:
        return family
    people = [person for person in family if show.history or not _is_private(family, person)]
    for_others = frozenset(person.carried_by for person in family)
    return Family((_shown(person, show, for_others) for person in people), family.proband_id)


def gender_differs(person: Person) -> bool:
    """Whether the recorded gender is not the one that goes with the sex assigned at birth."""
    return person.gender is not None and person.gender is not USUAL.get(person.sex)


USUAL = {Sex.MALE: Gender.MAN, Sex.FEMALE: Gender.WOMAN}


def _is_private(family: Family, person: Person) -> bool:
    if person.id == family.proband_id:
        return False
    if person.outcome in (*LOST, Outcome.STILLBIRTH):
        return True
    for_one = not family.parents(person.id) and len(family.children(person.id)) <= 1
    return (person.donor or person.surrogate) and for_one


def _shown(person: Person, show: Show, for_others: frozenset[str | None]) -> Person:
    if not show.genders:
        differs = gender_differs(person)
        person = replace(person, gender=None, sex=Sex.UNKNOWN if differs else person.sex)
    if not show.conditions:
        person = replace(person, conditions=())
    if not show.consultands:
        person = replace(person, consultand=False)
    return person if show.history else _without_history(person, person.id in for_others)


def _without_history(person: Person, for_others: bool) -> Person:
    expected = person.outcome is Outcome.PREGNANCY
    return replace(
        person,
        outcome=Outcome.PREGNANCY if expected else Outcome.LIVE_BORN,
        adopted=None,
        donor=False,
        surrogate=False,
        carried_by=None,
        no_children=None,
        pregnant=person.pregnant and not for_others,
    )
