"""The alarms as they stand in their file, what raises them, and what they say of a case."""

import json
import re
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
import textstat
from small_cases import case, finding
from wordings import ADULT_DOSE, NEGATION, sentences

from genetics.errors import KnowledgeInvalid
from pedigrees.case import Exposures, Phlebotomy, Pyridoxine, SiteSettings, Treatment
from pedigrees.clinical.facts import Facts
from pedigrees.clinical.laboratory import Measurement, measure
from pedigrees.plan import Decision, Flag, Pattern, Plan
from reports.audit.plain_language import avoided_in
from reports.management.alarms import (
    load_alarms,
    pregnant_relative_flagged,
    raise_alarms,
    read_alarms,
)
from reports.management.rules import CERTAINTY_WORDS, load_rules
from reports.management.statements import Step

NUMBER_OF_ALARMS = 28
PYRIDOXINE = ("AL-B6-200", "AL-B6-100", "AL-NEUROPATHY-B6")


@pytest.fixture(scope="module")
def alarms():
    return load_alarms()


def raised(a_case, **options):
    """The alarms of a case, by id."""
    facts = Facts(a_case, **options)
    return {alarm.id: alarm for alarm in raise_alarms(load_alarms(), facts, load_rules())}


def treated(a_case, **parts):
    return replace(a_case, clinical=replace(a_case.clinical, treatment=Treatment(**parts)))


def exposed(a_case, **parts):
    return replace(a_case, clinical=replace(a_case.clinical, exposures=Exposures(**parts)))


# --- the file -------------------------------------------------------------------------------


def test_ids_and_triggers_are_those_of_the_reference_material(alarms, shared):
    reference = json.loads((shared / "clinical" / "alarms.json").read_text("utf-8"))

    assert [(row["id"], row["trigger"]) for row in reference] == [
        (alarm.id, alarm.trigger) for alarm in alarms
    ]


def test_each_alarm_says_where_it_comes_from(alarms):
    assert len(alarms) == NUMBER_OF_ALARMS
    for alarm in alarms:
        assert alarm.source, alarm.id
        assert alarm.dated, alarm.id
        assert set(alarm.certainty.split()) <= set(CERTAINTY_WORDS), alarm.id


def test_every_printed_alarm_stands_on_two_first_pages(alarms):
    door = [alarm.id for alarm in alarms if alarm.at_the_door]

    assert door == ["AL-B6-REFUSE"]
    for alarm in alarms:
        expected = set() if alarm.at_the_door else {"management", "referral"}
        assert set(alarm.places) - {"counselling"} == expected, alarm.id
        assert bool(alarm.plain) == ("counselling" in alarm.places), alarm.id


def test_what_a_family_is_not_told_in_a_document(alarms):
    """What belongs into a talk: acquired disease, sex chromosomes, alcohol, a relative's state."""
    talk = {"AL-MACRO-MDS", "AL-XY-HET", "AL-SEX", "AL-ALCOHOL", "AL-PREGNANT-RELATIVE"}

    assert not {alarm.id for alarm in alarms if alarm.plain} & talk


def test_what_is_urgent(alarms):
    assert {alarm.id for alarm in alarms if alarm.urgent} == {
        "AL-B6-200",
        "AL-B6-100",
        "AL-B6-REFUSE",
        "AL-NEUROPATHY-B6",
        "AL-TSAT-IRON",
        "AL-LIC-15",
        "AL-HB-70",
        "AL-PHLEB-HB",
        "AL-LEAD",
        "AL-XY-HET",
        "AL-SEX",
        "AL-PREGNANT-RELATIVE",
    }


# --- what they say --------------------------------------------------------------------------


def wordings(alarm):
    details = [text for one in alarm.details for text in (one.professional, one.plain) if text]
    plain = (alarm.plain, alarm.plain_for_parents)
    return [text for text in (alarm.title, alarm.professional, *plain, *details) if text]


def test_no_wording_names_a_rule_which_may_not_be_applied(alarms):
    assert not [text for one in alarms for text in wordings(one) if re.search(r"S[RA]-\d", text)]


def test_no_wording_holds_a_dose_of_its_own(alarms):
    assert not [text for one in alarms for text in wordings(one) if ADULT_DOSE.search(text)]
    assert not [one.id for one in alarms if ADULT_DOSE.search(one.source)]


