"""The rules as they stand in their files: complete, worded twice, sourced, and checked."""

import json
import re
from importlib import resources
from itertools import product

import pytest
import textstat
from wordings import ADULT_DOSE, NEGATION, sentences

from genetics.errors import KnowledgeInvalid
from reports.audit.plain_language import avoided_in
from reports.management.alarms import ALARM_FILE
from reports.management.rules import CERTAINTY_WORDS, RULE_FILES, load_rules, read_rules

ALL_IDS = [f"SR-{n:02}" for n in range(1, 37)] + [f"SA-{n:02}" for n in range(1, 27)]


@pytest.fixture(scope="module")
def rules():
    return load_rules().rules


def wordings(rule):
    """Every sentence of a rule that a document can hold."""
    texts = [rule.title, rule.professional, f"{rule.lead} {rule.professional}", rule.plain]
    urgent = (rule.urgent_professional, rule.urgent_plain)
    parents = (rule.plain_for_parents, rule.urgent_plain_for_parents)
    details = [text for one in rule.details for text in (one.professional, one.plain)]
    return [text for text in (*texts, *urgent, *parents, *details) if text]


def test_all_rules_are_there_in_their_order(rules):
    assert [rule.id for rule in rules] == ALL_IDS


@pytest.mark.parametrize(("file", "kind"), [("seed_rules.json", "SR"), ("safety_rules.json", "SA")])
def test_conditions_are_those_of_the_reference_material(rules, shared, file, kind):
    reference = json.loads((shared / "clinical" / file).read_text("utf-8"))
    expected = {row["id"]: (row["condition"], row.get("active_when", "")) for row in reference}

    assert expected == {
        rule.id: (rule.condition, rule.active_when) for rule in rules if rule.id.startswith(kind)
    }


def test_strength_and_seed_numbers_are_those_of_the_reference_material(rules, shared):
    reference = json.loads((shared / "clinical" / "seed_rules.json").read_text("utf-8"))
    expected = {row["id"]: (row["strength"], tuple(row["seed_source"])) for row in reference}

    assert expected == {
        rule.id: (rule.strength, rule.seed_sources) for rule in rules if not rule.is_safety
    }


def test_each_rule_has_two_wordings_and_says_where_it_comes_from(rules):
    for rule in rules:
        assert rule.professional != rule.plain, rule.id
        assert rule.source, rule.id
        assert rule.dated, rule.id
        assert set(rule.certainty.split()) <= set(CERTAINTY_WORDS), rule.id
        assert bool(rule.places) == (rule.id != "SR-36"), rule.id


def test_every_safety_rule_stands_in_the_management_report(rules):
    assert all("management" in rule.places for rule in rules if rule.is_safety)


def test_history_and_off_label_reports_stand_in_their_boxes_only(rules):
    boxes = {rule.id: rule.places for rule in rules if rule.id in ("SR-09", "SR-10", "SR-21")}

    assert boxes == {
        "SR-09": ("information_box",),
        "SR-10": ("information_box",),
        "SR-21": ("off_label_annex",),
    }


def test_seed_steps_open_with_a_lead_and_urgent_safety_rules_have_both_wordings(rules):
    assert {"SR-03", "SR-04", "SR-13", "SR-14"} == {rule.id for rule in rules if rule.lead}
    assert {"SA-03", "SA-23"} == {rule.id for rule in rules if rule.urgent_professional}
    assert {"SA-03", "SA-23"} == {rule.id for rule in rules if rule.urgent_plain}


# --- what the wordings say and do not say ---------------------------------------------------


def test_adult_doses_stand_in_two_rules_only(rules):
    doses = {rule.id for rule in rules for text in wordings(rule) if ADULT_DOSE.search(text)}

    assert {"SR-02", "SR-03"} == doses, "a caution is printed for children too"
    assert not [rule.id for rule in rules if ADULT_DOSE.search(rule.source)]


def test_no_monitoring_interval_is_printed(rules):
    interval = re.compile(
        r"(?i)\b(every|each|per|once|twice|\d+)\b[^.;]{0,15}\b(week|month|year|trimester)"
    )
    found = {rule.id for rule in rules for text in wordings(rule) if interval.search(text)}

    # the length of a trial (SA-02), of contraception (SA-13), of independence (SR-18), an age
    assert {"SR-18", "SR-21", "SA-02", "SA-13"} == found


