"""The whole screening of a case: one decision for everyone, whatever the pattern."""

from __future__ import annotations

from dataclasses import replace

import pytest
from families import (
    HETEROZYGOUS,
    MAN,
    NEGATIVE,
    WOMAN,
    alone,
    case,
    clinical,
    family,
    finding,
    parents,
    wide_family,
)

from genetics.errors import InputRejected
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import Case, Consent, Diagnosis
from pedigrees.clinical.facts import Facts
from pedigrees.people import Affected, Birth
from pedigrees.plan import Decision, Plan
from pedigrees.screening import screen


def screened(of: Case) -> Plan:
    return screen(of, Facts(of))


def in_short(decision: Decision) -> str:
    tests = "+".join(decision.tests) or "-"
    return f"{decision.flag} {tests} {decision.reason_id} {decision.priority}"


EVERY_PATTERN = {
    "XL-M": case(wide_family(MAN), finding()),
    "XL-F": case(wide_family(WOMAN), finding("ABCB7")),
    "AR": case(wide_family(WOMAN), finding("SLC25A38", zygosity=Zygosity.HOMOZYGOUS)),
    "AR-CARRIER": case(wide_family(WOMAN), finding("SLC25A38")),
    "AD-UNCERTAIN": case(wide_family(WOMAN), finding("STEAP3")),
    "VUS": case(wide_family(WOMAN), finding(classification="VUS")),
    "NEG": case(wide_family(WOMAN)),
    "open": case(wide_family(WOMAN), finding(withheld=True, withheld_why="two names")),
}


@pytest.mark.parametrize(("pattern", "of"), EVERY_PATTERN.items())
def test_each_member_has_exactly_one_decision(pattern: str, of: Case) -> None:
    plan = screened(of)

    assert plan.pattern == pattern
    assert [one.person for one in plan.decisions] == [one.id for one in of.family.relatives]
    assert all(one.reason and one.plain_reason for one in plan.decisions)


@pytest.mark.parametrize("pattern", ["AR-CARRIER", "AD-UNCERTAIN", "VUS", "NEG"])
def test_without_a_cascade_there_is_no_figure_and_no_targeted_test(pattern: str) -> None:
    plan = screened(EVERY_PATTERN[pattern])

    assert {one.chance for one in plan.decisions} == {None}
    assert not any("TV" in one.tests for one in plan.decisions)


def test_a_mosaic_finding_of_a_woman_is_left_to_a_person() -> None:
    """Her parents did not pass on what arose after conception; of her egg cells nothing is known."""
    plan = screened(case(wide_family(WOMAN), finding(zygosity=Zygosity.MOSAIC)))

    flagged = [in_short(one) for one in plan.flagged]
    assert set(flagged) == {"SPECIALIST - R-MOSAIC 2"}
    assert {one.chance for one in plan.decisions} == {None}
    assert {"mother", "father"} <= {one.relation for one in plan.flagged}
    assert not plan.stopped


def test_the_mother_of_a_single_affected_man_is_very_likely_the_source() -> None:
    plan = screened(EVERY_PATTERN["XL-M"])

    assert in_short(plan.of("MOTHER")) == "TEST_NOW TV+CBC+FER+TSAT R-XL-MOTHER 1"
    assert [one.person for one in plan.decisions if one.very_likely] == ["MOTHER"]


def test_a_mother_who_tested_positive_is_no_longer_only_very_likely() -> None:
    plan = screened(case(wide_family(MAN, {"MOTHER": HETEROZYGOUS}), finding()))

    assert not any(one.very_likely for one in plan.decisions)
    assert plan.of("MOTHER").flag == "OBLIGATE"


def test_context_class_and_checks_stand_in_the_plan() -> None:
    people = wide_family(MAN, {"MOTHER": HETEROZYGOUS})
    plan = screened(case(people, finding(trio=parents("not detected", "not detected"))))

    assert (plan.context, plan.context_words) == ("xlm-default", "")
    assert plan.disease_class == "ALAS2_LOF"
    assert plan.checks[0].startswith("The two recorded results of MOTHER differ")
    assert plan.checks[1].startswith("No year of birth is recorded for MAT_HALF_BROTHER")


def test_a_new_variant_of_a_trio() -> None:
    plan = screened(case(wide_family(MAN), finding(trio=parents("not detected", mother_depth=210))))

    assert plan.context_words == "apparently de novo"
    assert plan.of("MOTHER").assumed
    assert in_short(plan.of("MOTHER")) == "RESIDUAL_LOW - R-DN-MOSAIC 2"
    assert in_short(plan.of("BROTHER")) == "RESIDUAL_LOW TV+CBC+FER+TSAT R-DN-MOSAIC 2"


STOPPED = {
    "a man with a heterozygous call": case(
        wide_family(MAN), finding(zygosity=Zygosity.MOSAIC), clinical=clinical()
    ),
    "a woman with a hemizygous call": case(
        wide_family(WOMAN), finding(zygosity=Zygosity.HEMIZYGOUS)
    ),
    "sex and ploidy differ": case(wide_family(WOMAN), finding(), x_ploidy_conflict=True),
    "a finding is withheld": case(wide_family(WOMAN), finding(withheld=True)),
    "one of two is withheld": case(
        wide_family(WOMAN), finding(), finding("SLC25A38", withheld=True)
    ),
}


