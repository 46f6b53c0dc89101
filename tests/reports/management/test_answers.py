"""The answers to "why": result, condition, deciding facts, what is missing, words, source."""

from dataclasses import replace

import pytest
from small_cases import case, finding

from pedigrees.case import Exposures, Pyridoxine, Treatment
from pedigrees.clinical.facts import Facts
from reports.management.alarms import load_alarms, raise_alarms
from reports.management.answers import answers
from reports.management.evaluation import facts_read
from reports.management.rules import apply_rules, load_rules

XLSA_MAN = case(finding("ALAS2"), labs={"haemoglobin": 98, "ferritin": 1450, "tsat": 82})
CONFLICT = case(finding("ALAS2", zygosity="heterozygous"), labs={"ring_sideroblasts": 38})


def answers_about(a_case, *, stopped=False):
    rules, alarms, facts = load_rules(), load_alarms(), Facts(a_case)
    statements = apply_rules(rules, facts, stopped=stopped)
    raised = raise_alarms(alarms, facts, rules)
    return {one.id: one for one in answers(rules, alarms, facts, statements, raised)}


def test_every_rule_and_every_alarm_has_an_answer_in_the_order_of_the_files():
    ids = [rule.id for rule in load_rules().rules] + [alarm.id for alarm in load_alarms()]

    assert ids == list(answers_about(XLSA_MAN))


def test_a_later_step_with_its_values_and_source():
    answer = answers_about(XLSA_MAN)["SR-14"]

    assert answer.outcome == "said, later step"
    assert (answer.holds, answer.active) == (True, False)
    assert answer.condition == "ALAS2_LOF and iron_overload and not td and adult"
    assert answer.active_when == 'phlebotomy.tolerated == "no" or phlebotomy.hb_falling'
    assert dict(answer.facts) == {
        "ALAS2_LOF": True,
        "iron_overload": True,
        "td": False,
        "adult": True,
        "phlebotomy.tolerated": "unknown",
        "phlebotomy.hb_falling": False,
    }
    assert answer.not_entered == ("liver_mri_lic",)
    assert answer.professional.startswith("Iron chelation takes the place of phlebotomy only")
    assert answer.source.startswith("Seed page")
    assert (answer.dated, answer.certainty, answer.places) == (
        "10 December 2025",
        "S",
        ("management",),
    )


def test_what_a_rule_id_stands_for_is_told_through_every_step():
    answer = answers_about(XLSA_MAN)["SA-08"]

    assert dict(answer.refers_to) == {
        "SR-01": "ALAS2_LOF and sideroblastic",
        "SR-22": "sideroblastic and (alcohol_high or plp_low)",
    }
    assert answers_about(XLSA_MAN)["SR-13"].refers_to[0][1].startswith("ALAS2_LOF and iron")
    assert answer.outcome == "not said: its condition does not hold"
    assert answer.professional == ""


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        ("SR-01", "said, today"),
        ("SR-27", "said, today"),
        ("SR-06", "not said: its condition does not hold"),
        ("SR-22", "not said: its condition cannot be decided"),
        ("SR-36", "not said: its condition does not hold"),
        ("AL-FERRITIN-1000", "raised"),
        ("AL-STEAP3", "not said: its condition does not hold"),
        ("AL-LEAD", "not said: its condition cannot be decided"),
    ],
)
def test_outcomes(rule, outcome):
    assert outcome == answers_about(XLSA_MAN)[rule].outcome


def test_an_urgent_wording_is_named():
    treated = replace(
        XLSA_MAN,
        clinical=replace(
            XLSA_MAN.clinical, treatment=Treatment(pyridoxine=Pyridoxine("trial", 250))
        ),
    )
    said = answers_about(treated)

    assert said["SA-03"].outcome == "said, in its urgent wording"
    assert said["SA-03"].professional.startswith("Neuropathy is recorded under pyridoxine")
    assert "250 mg a day" in said["AL-B6-200"].professional


def test_what_could_change_the_answer_is_named():
    answer = answers_about(XLSA_MAN)["SR-22"]

    assert set(answer.needs) == {("alcohol",), ("plp",)}
    assert answer.holds is None


def test_a_rule_that_holds_in_a_stopped_case_is_told_apart():
    said = answers_about(CONFLICT, stopped=True)

    assert said["SR-01"].outcome == "not said, although its condition holds: the case is stopped"
    assert said["SA-19"].outcome == "said, today"
    assert said["AL-XY-HET"].outcome == "raised"


def test_a_set_is_listed():
    drugs = Exposures(drugs=frozenset({"linezolid", "isoniazid"}))
    a_case = replace(XLSA_MAN, clinical=replace(XLSA_MAN.clinical, exposures=drugs))

    assert answers_about(a_case)["AL-DRUG-SA"].facts == (
        ("exposure.drugs", ("isoniazid", "linezolid")),
    )


def test_the_facts_are_all_that_the_condition_reads():
    conditions = load_rules().conditions
    for rule in load_rules().rules:
        names = facts_read(rule.when, conditions)
        told = [name for name, _ in answers_about(XLSA_MAN)[rule.id].facts]
        assert set(names) <= set(told)
