"""Laboratory values: what is accepted, refused or questioned, and which limits judge a value."""

import json
import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.clinical.hpo import load_hpo_terms, what_is_wrong
from pedigrees.clinical.laboratory import (
    beyond_reference,
    is_above,
    is_below,
    limits_for,
    load_lab_items,
    measure,
    values_beyond_reference,
)

MALE, FEMALE, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN


def said_of(item, value, unit=None, **more):
    """The one sentence about a value: its amount and remark, or why it is refused."""
    try:
        read = measure(item, value, unit, **more)
    except InputRejected as error:
        return f"refused: {error}"
    return f"{read.amount}; {read.warning}" if read.warning else read.amount


VALIDATION_CASES = [
    # case of the knowledge, item, value, unit, what is said
    ("Hb without unit", "haemoglobin", 7.6, None, "refused: haemoglobin: unit missing; write the unit of the laboratory report: g/L, g/dL or mmol/L"),
    ("Hb 7.6 g/dL", "haemoglobin", 7.6, "g/dL", "76 g/L"),
    ("Hb 4.7 mmol/L", "haemoglobin", 4.7, "mmol/L", "75.7 g/L"),
    ("Hb 7.6 g/L", "haemoglobin", 7.6, "g/L", "refused: haemoglobin: 7.6 g/L: below 20 g/L, probably g/dL or mmol/L; check value and unit on the laboratory report"),
    ("Hb 98 g/dL", "haemoglobin", 98, "g/dL", "refused: haemoglobin: 98 g/dL is 980 g/L: above 250 g/L, probably g/L; check value and unit on the laboratory report"),
    ("TSAT 140 %", "tsat", 140, "%", "refused: tsat: 140 %: above 100 %; check value and unit on the laboratory report"),
    ("TSAT 0.82 fraction", "tsat", 0.82, "fraction", "82 %"),
    ("TSAT 0.82 %", "tsat", 0.82, "%", "0.82 %; 0.82 %: below 5 %, fraction?"),
    ("ferritin -3", "ferritin", -3, "ug/L", "refused: ferritin: -3 ug/L: below 0 ug/L; check value and unit on the laboratory report"),
    ("ferritin 12000", "ferritin", 12000, "ug/L", "12000 ug/L; 12000 ug/L: above 10000 ug/L, pmol/L?"),
    ("MCV 640", "mcv", 640, "fL", "refused: mcv: 640 fL: above 150 fL; check value and unit on the laboratory report"),
    ("ring sideroblasts 120", "ring_sideroblasts", 120, "% of erythroblasts", "refused: ring_sideroblasts: 120 % of erythroblasts: above 100 % of erythroblasts; check value and unit on the laboratory report"),
    ("pyridoxine 2000 mg/day", "pyridoxine_dose", 2000, "mg/day", "refused: pyridoxine_dose: 2000 mg/day: above 1000 mg/day (AL-B6-REFUSE); check value and unit on the laboratory report"),
    ("pyridoxine 300 mg/day", "pyridoxine_dose", 300, "mg/day", "300 mg/day; 300 mg/day: above 200 mg/day, please check value and unit"),
    ("NaN", "haemoglobin", "NaN", "g/L", 'refused: haemoglobin: value "NaN" is text; write a number with a decimal point (9.8) and without quotation marks'),
    ("decimal comma", "haemoglobin", "9,8", "g/dL", 'refused: haemoglobin: value "9,8" is text; write a number with a decimal point (9.8) and without quotation marks'),
    ("unit ug/L for copper typed mg/L", "copper", 0.26, "mg/L", "refused: copper: unit mg/L not accepted; use umol/L or ug/dL"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("item", "value", "unit", "said"),
    [case[1:] for case in VALIDATION_CASES],
    ids=[case[0] for case in VALIDATION_CASES],
)
def test_validation_cases(item, value, unit, said):
    assert said == said_of(item, value, unit)


def test_the_knowledge_has_no_value_case_that_is_missing_here(shared):
    stored = json.loads((shared / "clinical/validation_cases.json").read_text(encoding="utf-8"))
    here = {case: (item, value, unit) for case, item, value, unit, _ in VALIDATION_CASES}

    values = {
        one["case"]: (one["input"]["name"], one["input"]["value"], one["input"].get("unit"))
        for one in stored
        if "name" in one["input"]
    }

    assert values == here
    for one in stored:
        if "name" in one["input"]:
            accepted = one["expected"].startswith("accept")
            assert said_of(*here[one["case"]]).startswith("refused") is not accepted


@pytest.mark.parametrize(
    ("item", "value", "unit", "said"),
    [
        ("haemoglobin", float("nan"), "g/L", "refused: haemoglobin: value is nan, not a number; write the number, or leave the value out"),
        ("ferritin", float("inf"), "ug/L", "refused: ferritin: value is inf, not a number; write the number, or leave the value out"),
        ("haemoglobin", True, "g/L", "refused: haemoglobin: value is not a number; write the number of the report"),
        ("haemoglobin", None, "g/L", "refused: haemoglobin: value is not a number; write the number of the report"),
        ("hemoglobin", 98, "g/L", "refused: hemoglobin: unknown laboratory item; did you mean haemoglobin?"),
        ("haemoglobin", 98, " ", "refused: haemoglobin: unit missing; write the unit of the laboratory report: g/L, g/dL or mmol/L"),
        ("haemoglobin", 98, "G/L", "refused: haemoglobin: unit G/L not accepted; use g/L, g/dL or mmol/L"),
        ("tsat", 0.57, "fraction", "57 %"),
        ("vaf", 47, "%", "0.47 fraction"),
        ("lead_blood", 5, "ug/dL", "0.241 umol/L"),
        ("ferritin", 100, "pmol/L", "44.5 ug/L"),
        ("alcohol", 21, "UK units/week", "24 g/day"),
        ("transfusions", 0, "RBC units/8 weeks", "0 RBC units/8 weeks"),
    ],
)  # fmt: skip
def test_a_value_is_read_or_refused(item, value, unit, said):
    assert said == said_of(item, value, unit)


def test_a_number_of_any_size_is_refused_in_one_line():
    said = said_of("ferritin", 16**5000, "ug/L")

    assert said.startswith("refused: ferritin: a number of more than 15 digits ug/L: above 100000")


@pytest.mark.parametrize(
    ("spelled", "item", "unit"),
    [
        ("µmol/L", "copper", "umol/L"),
        ("μmol/l", "copper", "umol/L"),
        ("g/dl", "haemoglobin", "g/dL"),
        ("ng/ml", "ferritin", "ng/mL"),
        ("10⁹/L", "platelets", "10^9/L"),
        ("10¹²/l", "rbc", "10^12/L"),
        (" g/L ", "haemoglobin", "g/L"),
    ],
)
def test_one_unit_may_be_spelled_in_several_ways(spelled, item, unit):
    value = {"rbc": 4, "haemoglobin": 100 if unit == "g/L" else 10}.get(item, 20)

    assert measure(item, value, unit) == measure(item, value, spelled)


def test_the_limits_of_a_refused_and_an_unusual_value_are_still_accepted():
    for item in load_lab_items().values():
        for end in (item.refuse_below, item.refuse_above):
            assert end == measure(item.id, end, item.unit).value
        for edge in (item.warn_below, item.warn_above):
            assert edge is None or not measure(item.id, edge, item.unit).warning


# --- the laboratory's own limits -----------------------------------------------------------


def test_own_limits_are_read_in_the_unit_of_the_value():
    read = measure("haemoglobin", 9.8, "g/dL", ref_low=13.5, ref_high=17.2)

    assert (read.ref_low, read.ref_high) == (135, 172)


@pytest.mark.parametrize(
    ("item", "value", "unit", "low", "high", "said"),
    [
        ("haemoglobin", 9.8, "g/dL", 135, None, "refused: haemoglobin: ref_low 1350 g/L cannot be a limit of this item; write the limits in the unit of the value, g/dL"),
        ("tsat", 82, "%", None, 0.45, "refused: tsat: ref_high 0.45 % cannot be a limit of this item; write the limits in the unit of the value, %"),
        ("ferritin", 300, "ug/L", 200, 20, "refused: ferritin: ref_low is not below ref_high; exchange or correct them"),
        ("ferritin", 300, "ug/L", None, "200", 'refused: ferritin: ref_high "200" is text; write a number with a decimal point (9.8) and without quotation marks'),
        ("ferritin", 300, "ug/L", None, float("nan"), "refused: ferritin: ref_high is nan, not a number; write the number, or leave the value out"),
    ],
)  # fmt: skip
def test_own_limits_that_cannot_be_true_are_refused(item, value, unit, low, high, said):
    assert said == said_of(item, value, unit, ref_low=low, ref_high=high)


# --- default limits --------------------------------------------------------------------------

DEFAULT_LIMITS = [
    # item, sex, age (the younger possible one), low, high
    ("haemoglobin", MALE, 15, 130, None),
    ("haemoglobin", MALE, 14, 120, None),
    ("haemoglobin", FEMALE, 15, 120, None),
    ("haemoglobin", UNKNOWN, 15, None, None),
    ("haemoglobin", UNKNOWN, 14, 120, None),
    ("haemoglobin", MALE, 12, 120, None),
    ("haemoglobin", MALE, 11, 115, None),
    ("haemoglobin", FEMALE, 5, 115, None),
    ("haemoglobin", FEMALE, 4, 110, None),
    ("haemoglobin", MALE, 0, 110, None),
    ("haemoglobin", MALE, None, None, None),
    ("mcv", UNKNOWN, 12, 80, 100),
    ("mcv", MALE, 11, 77, 100),
    ("mcv", MALE, 6, 77, 100),
    ("mcv", MALE, 5, 75, 100),
    ("mcv", MALE, 2, 75, 100),
    ("mcv", MALE, 1, 70, 100),
    ("mcv", FEMALE, None, None, 100),
    ("ferritin", FEMALE, 49, None, 200),
    ("ferritin", FEMALE, 50, None, 300),
    ("ferritin", MALE, 17, None, 200),
    ("ferritin", MALE, 18, None, 300),
    ("ferritin", UNKNOWN, 17, None, 200),
    ("ferritin", UNKNOWN, 18, None, None),
    ("ferritin", UNKNOWN, 50, None, 300),
    ("ferritin", FEMALE, None, None, None),
    ("ferritin", MALE, None, None, None),
    ("tsat", FEMALE, 49, None, 45),
    ("tsat", FEMALE, 50, None, 50),
    ("tsat", MALE, 17, None, 45),
    ("tsat", MALE, 18, None, 50),
    ("copper", UNKNOWN, None, 11, None),
    ("zinc", UNKNOWN, None, None, 18),
    ("plp", UNKNOWN, None, 20, None),
    ("epp_total", UNKNOWN, None, None, 5),
    ("crp", UNKNOWN, None, None, 10),
    ("platelets", UNKNOWN, None, 150, None),
    ("neutrophils", UNKNOWN, None, 1.5, None),
    ("rdw_cv", MALE, 40, None, None),
    ("alt", MALE, 40, None, None),
    ("b12", FEMALE, 40, None, None),
]


@pytest.mark.parametrize(("item", "sex", "age", "low", "high"), DEFAULT_LIMITS)
def test_default_limits(item, sex, age, low, high):
    limits = limits_for(item, sex, age)

    assert (low, high) == (limits.low, limits.high)
    assert (low is not None) == (limits.low_from == "default limit")
    assert (high is not None) == (limits.high_from == "default limit")


def test_every_age_of_either_sex_has_one_haemoglobin_ferritin_and_tsat_limit():
    for item in ("haemoglobin", "mcv", "ferritin", "tsat"):
        for age in range(121):
            for sex in (MALE, FEMALE):
                limits = limits_for(item, sex, age)
                assert (limits.low is not None) or (limits.high is not None), (item, sex, age)


def test_the_issuing_laboratory_goes_before_the_default_limit_on_its_side_only():
    value = measure("mcv", 79, "fL", ref_low=78)
    limits = limits_for(value, MALE, 40)

    assert (limits.low, limits.low_from) == (78, "laboratory")
    assert (limits.high, limits.high_from) == (100, "default limit")


@pytest.mark.parametrize(
    ("item", "value", "unit", "sex", "age", "below", "above"),
    [
        ("haemoglobin", 125, "g/L", MALE, 40, True, None),
        ("haemoglobin", 130, "g/L", MALE, 40, False, None),
        ("haemoglobin", 125, "g/L", FEMALE, 40, False, None),
        ("haemoglobin", 125, "g/L", UNKNOWN, 40, None, None),
        ("haemoglobin", 98, "g/L", UNKNOWN, 40, True, None),
        ("haemoglobin", 140, "g/L", UNKNOWN, None, False, None),
        ("ferritin", 250, "ug/L", FEMALE, None, None, None),
        ("ferritin", 1450, "ug/L", UNKNOWN, None, None, True),
        ("ferritin", 300, "ug/L", MALE, 40, None, False),
        ("mcv", 100, "fL", MALE, 40, False, False),
        ("rdw_cv", 27, "%", MALE, 40, None, None),
    ],
)
def test_below_and_above_are_said_only_where_every_possible_limit_agrees(
    item, value, unit, sex, age, below, above
):
    read = measure(item, value, unit)

    assert (below, above) == (is_below(read, sex, age), is_above(read, sex, age))


# --- values beyond reference of a relative -------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "value", "unit", "more", "beyond"),
    [
        ("haemoglobin", 118, "g/L", {}, True),
        ("haemoglobin", 175, "g/L", {"ref_high": 160}, False),
        ("mcv", 75, "fL", {}, True),
        ("mcv", 104, "fL", {}, True),
        ("rdw_cv", 27, "%", {}, False),
        ("rdw_cv", 27, "%", {"ref_high": 14.5}, True),
        ("ferritin", 210, "ug/L", {}, True),
        ("ferritin", 4, "ug/L", {"ref_low": 15}, False),
        ("tsat", 46, "%", {}, True),
        ("epp_total", 38, "umol/L RBC", {}, True),
        ("platelets", 90, "10^9/L", {}, False),
        ("copper", 4, "umol/L", {}, False),
        ("alt", 300, "U/L", {"ref_high": 40}, False),
    ],
)
def test_six_items_make_a_woman_of_40_count_as_symptomatic(item, value, unit, more, beyond):
    labs = [measure(item, value, unit, **more)]

    assert beyond is beyond_reference(labs, FEMALE, 40)
    assert (labs if beyond else []) == list(values_beyond_reference(labs, FEMALE, 40))


