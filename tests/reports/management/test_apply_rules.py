"""What the rules say about whole cases: today, later, not applied, or waiting for a value."""

from dataclasses import replace

import pytest
from small_cases import TRANSFUSED, case, finding

from pedigrees.case import Diagnosis, Exposures, Phlebotomy, Pyridoxine, Treatment
from pedigrees.clinical.facts import Facts
from pedigrees.clinical.laboratory import Measurement
from reports.management.rules import apply_rules, load_rules, why
from reports.management.statements import Step


def statements(a_case, **options):
    return apply_rules(load_rules(), Facts(a_case), **options)


def steps(a_case):
    return {statement.rule: statement for statement in statements(a_case).applied}


def needs(a_case, rule):
    return {need.rule: need.inputs for need in statements(a_case).needed}.get(rule)


XLSA_MAN = case(
    finding("ALAS2"),
    labs={"haemoglobin": 98, "mcv": 68, "ferritin": 1450, "tsat": 82, "ring_sideroblasts": 38},
)
TRANSFUSED_CHILD = case(labs={"ferritin": 1250}, born=2020, treatment=TRANSFUSED)


def with_treatment(a_case, **parts):
    return replace(a_case, clinical=replace(a_case.clinical, treatment=Treatment(**parts)))


def test_an_untreated_man_with_xlsa_gets_the_whole_path():
    said = steps(XLSA_MAN)
    path = ["SR-01", "SR-02", "SR-03", "SR-04", "SR-12", "SR-13", "SR-14"]

    assert {rule: said[rule].step for rule in path} == {
        "SR-01": Step.TODAY,
        "SR-02": Step.TODAY,
        "SR-03": Step.LATER,
        "SR-04": Step.LATER,
        "SR-12": Step.TODAY,
        "SR-13": Step.LATER,
        "SR-14": Step.LATER,
    }
    assert said["SR-03"].lead == "After a response:"
    assert said["SR-14"].lead == "If phlebotomy is not tolerated or haemoglobin falls:"
    assert said["SR-01"].lead == ""


def test_a_step_whose_time_has_come_stands_without_its_lead():
    said = steps(
        with_treatment(
            XLSA_MAN,
            pyridoxine=Pyridoxine("trial", 100, response="partial"),
            phlebotomy=Phlebotomy("ongoing", hb_falling=True),
        )
    )

    for rule in ("SR-03", "SR-04", "SR-13", "SR-14"):
        assert (said[rule].step, said[rule].lead) == (Step.TODAY, "")


def test_transfused_patient_with_high_ferritin_alone():
    """SR-16 and SA-26 stand; SR-17 waits for TSAT or liver iron (KNOWLEDGE.md 1a)."""
    a_case = TRANSFUSED_CHILD

    assert {"SR-16", "SR-30", "SA-26"} <= statements(a_case).ids
    assert "SR-17" not in statements(a_case).ids
    assert {("tsat",), ("liver_mri_lic",)} == set(needs(a_case, "SR-17"))


def test_two_values_are_named_together_only_where_neither_suffices_alone():
    a_case = case(finding("ALAS2"), labs={"ring_sideroblasts": 38})

    assert {("liver_mri_lic",), ("ferritin", "tsat")} == set(needs(a_case, "SR-17"))


def test_ferritin_in_range_leaves_only_liver_iron_to_be_asked_for():
    a_case = case(finding("ALAS2"), labs={"ring_sideroblasts": 38, "ferritin": 100})

    assert needs(a_case, "SR-17") == (("liver_mri_lic",),)


def test_no_value_can_make_a_rule_of_another_gene_apply():
    said = statements(case(finding("ALAS2")))
    named = {need.rule for need in said.needed}

    assert not named & {"SR-06", "SR-07", "SR-08", "SR-10", "SR-11", "SA-04", "SA-16", "SA-20"}


def test_flags_terms_and_family_facts_are_never_asked_for():
    """SA-24 asks for diabetes or deafness: without the term no value helps."""
    assert needs(case(labs={"ring_sideroblasts": 20}), "SA-24") is None
    with_diabetes = case(labs={"ring_sideroblasts": 20}, phenotype=frozenset({"HP:0000819"}))
    assert needs(with_diabetes, "SA-24") == (("mcv",),)


def test_without_age_nobody_is_taken_for_an_adult_and_the_age_is_asked_for():
    a_case = case(finding("ALAS2"), labs={"ring_sideroblasts": 38}, born=None)

    assert not {"SR-02", "SR-03"} & statements(a_case).ids
    assert needs(a_case, "SR-02") == (("age",),)


def test_alcohol_is_asked_for_and_decides():
    a_case = case(labs={"ring_sideroblasts": 20})
    drinks = replace(
        a_case,
        clinical=replace(
            a_case.clinical, exposures=Exposures(alcohol=Measurement("alcohol", 90, "g/day"))
        ),
    )

    assert {("alcohol",), ("plp",)} == set(needs(a_case, "SR-22"))
    assert {"SR-22", "SA-03"} <= statements(drinks).ids