def test_words_that_are_never_printed(alarms):
    assert not [text for one in alarms for text in wordings(one) if avoided_in(text)]


def test_no_wording_says_what_a_scenario_forbids(alarms, shared):
    """Stricter than the scenarios: every alarm is judged in every one of them."""
    for path in sorted((shared / "clinical" / "scenarios").glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))["expected"]
        for text in (text for alarm in alarms for text in (*wordings(alarm), alarm.source)):
            for pattern in expected["must_not_text"]:
                assert not re.search(pattern, text), (path.name, text)
            for sentence, pattern in product(sentences(text), expected["must_not_claim"]):
                claimed = re.search(pattern, sentence) and not NEGATION.search(sentence)
                assert not claimed, (path.name, sentence)


def test_plain_wordings_can_be_read_by_everyone(alarms):
    texts = (text for one in alarms for text in (one.plain, one.plain_for_parents))
    plain = [text for text in texts if text]
    lengths = [len(sentence.split()) for text in plain for sentence in sentences(text)]

    assert textstat.flesch_kincaid_grade(" ".join(plain)) <= 8
    assert sum(lengths) / len(lengths) <= 20


@pytest.mark.parametrize("state", ["trial", "maintenance"])
@pytest.mark.parametrize("dose", [101, 150, 200.5, 250, 1000])
@pytest.mark.parametrize("born", [1980, 2018])
def test_a_pyridoxine_alarm_names_neuropathy_and_the_actual_dose(state, dose, born):
    a_case = treated(case(finding("ALAS2"), born=born), pyridoxine=Pyridoxine(state, dose))
    with_signs = replace(a_case, clinical=replace(a_case.clinical, neuropathy=True))

    found = raised(with_signs)
    assert "AL-NEUROPATHY-B6" in found
    for alarm in (found[one] for one in PYRIDOXINE if one in found):
        for text in (alarm.professional, alarm.plain):
            assert f"{dose:g} mg a day" in text
            assert re.search(r"(?i)neuropathy|nerve damage|harm nerves", text)
            assert not re.search(r"(50|10)\s*[-–]\s*(200|100)", text)


def test_the_value_is_the_dose_of_the_case_whatever_it_is_called():
    a_case = case(labs={"pyridoxine_dose": 300})

    assert "AL-B6-200" not in raised(a_case)
    taken = treated(a_case, pyridoxine=Pyridoxine("trial"))
    assert "300 mg a day" in raised(taken)["AL-B6-200"].professional


def test_a_sentence_without_its_value_is_left_out():
    taken = treated(case(), pyridoxine=Pyridoxine("trial"))
    a_case = replace(taken, clinical=replace(taken.clinical, neuropathy=True))
    said = raised(a_case)["AL-NEUROPATHY-B6"].professional

    assert said.startswith("Pyridoxine (vitamin B6) is being taken. Neuropathy is recorded.")
    assert "{" not in said


def test_each_exposure_and_trace_element_stands_by_its_name():
    labs = {"copper": 4.1, "zinc": 26}
    a_case = exposed(
        case(labs=labs),
        alcohol=Measurement("alcohol", 120, "g/day"),
        drugs=frozenset({"isoniazid", "linezolid", "paracetamol"}),
        zinc_supplement=True,
    )
    said = {name: alarm.professional for name, alarm in raised(a_case).items()}

    assert said.keys() == {"AL-COPPER-LOW", "AL-ZINC-HIGH", "AL-DRUG-SA", "AL-ALCOHOL"}
    assert "Copper is below its limit: 4.1 umol/L." in said["AL-COPPER-LOW"]
    assert (
        "A zinc supplement is entered. Zinc is above its limit: 26 umol/L."
        in (said["AL-ZINC-HIGH"])
    )
    assert "isoniazid, linezolid." in said["AL-DRUG-SA"]
    assert "paracetamol" not in said["AL-DRUG-SA"], "it does not cause sideroblastic anaemia"
    assert "Alcohol entered: 120 g/day." in said["AL-ALCOHOL"]


def test_zinc_that_is_only_taken_is_not_called_high():
    said = raised(exposed(case(labs={"zinc": 15}), zinc_supplement=True))["AL-ZINC-HIGH"]

    assert "above its limit" not in said.professional