def test_a_value_that_cannot_be_judged_is_not_beyond_reference():
    assert not beyond_reference([measure("ferritin", 250, "ug/L")], FEMALE, None)
    assert beyond_reference([measure("ferritin", 310, "ug/L")], FEMALE, None)


# --- the data, read a second time from the table of the knowledge (section 6) -----------------------

SECOND_READING = """
haemoglobin | g/L | 20–250 | 60–180 | g/dL ×10; mmol/L ×16.114
mcv | fL | 40–150 | 55–120 |
mch | pg | 8–50 | 15–40 |
rdw_cv | % | 8–50 | 11–35 |
rbc | 10^12/L | 0.5–9 | 1.5–7 |
reticulocytes | % | 0–40 | 0–10 |
platelets | 10^9/L | 0–3000 | 50–800 |
neutrophils | 10^9/L | 0–100 | 0.5–20 |
ferritin | ug/L | 0–100000 | 5–10000 | ng/mL ×1; pmol/L ×0.445
tsat | % | 0–100 | 5–99 | fraction ×100
serum_iron | umol/L | 0–120 | 3–60 | ug/dL ×0.1791
transferrin | g/L | 0.1–7 | 1–4.5 | mg/dL ×0.01
crp | mg/L | 0–600 | 0–100 | mg/dL ×10
ring_sideroblasts | % of erythroblasts | 0–100 | – |
alt | U/L | 0–20000 | 0–1000 | ukat/L ×60
ast | U/L | 0–20000 | 0–1000 | ukat/L ×60
ggt | U/L | 0–10000 | 0–1000 | ukat/L ×60
bilirubin | umol/L | 0–1000 | 0–100 | mg/dL ×17.1
liver_mri_lic | mg/g dw | 0–60 | 0–30 | umol/g dw ×0.05585
heart_t2star | ms | 1–100 | 5–60 |
copper | umol/L | 0–60 | 8–35 | ug/dL ×0.1574
ceruloplasmin | g/L | 0–1.5 | 0.1–0.8 | mg/dL ×0.01
zinc | umol/L | 0–150 | 7–30 | ug/dL ×0.153
lead_blood | umol/L | 0–25 | 0–1 | ug/dL ×0.04826
plp | nmol/L | 0–10000 | 15–500 | ng/mL ×4.046
b12 | pmol/L | 0–3000 | 100–1500 | pg/mL ×0.7378
folate | nmol/L | 0–200 | 5–100 | ng/mL ×2.266
epp_total | umol/L RBC | 0–300 | 0–5 |
epp_zinc_fraction | % | 0–100 | – |
pyridoxine_dose | mg/day | 0–1000 | 0–200 |
alcohol | g/day | 0–600 | 0–60 | UK units/week ×1.143; US drinks/week ×2.0
weight | kg | 0.3–400 | 2–200 | lb ×0.4536
age_at_onset | years | 0–120 | – |
transfusions | RBC units/8 weeks | 0–60 | 0–12 |
vaf | fraction | 0–1 | – | % ×0.01
"""


