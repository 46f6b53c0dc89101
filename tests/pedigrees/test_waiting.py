"""Who waits for a linking relative, and what is said where no such test can be expected."""

from __future__ import annotations

import pytest
from families import case, family, finding
from recessive_families import in_trans

from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.clinical.facts import Facts
from pedigrees.plan import Flag, Plan
from pedigrees.screening import screen
from pedigrees.waiting import waits_in_vain

ADULT = "born 1970"
COUSIN = (f"P M of FA MO positive {ADULT}", "FA M born 1940", "HU M born 1940")


def of_a_man(*lines: str) -> Case:
    return case(family("P", *COUSIN, *lines), finding(zygosity=Zygosity.HEMIZYGOUS))


def planned(whole: Case) -> Plan:
    return screen(whole, Facts(whole))


@pytest.mark.parametrize(
    ("mother", "aunt", "in_vain_for"),
    [
        # the aunt can be tested, and her son waits for her
        ("positive", "", ()),
        # nobody on the way can: she is dead, or does not want to be asked; all others are known
        ("positive", "deceased", ("AU",)),
        ("positive", "declined", ("AU",)),
        # the proband's mother can still be tested, and clear them all
        ("", "deceased", ()),
        ("deceased", "deceased", ("GF", "AU")),
    ],
)
def test_a_cousin_waits_for_whoever_can_still_be_tested(
    mother: str, aunt: str, in_vain_for: tuple[str, ...]
) -> None:
    whole = of_a_man(
        f"MO F of GF GM born 1942 {mother}",
        "GF M deceased",
        f"GM F {'positive' if mother == 'positive' else 'deceased'}",
        f"AU F of GF GM born 1946 {aunt}",
        f"CO M of HU AU {ADULT}",
    )
    plan = planned(whole)
    told = [one for one in plan.checks if one.startswith("CO waits")]
    assert plan.of("CO").flag is Flag.STEPWISE
    assert waits_in_vain(whole.family, plan, plan.of("CO")) == in_vain_for
    assert [", ".join(in_vain_for) in one for one in told] == [True] * bool(in_vain_for)


def test_nobody_else_is_said_to_wait_in_vain() -> None:
    plan = planned(of_a_man("MO F of GF GM born 1942", "GF M deceased", "GM F deceased"))
    assert not [one for one in plan.checks if "waits" in one]


def test_the_child_of_a_sib_who_died_waits_in_vain_in_a_recessive_family() -> None:
    whole = case(
        family(
            "P",
            f"P F of FA MO {ADULT}",
            "FA M born 1940 positive",
            "MO F born 1942 positive",
            "SI F of FA MO born 1972 deceased",
            "HU M born 1970",
            "NI F of HU SI born 2000",
        ),
        *in_trans(),
    )
    plan = planned(whole)
    assert waits_in_vain(whole.family, plan, plan.of("NI")) == ("SI",)