@pytest.mark.parametrize(
    ("a_case", "alarm", "value"),
    [
        (case(labs={"ferritin": 1450}), "AL-FERRITIN-1000", "Ferritin: 1450 ug/L."),
        (case(labs={"haemoglobin": 54}), "AL-HB-70", "Haemoglobin: 54 g/L."),
        (case(labs={"liver_mri_lic": 9}), "AL-LIC-7", "Liver iron: 9 mg/g dw."),
        (case(labs={"liver_mri_lic": 16}), "AL-LIC-15", "Liver iron: 16 mg/g dw."),
        (
            exposed(case(labs={"tsat": 60}), iron_supplement=True),
            "AL-TSAT-IRON",
            "Transferrin saturation: 60 %.",
        ),
        (
            treated(case(), phlebotomy=Phlebotomy("ongoing", hb_fall=12)),
            "AL-PHLEB-HB",
            "Fall of haemoglobin entered: 12 g/L.",
        ),
        (
            replace(case(labs={"lead_blood": 2}), site=SiteSettings(lead_action_level=0.24)),
            "AL-LEAD",
            "Lead in blood: 2 umol/L; action level of this clinic: 0.24 umol/L.",
        ),
        (case(labs={"crp": 40, "ferritin": 400}), "AL-CRP", "Ferritin: 400 ug/L; CRP: 40 mg/L."),
        (case(labs={"mcv": 62, "ring_sideroblasts": 1}), "AL-HBA", "MCV: 62 fL."),
    ],
)
def test_the_actual_value_stands_in_the_alarm(a_case, alarm, value):
    assert raised(a_case)[alarm].professional.startswith(value)


def test_a_value_stands_in_the_unit_it_is_kept_in():
    measured = measure("haemoglobin", 5.4, "g/dL")
    a_case = case()
    a_case = replace(a_case, clinical=replace(a_case.clinical, labs=(measured,)))

    assert raised(a_case)["AL-HB-70"].professional.startswith("Haemoglobin: 54 g/L.")


# --- what raises them -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dose", "state", "expected"),
    [
        (100, "maintenance", set()),
        (150, "maintenance", {"AL-B6-100"}),
        (200, "maintenance", {"AL-B6-100"}),
        (201, "maintenance", {"AL-B6-200"}),
        (150, "trial", set()),
        (300, "stopped", set()),
    ],
)
def test_only_the_higher_alarm_of_a_dose_is_raised(dose, state, expected):
    found = raised(treated(case(), pyridoxine=Pyridoxine(state, dose)))

    assert expected == found.keys() & {"AL-B6-100", "AL-B6-200"}


@pytest.mark.parametrize(
    ("iron", "expected"), [(6.9, set()), (7, {"AL-LIC-7"}), (15, {"AL-LIC-15"})]
)
def test_only_the_higher_alarm_of_liver_iron_is_raised(iron, expected):
    found = raised(case(labs={"liver_mri_lic": iron}))

    assert expected == found.keys() & {"AL-LIC-7", "AL-LIC-15"}


def test_nothing_known_raises_nothing():
    assert raised(case()) == {}
    assert raised(case(born=None, sex="U")) == {}


def test_a_rule_in_a_trigger_means_its_condition_also_in_a_stopped_case():
    """SR-01 is not said in a stopped case; AL-NEUROPATHY-B6 is raised all the same."""
    conflict = case(
        finding("ALAS2", zygosity="heterozygous"), labs={"ring_sideroblasts": 38}, neuropathy=True
    )

    assert {"AL-XY-HET", "AL-NEUROPATHY-B6"} <= raised(conflict).keys()


@pytest.mark.parametrize(
    ("born", "said"), [(1980, "Please see a doctor"), (2018, "Please take your child to a doctor")]
)
def test_an_alarm_of_a_minor_speaks_to_the_parents(born, said):
    (alarm,) = raised(case(born=born, labs={"haemoglobin": 54})).values()
    assert said in alarm.plain


def test_low_haemoglobin_is_an_alarm_in_transfused_people_too():
    transfused = treated(case(labs={"haemoglobin": 65}), transfusion_dependent=True)

    assert "AL-HB-70" in raised(transfused)


def test_without_a_birth_year_no_adult_dose_is_promised():
    a_case = case(finding("ALAS2"), labs={"ring_sideroblasts": 38}, born=None)

    assert "may be, under 18" in raised(a_case)["AL-PAEDIATRIC-DOSE"].professional