def test_words_that_are_never_printed(rules):
    assert not [text for rule in rules for text in wordings(rule) if avoided_in(text)]


def test_each_figure_of_luspatercept_stands_with_its_trial(rules):
    rule = load_rules().of("SR-18")
    for text in (rule.professional, rule.plain):
        for sentence in re.split(r"(?<=[.])\s+", text):
            if re.search(r"\b63\b", sentence):
                assert re.search(r"(?i)phase 2", sentence)
                assert not re.search(r"(?i)phase 3|placebo", sentence)
            if re.search(r"\b3[78]\b", sentence):
                assert re.search(r"(?i)phase 3.*placebo", sentence)


def test_no_sentence_puts_chelation_first(rules):
    first = re.compile(r"(?i)chelation[^.;]{0,40}\b(first|preferred|initial|start)")

    assert not [text for rule in rules for text in wordings(rule) if first.search(text)]


def test_no_wording_says_what_a_scenario_forbids(rules, shared):
    """Stricter than the scenarios: every rule is judged that may be applied there, applied or not,
    and every title, because a rule that waits for a value is named by its title."""
    for path in sorted((shared / "clinical" / "scenarios").glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))["expected"]
        allowed = [rule for rule in rules if rule.id not in expected["management_must_not"]]
        texts = [text for rule in allowed for text in (*wordings(rule), rule.source)]
        for text in (*texts, *(rule.title for rule in rules)):
            for pattern in expected["must_not_text"]:
                assert not re.search(pattern, text), (path.name, text)
            for sentence, pattern in product(sentences(text), expected["must_not_claim"]):
                claimed = re.search(pattern, sentence) and not NEGATION.search(sentence)
                assert not claimed, (path.name, sentence)


def test_plain_wordings_can_be_read_by_everyone(rules):
    texts = (
        text
        for rule in rules
        for text in (
            rule.plain,
            rule.urgent_plain,
            rule.plain_for_parents,
            rule.urgent_plain_for_parents,
            *(one.plain for one in rule.details),
        )
    )
    plain = [text for text in texts if text]
    whole = " ".join(plain)
    lengths = [len(sentence.split()) for text in plain for sentence in sentences(text)]

    assert textstat.flesch_kincaid_grade(whole) <= 8
    assert textstat.smog_index(whole) <= 8.5
    assert sum(lengths) / len(lengths) <= 20


# --- broken files ---------------------------------------------------------------------------

RULE = """
[[rules]]
id = "SR-01"
title = "A rule"
condition = 'minor'
professional = "Words."
plain = "Plain words."
strength = "A"
seed_sources = [1]
source = "A paper"
dated = "2014"
certainty = ["S"]
places = ["management"]
"""


def with_line(old, new):
    assert old in RULE
    return RULE.replace(old, new)