def test_applied_needed_and_not_applied_share_out_all_rules():
    for a_case in (XLSA_MAN, TRANSFUSED_CHILD, case(), case(finding("STEAP3", "VUS"))):
        said = statements(a_case)
        everywhere = [*said.ids, *(need.rule for need in said.needed), *said.not_applied]

        assert sorted(rule.id for rule in load_rules().rules) == sorted(everywhere)


@pytest.mark.parametrize(
    ("a_case", "rule", "urgent"),
    [
        (XLSA_MAN, "SA-03", False),
        (with_treatment(XLSA_MAN, pyridoxine=Pyridoxine("trial", 250)), "SA-03", True),
        (with_treatment(XLSA_MAN, pyridoxine=Pyridoxine("trial", 150)), "SA-03", False),
        (with_treatment(XLSA_MAN, pyridoxine=Pyridoxine("maintenance", 150)), "SA-03", True),
        (case(labs={"ring_sideroblasts": 20, "haemoglobin": 60}), "SA-23", True),
        (case(finding("ALAS2"), labs={"haemoglobin": 60}), "SA-23", False),
    ],
)
def test_safety_rules_choose_their_wording(a_case, rule, urgent):
    statement, known = steps(a_case)[rule], load_rules().of(rule)
    professional = known.urgent_professional if urgent else known.professional
    plain = known.urgent_plain if urgent else known.plain

    assert (urgent, Step.TODAY, "") == (statement.urgent, statement.step, statement.lead)
    assert (professional, plain) == (statement.professional, statement.plain)


@pytest.mark.parametrize(
    ("dose", "rule", "adults", "parents"),
    [
        (50, "SA-01", "Do not take iron", "Do not give your child iron"),
        (50, "SA-03", "if your hands or feet", "if your child's hands or feet"),
        (250, "SA-03", "Please see your doctor now", "Please take your child to the doctor now"),
        (50, "SR-31", "When you take", "When your child takes"),
    ],
)
def test_the_parents_of_a_minor_have_a_wording_of_their_own(dose, rule, adults, parents):
    for born, said in ((1980, adults), (2018, parents), (None, parents)):
        person = case(finding("ALAS2"), born=born, labs={"ring_sideroblasts": 38})
        treated = with_treatment(person, pyridoxine=Pyridoxine("trial", dose))
        assert said in steps(treated)[rule].plain


def test_a_child_gets_no_adult_dose():
    child = case(
        finding("ALAS2"),
        born=2021,
        labs={"haemoglobin": 82, "mcv": 58, "ferritin": 310, "tsat": 66},
    )

    assert {"SR-01", "SR-04", "SA-08", "SA-12"} <= statements(child).ids
    assert not {"SR-02", "SR-03", "SR-12", "SR-13", "SR-14"} & statements(child).ids


def test_mds_rs_stands_on_the_clinicians_entry_only():
    marrow = {"ring_sideroblasts": 40, "haemoglobin": 75}

    assert "SR-18" not in statements(case(labs=marrow)).ids
    said = statements(case(labs=marrow, diagnosis=Diagnosis.MDS_RS, treatment=TRANSFUSED)).ids
    assert {"SR-18", "SR-19", "SA-13"} <= said
    assert "SR-28" not in said


def test_steap3_gives_history_and_a_banner_and_no_treatment():
    said = steps(
        case(
            finding("STEAP3", "VUS", "heterozygous"), labs={"ferritin": 2100}, treatment=TRANSFUSED
        )
    )

    assert ("information_box",) == said["SR-09"].places == said["SR-10"].places
    assert {"SA-04", "SA-15", "SA-17", "SA-26", "SR-20"} <= set(said)
    assert "SR-01" not in said


def test_a_stopped_case_says_nothing_but_to_stop():
    conflict = case(finding("ALAS2", zygosity="heterozygous"), labs={"ring_sideroblasts": 38})
    said = statements(conflict, stopped=True)

    assert {"SA-19", "SR-33"} == said.ids
    assert said.needed == ()
    assert len(said.not_applied) == 60


def test_a_case_stopped_for_another_reason_does_not_claim_a_conflict_of_sex():
    assert {"SR-33"} == statements(case(finding("ALAS2")), stopped=True).ids


def test_why_tells_result_and_facts():
    answer = why(load_rules(), "SR-17", Facts(TRANSFUSED_CHILD))

    assert answer.rule.condition == "iron_overload"
    assert (answer.holds, answer.active) == (False, None)
    assert answer.facts == (("iron_overload", False),)


def test_why_follows_rule_ids_and_names_what_decides_the_step():
    answer = why(load_rules(), "SR-03", Facts(XLSA_MAN))

    assert (answer.holds, answer.active) == (True, False)
    assert [name for name, _ in answer.facts] == [
        "ALAS2_LOF",
        "sideroblastic",
        "adult",
        "b6.response",
    ]
    assert answer.rule.source.startswith("Guideline: Donker")