def test_urgent_alarms_come_first_the_others_in_the_order_of_the_file():
    a_case = case(labs={"haemoglobin": 60, "ferritin": 2000, "copper": 4, "liver_mri_lic": 16})

    assert list(raised(a_case)) == ["AL-LIC-15", "AL-HB-70", "AL-FERRITIN-1000", "AL-COPPER-LOW"]


def test_an_alarm_can_be_printed_as_a_statement():
    alarm = raised(case(labs={"haemoglobin": 60}))["AL-HB-70"]
    statement = alarm.statement

    assert (statement.rule, statement.step, statement.lead) == ("AL-HB-70", Step.TODAY, "")
    assert (statement.professional, statement.plain) == (alarm.professional, alarm.plain)
    assert (statement.source, statement.dated, statement.certainty, statement.places) == (
        alarm.source,
        alarm.dated,
        alarm.certainty,
        alarm.places,
    )
    assert statement.urgent


# --- the second phase -----------------------------------------------------------------------


def plan(pattern, flag, *, pregnant=True):
    decision = Decision(
        "R", "sister", flag, (), "R-X", "", "", Fraction(1, 2), False, False, 1, False, None,
        pregnant,
    )  # fmt: skip
    return Plan(pattern, "", "", None, True, (), (decision,))


@pytest.mark.parametrize(
    ("pattern", "flag", "expected"),
    [
        (Pattern.XL_M, Flag.TEST_NOW, True),
        (Pattern.XL_F, Flag.OBLIGATE, True),
        (Pattern.AR, Flag.TEST_OFFER, True),
        (Pattern.XL_M, Flag.HAEM_SCREEN, True),
        (Pattern.XL_M, Flag.SPECIALIST, False),
        (Pattern.XL_M, Flag.INFO_ONLY, False),
        (Pattern.XL_M, Flag.NOT_INDICATED, False),
        (Pattern.NEG, Flag.HAEM_SCREEN, False),
        (Pattern.AD_UNCERTAIN, Flag.HAEM_SCREEN, False),
        (Pattern.AR, Flag.NOT_DECIDED, False),
    ],
)
def test_a_pregnant_relative_counts_in_a_cascade_only(pattern, flag, expected):
    assert expected is pregnant_relative_flagged(plan(pattern, flag))
    assert not pregnant_relative_flagged(plan(pattern, flag, pregnant=False))


def test_the_second_phase_adds_one_alarm_and_changes_no_other():
    a_case = case(finding("ALAS2"), labs={"haemoglobin": 60, "ferritin": 2000})
    first, second = raised(a_case), raised(a_case, relative_pregnant_flagged=True)

    assert second.keys() - first.keys() == {"AL-PREGNANT-RELATIVE"}
    assert {name: second[name] for name in first} == first


# --- broken files ---------------------------------------------------------------------------

ALARM = """
[[alarms]]
id = "AL-ONE"
title = "An alarm"
trigger = 'minor and b6.dose > 100'
professional = "Words."
plain = "Plain words."
urgent = false
source = "A paper"
dated = "2014"
certainty = ["S"]
places = ["management", "counselling", "referral"]
details = [
    { when = 'on_b6', professional = "Dose: {b6.dose} mg.", plain = "{copper}" },
]
"""


def broken(*changes):
    text = ALARM
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    with pytest.raises(KnowledgeInvalid) as invalid:
        read_alarms(text, "a.toml", load_rules())
    return str(invalid.value).splitlines()