def test_a_sound_file_is_read():
    assert read_rules({"a.toml": RULE}).of("SR-01").condition == "minor"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            with_line("'minor'", "'minr'"),
            "a.toml:5: rules SR-01, condition: character 1: there is no fact minr (is minor meant?); correct it",
        ),
        (
            with_line("'minor'", "'minor and'"),
            "a.toml:5: rules SR-01, condition: character 10: expected a fact, a rule id, not or (, found the end; correct it",
        ),
        (
            with_line("'minor'", "'minor or SR-02'"),
            "a.toml:5: rules SR-01, condition: character 10: there is no rule SR-02; correct it",
        ),
        (
            with_line("'minor'", "'pattern == \"XLM\"'"),
            'a.toml:5: rules SR-01, condition: character 1: pattern is never "XLM" (only: AD-UNCERTAIN, AR, AR-CARRIER, MT, NEG, VUS, XL-F, XL-M, open); correct it',
        ),
        (
            with_line("'minor'", "'relative_pregnant_flagged'"),
            "a.toml:5: rules SR-01, condition: character 1: relative_pregnant_flagged is known only after the rules; correct it",
        ),
        (
            with_line("'minor'", "'SR-01'"),
            "a.toml:5: rules SR-01, condition: rules refer to one another in a circle: SR-01 -> SR-01; correct it",
        ),
        (
            with_line("title", "active_when = 'b6.dose'\nlead = \"Later:\"\ntitle"),
            "a.toml:4: rules SR-01, active_when: character 1: b6.dose is a number? and does not stand alone; correct it",
        ),
        (
            with_line('source = "A paper"\n', ""),
            'a.toml:2: rules SR-01, source: the key "source" is missing; add "source"',
        ),
        (
            with_line('"A paper"', '""'),
            'a.toml:10: rules SR-01, source: "" is too short; write at least 1 character',
        ),
        (
            with_line("dated", "date"),
            'a.toml:11: rules SR-01, date: unknown key "date"; did you mean "dated"?',
        ),
        (
            with_line("[1]", '["1"]'),
            'a.toml:9: rules SR-01, seed_sources 1: "1" is not a whole number; write it as a number, without quotes',
        ),
        (
            with_line('"management"', '"managment"'),
            'a.toml:13: rules SR-01, places 1: "managment" is not an allowed value; did you mean "management"? (allowed values: management, counselling, referral, lab, relative_letter, information_box, off_label_annex, sources, disclaimer)',
        ),
        (with_line('"SR-01"', '"SR-1"'), "a.toml:3: rules SR-1, id: "),
        (
            with_line("seed_sources = [1]\n", ""),
            "a.toml:2: rules SR-01: seed_sources is missing",
        ),
        (with_line('strength = "A"\n', ""), "a.toml:2: rules SR-01: strength is missing"),
        (
            with_line("title", "active_when = 'minor'\ntitle"),
            "a.toml:2: rules SR-01: lead is missing",
        ),
        (
            with_line("title", "active_when = 'minor'\nlead = \"Later\"\ntitle"),
            "a.toml:2: rules SR-01: lead ends with a colon, because the sentence follows it",
        ),
        (
            with_line("title", 'lead = "Later:"\ntitle'),
            "a.toml:2: rules SR-01: lead must not stand here",
        ),
        (
            with_line('"SR-01"', '"SA-01"'),
            "a.toml:2: rules SA-01: strength must not stand here",
        ),
        (
            with_line('["S"]', "[]"),
            "a.toml:2: rules SR-01: certainty is missing",
        ),
        ("", 'a.toml:1: rules: the key "rules" is missing; add "rules"'),
        (
            with_line('["management"]', "[]"),
            "a.toml:2: rules SR-01: places is missing",
        ),
        (with_line('id = "SR-01"', 'id = "SR-01'), "a.toml:3: column "),
        (
            with_line('["management"]', '["management"]\ndetails = [{ professional = "{irn}" }]'),
            "a.toml:14: rules SR-01, details: {irn} is no fact and no laboratory item",
        ),
        (
            with_line(
                '["management"]',
                '["management"]\ndetails = [{ when = "mnior", professional = "Young." }]',
            ),
            "a.toml:14: rules SR-01, details: character 1: there is no fact mnior",
        ),
        (
            with_line("'minor'", "'lab.tsat > 100'"),
            "a.toml:5: rules SR-01, condition: character 1: this can never hold, whatever lab.tsat is; correct it",
        ),
    ],
)
def test_a_broken_file_gives_one_line(text, line):
    with pytest.raises(KnowledgeInvalid) as raised:
        read_rules({"a.toml": text})

    said = str(raised.value).splitlines()
    assert said[0].startswith(line)
    assert all(one.startswith("a.toml:") for one in said)


def test_a_rule_that_stands_twice_is_named_with_both_places():
    with pytest.raises(KnowledgeInvalid) as raised:
        read_rules({"a.toml": RULE, "b.toml": "\n" + RULE})

    assert (
        str(raised.value) == "b.toml:4: rules SR-01, id: the same id stands in a.toml:3; correct it"
    )


def test_all_misused_conditions_are_named_together():
    other = RULE.replace("SR-01", "SR-02").replace("minor", "mnior")
    with pytest.raises(KnowledgeInvalid) as raised:
        read_rules({"a.toml": with_line("minor", "minr"), "b.toml": other})

    assert [line[:8] for line in str(raised.value).splitlines()] == ["a.toml:5", "b.toml:5"]


def test_the_files_of_the_program_are_the_files_beside_it():
    folder = resources.files("reports.management").joinpath("rules")

    assert {*RULE_FILES, ALARM_FILE} == {path.name for path in folder.iterdir()}


def test_an_unknown_rule_id_names_what_there_is():
    with pytest.raises(KeyError, match=r"no rule SR-99 \(SR-01, SR-02"):
        load_rules().of("SR-99")