def span(text):
    return tuple(float(end) for end in text.split("–")) if text != "–" else (None, None)


def test_the_items_agree_with_a_second_reading():
    items = load_lab_items()
    rows = [
        [cell.strip() for cell in row.split("|")] for row in SECOND_READING.strip().splitlines()
    ]

    assert [row[0] for row in rows] == list(items)
    for name, unit, refuse, warn, *others in rows:
        item = items[name]
        accepts = dict(part.rsplit(" ×", 1) for part in re.split("; ", "".join(others)) if part)
        assert unit == item.unit
        assert span(refuse) == (item.refuse_below, item.refuse_above)
        assert span(warn) == (item.warn_below, item.warn_above)
        assert {other: float(factor) for other, factor in accepts.items()} == item.accepts


def test_every_default_limit_says_where_it_comes_from_and_how_sure_it_is():
    for item in load_lab_items().values():
        assert bool(item.default_limits) == bool(item.limits_source) == bool(item.sure), item.id
        assert item.plain_name


def test_the_items_agree_with_the_stored_ranges(shared):
    stored = json.loads((shared / "clinical/lab_ranges.json").read_text(encoding="utf-8"))

    assert [row["name"] for row in stored] == list(load_lab_items())
    for row in stored:
        item = load_lab_items()[row["name"]]
        ends = ("refuse_below", "refuse_above", "warn_below", "warn_above")
        assert row["unit"] == item.unit
        assert row["convert"] == item.accepts
        assert [row[end] for end in ends] == [getattr(item, end) for end in ends]
        assert ("default_ref" in row) == bool(item.default_limits)