@pytest.mark.parametrize("of", STOPPED.values(), ids=STOPPED)
def test_a_stopped_case_addresses_nobody(of: Case) -> None:
    plan = screened(of)
    flags = {one.person: in_short(one) for one in plan.decisions}

    assert plan.stopped
    assert flags["MOTHER"] == flags["SON"] == flags["PAT_AUNT"] == "SPECIALIST - R-STOP 0"
    assert flags["PARTNER"].startswith("NOT_INDICATED - R-")
    assert {one.chance for one in plan.decisions} == {None}
    assert {one.minor_rule for one in plan.decisions} == {None}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({}, "SPECIALIST - R-STOP 0"),
        ({"alive": False}, "INFO_ONLY - R-DECEASED 0"),
        ({"genetic_link": False}, "NOT_INDICATED - R-NONBIO 0"),
        ({"contact_declined": True}, "INFO_ONLY - R-NOCONSENT 0"),
        ({"affected": Affected.YES, "pregnant": True}, "SPECIALIST - R-STOP 0"),
        ({"birth": Birth(2020)}, "SPECIALIST - R-STOP 0"),
        ({"genotype": NEGATIVE}, "SPECIALIST - R-STOP 0"),
    ],
)
def test_only_the_first_override_is_read_in_a_stopped_case(
    known: dict[str, object], expected: str
) -> None:
    of = case(wide_family(WOMAN, SISTER=known), finding(), x_ploidy_conflict=True)

    assert in_short(screened(of).of("SISTER")) == expected


@pytest.mark.parametrize(
    ("findings", "pattern", "partner"),
    [
        ((finding(withheld=True),), "open", "R-NEG"),
        ((finding(withheld=True), finding("ABCB7")), "XL-F", "R-XL-PARTNER"),
        ((finding(withheld=True), finding("SLC25A38")), "AR-CARRIER", "R-AR-SINGLE"),
        ((finding(withheld=True), finding("STEAP3")), "AD-UNCERTAIN", "R-STEAP3-DISPUTED"),
        ((finding(withheld=True), finding(classification="VUS")), "VUS", "R-VUS"),
    ],
)
def test_a_stopped_case_keeps_its_pattern(
    findings: tuple[Finding, ...], pattern: str, partner: str
) -> None:
    plan = screened(case(wide_family(WOMAN), *findings))

    assert (plan.pattern, plan.of("PARTNER").reason_id) == (pattern, partner)


def test_without_consent_nobody_is_flagged() -> None:
    of = replace(EVERY_PATTERN["XL-M"], consent=Consent(contact_relatives=False))
    plan = screened(of)

    assert plan.flagged == ()
    assert in_short(plan.of("BROTHER")) == "INFO_ONLY - R-NOCONSENT 0"
    assert in_short(plan.of("FATHER")) == "NOT_INDICATED - R-XL-FATHER 0"


def test_flagged_people_are_listed_first_priority_first() -> None:
    order = [one.priority for one in screened(EVERY_PATTERN["XL-M"]).flagged]

    assert order == sorted(order)
    assert order[0] == 1


def test_the_minor_rule_is_given_for_flagged_minors_only() -> None:
    people = wide_family(
        MAN,
        SISTER={"birth": Birth(2016)},
        SON={"birth": Birth(2016)},
        BROTHER={"birth": Birth(1990)},
    )
    plan = screened(case(people, finding()))

    assert plan.of("SISTER").minor_rule == "HAEM_SCREEN"
    assert plan.of("SON").minor_rule is None
    assert plan.of("BROTHER").minor_rule is None


def test_exon_11_of_alas2_undecided_adds_protoporphyrin() -> None:
    plan = screened(case(wide_family(MAN), finding(hgvs_p="p.(Glu569GlyfsTer24)")))

    assert plan.of("BROTHER").tests == ("TV", "CBC", "FER", "TSAT", "EPP")


def test_results_that_cannot_all_be_true_are_refused() -> None:
    people = family("man", "m F", "man M of - m", "daughter F of man - negative")

    with pytest.raises(InputRejected, match="cannot all be true"):
        screened(case(people, finding()))


def test_nothing_found_and_mds_screens_nobody() -> None:
    of = case(wide_family(WOMAN), clinical=clinical(diagnosis=Diagnosis.MDS_RS))

    assert screened(of).flagged == ()


def test_a_proband_without_a_family_has_a_plan_without_decisions() -> None:
    assert screened(case(alone(MAN), finding())).decisions == ()


def test_a_cause_outside_the_panel_is_not_decided_here() -> None:
    """A pathogenic change of another gene is no "nothing found": nobody is flagged."""
    plan = screened(case(wide_family(MAN), finding(gene="GLRX5", hgvs_c="c.1A>G")))

    assert not plan.decided
    assert plan.flagged == ()
    assert {decision.reason_id for decision in plan.decisions} == {"R-NOT-DECIDED"}