def test_a_sound_file_is_read():
    (alarm,) = read_alarms(ALARM, "a.toml", load_rules())

    assert (alarm.trigger, alarm.details[0].condition) == ("minor and b6.dose > 100", "on_b6")
    assert alarm.details[0].values == ("b6.dose",)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("minor and", "minr and", "a.toml:5: alarms AL-ONE, trigger: character 1: there is no fact minr (is minor meant?); correct it"),
        ("minor and", "minor and and", "a.toml:5: alarms AL-ONE, trigger: character 11: expected a fact, a rule id, not or (, found and; correct it"),
        ("minor and", "SR-99 and", "a.toml:5: alarms AL-ONE, trigger: character 1: there is no rule SR-99; correct it"),
        ("> 100", "> 1000", "a.toml:5: alarms AL-ONE, trigger: character 11: this can never hold, whatever b6.dose is; correct it"),
        ("minor and", "relative_pregnant_flagged and", "a.toml:5: alarms AL-ONE, trigger: character 1: relative_pregnant_flagged is known only after the rules; correct it"),
        ("'on_b6'", "'on_b7'", "a.toml:14: alarms AL-ONE, details 1, when: character 1: there is no fact on_b7 (is on_b6 meant?); correct it"),
        ("{b6.dose}", "{b6.doses}", "a.toml:14: alarms AL-ONE, details 1, professional: {b6.doses} is no fact and no laboratory item (is b6.dose meant?); correct it"),
        ("{b6.dose}", "{minor}", "a.toml:14: alarms AL-ONE, details 1, professional: {minor} is a bool; only numbers, sets and laboratory items can be printed; correct it"),
        ("{b6.dose}", "{pattern}", "a.toml:14: alarms AL-ONE, details 1, professional: {pattern} is a choice; only numbers, sets and laboratory items can be printed; correct it"),
        ("{b6.dose}", "{exposure.drugs}", "a.toml:14: alarms AL-ONE, details 1, professional: {exposure.drugs}: the trigger does not ask what exposure.drugs has; correct it"),
        ("{b6.dose}", "{b6.dose", "a.toml:14: alarms AL-ONE, details 1, professional: a { or } stands alone; correct it"),
        ("{copper}", "{cooper}", "a.toml:14: alarms AL-ONE, details 1, plain: {cooper} is no fact and no laboratory item (is copper meant?); correct it"),
        ('"Words."', '"Words {copper}."', "a.toml:6: alarms AL-ONE, professional: values of the case stand in the details; correct it"),
        ('"AL-ONE"', '"AL_ONE"', "a.toml:3: alarms AL_ONE, id: "),
        ('"counselling", ', "", "a.toml:2: alarms AL-ONE: plain stands where counselling is one of the places, only there"),
        ('plain = "Plain words."\n', "", "a.toml:2: alarms AL-ONE: plain stands where counselling is one of the places, only there"),
        (', "referral"', "", "a.toml:2: alarms AL-ONE: an alarm stands in management and referral"),
        ("urgent = false", "urgent = false\nat_the_door = true", "a.toml:2: alarms AL-ONE: an alarm at the door is never printed: no places, plain, details"),
        ("urgent = false", 'urgent = "no"', 'a.toml:8: alarms AL-ONE, urgent: "no" is not true or false; write true or false, without quotes'),
        ('source = "A paper"\n', "", 'a.toml:2: alarms AL-ONE, source: the key "source" is missing; add "source"'),
        ('["S"]', "[]", "a.toml:11: alarms AL-ONE, certainty: "),
        ("title", "titel", 'a.toml:4: alarms AL-ONE, titel: unknown key "titel"; did you mean "title"?'),
    ],
)  # fmt: skip
def test_a_broken_file_gives_one_line(old, new, line):
    (said,) = broken((old, new))

    assert said.startswith(line)


def test_all_mistakes_are_named_together_by_line():
    lines = broken(("minor and", "minr and"), ("on_b6", "on_b7"), ("{copper}", "{cooper}"))

    assert [line[:9] for line in lines] == ["a.toml:5:", "a.toml:14", "a.toml:14"]


def test_an_id_that_stands_twice_is_named_with_the_other_place():
    with pytest.raises(KnowledgeInvalid) as invalid:
        read_alarms(ALARM + ALARM, "a.toml", load_rules())

    assert str(invalid.value) == (
        "a.toml:18: alarms AL-ONE, id: the same id stands in line 3; correct it"
    )


def test_an_alarm_at_the_door_must_be_refused_there():
    """AL-B6-REFUSE asks for what no case can hold; such a row with a possible value is wrong."""
    text = """
[[alarms]]
id = "AL-DOOR"
title = "An alarm"
trigger = 'b6.dose > 1000'
professional = "Words."
urgent = true
at_the_door = true
source = "A paper"
dated = "2014"
certainty = ["E"]
places = []
"""
    (alarm,) = read_alarms(text, "a.toml", load_rules())
    assert alarm.at_the_door
    with pytest.raises(KnowledgeInvalid, match="the door lets such a value pass"):
        read_alarms(text.replace("> 1000", "> 999"), "a.toml", load_rules())