# --- HPO terms ------------------------------------------------------------------------------------


def test_the_terms_agree_with_the_stored_terms(shared):
    stored = json.loads((shared / "clinical/hpo_terms.json").read_text(encoding="utf-8"))

    assert {term["id"]: term["label"] for term in stored["terms"]} == load_hpo_terms()


@pytest.mark.parametrize(
    ("term", "wrong"),
    [
        ("HP:0004840", None),
        ("Anemia", ('"Anemia" is a label', "write the id, HP:0001903")),
        ("HP:4840", ('"HP:4840" is not an HPO id', "write HP: and seven digits, as in HP:0001903")),
        ("HP:9999999", ("HPO term HP:9999999 is not known to this version", "leave the term out if none of the 60 known terms is meant")),
    ],
)  # fmt: skip
def test_an_unknown_term_is_said_with_a_hint(term, wrong):
    assert wrong == what_is_wrong(term)


# --- whatever is entered --------------------------------------------------------------------------

ANYTHING = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.integers())
)


@given(
    item=st.one_of(st.sampled_from(sorted(load_lab_items())), st.text()),
    value=ANYTHING,
    unit=st.one_of(st.none(), st.text(), st.sampled_from(["g/L", "%", "ug/L", "mg/day", "g/dL"])),
    low=ANYTHING,
    high=ANYTHING,
)
def test_whatever_is_entered_is_a_measurement_or_is_refused(item, value, unit, low, high):
    with suppress(InputRejected):
        read = measure(item, value, unit, ref_low=low, ref_high=high)
        known = load_lab_items()[item]
        assert known.refuse_below <= read.value <= known.refuse_above
        assert read.amount
