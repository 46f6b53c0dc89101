"""The letter to a relative: whole texts of each situation, and what holds in every one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import textstat
from letter_families import (
    PARENTS,
    SITUATIONS,
    XLSA,
    age_unknown,
    basis_of,
    body_of,
    boy_with_ataxia,
    change,
    demo_bases,
    family,
    girl_with_protoporphyria,
    infant_with_two_changes,
    letter,
    letters_of,
    man_with_xlsa,
    new_change,
    scenario_bases,
    situation,
    someone,
    woman_with_xlsa,
)
from page_text import as_sentences, prose_of, words_of

from pedigrees.case import Address
from pedigrees.plan import Flag
from reports.audit.plain_language import AVOIDED
from reports.basis import Basis
from reports.deserved import deserved, letter_readers
from reports.letters.relative import letter_id
from reports.letters.relative_doctor import variants_for
from reports.parts.plain_family import how_it_is_passed_on
from reports.parts.sources import Numbering
from reports.render import pdf_problem, render_html, render_pdf
from reports.words import flag_in_words

EXPECTED = Path(__file__).parent / "letters"
HIGHEST_GRADE = 8
EVERY_SITUATION = pytest.mark.parametrize("name", SITUATIONS)
needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


# Whole texts ------------------------------------------------------------------------------


@EVERY_SITUATION
def test_the_letter_reads_as_expected(name):
    _, page = situation(name)
    assert body_of(page) == (EXPECTED / f"{name}.txt").read_text("utf-8").rstrip("\n")


def test_no_expected_text_is_left_over():
    assert {path.stem for path in EXPECTED.iterdir()} == set(SITUATIONS)


# Who counts as a carrier by elimination ---------------------------------------------------

FATHER_WITHOUT = someone("K-FA", "M", 1940, genotype="not detected")


def daughter_of(mother: dict) -> Basis:
    """Return a woman whose father does not have the change."""
    parents = {"father": "K-FA", "mother": "K-MO"}
    proband = someone("K-P", "F", 1966, affected="yes", **parents)
    found = [change(*XLSA, "heterozygous", mechanism="LOF")]
    return basis_of(family(FATHER_WITHOUT, mother, proband, findings=found))


def test_a_mother_is_not_told_that_the_family_tree_shows_what_may_be_new():
    basis = daughter_of(someone("K-MO", "F", 1942))
    told = body_of(letter(basis, "K-MO"))
    assert basis.plan.of("K-MO").flag is Flag.OBLIGATE
    assert "It is very likely that you have this change too. Only a test can make this" in told
    assert "The change can also be new in one person. Then you do not have it." in told
    assert "family tree shows" not in told
    assert "very likely carries the familial variant; to be tested" in told


def test_nor_is_the_family_or_a_clinician():
    basis = daughter_of(someone("K-MO", "F", 1942))
    told = " ".join(how_it_is_passed_on(basis, Numbering()).paragraphs)
    assert "It came from the mother, or it is new. So the mother's side of the family" in told
    decision = basis.plan.of("K-MO")
    assert decision.reason.endswith("unless it is new in a relative.")
    assert decision.plain_reason.endswith("unless it is new in a relative.")
    assert flag_in_words(decision).startswith("counts as a carrier, unless the variant is new")


@pytest.mark.parametrize(
    ("father", "told"),
    [
        ({}, "It came from the father, or it is new. If he has it, all his daughters have it"),
        ({"alive": False}, "It came from the father, or it is new. If he has it, all his"),
        ({"genotype": "hemizygous"}, "The change came from the father. All his daughters have it"),
    ],
)
def test_a_father_is_the_source_only_where_a_test_shows_it(father, told):
    mother = someone("K-MO", "F", 1942, genotype="not detected")
    proband = someone("K-P", "F", 1966, affected="yes", **PARENTS)
    found = [change(*XLSA, "heterozygous", mechanism="LOF")]
    basis = basis_of(family(someone("K-FA", "M", 1940, **father), mother, proband, findings=found))
    assert basis.plan.context == "xlf-paternal"
    assert told in " ".join(how_it_is_passed_on(basis, Numbering()).paragraphs)


def test_a_mother_who_was_tested_is_known_to_carry():
    tested = daughter_of(someone("K-MO", "F", 1942, genotype="heterozygous"))
    assert "A test has shown that you have this change." in body_of(letter(tested, "K-MO"))
    assert "unless" not in tested.plan.of("K-MO").reason
    told = " ".join(how_it_is_passed_on(tested, Numbering()).paragraphs)
    assert "The change came from the mother, so" in told


# What holds in every letter ---------------------------------------------------------------

FORBIDDEN = (
    AVOIDED.pattern,
    r"no test is needed",
    r"carriers? (are|is) (always )?(healthy|unaffected)",
    r"\byour (child's )?(half-)?(brother|sister|mother|father|son|daughter|uncle|aunt|cousin)",
    r"\bhis mother|\bher father|\bher mother|\bproband|K-P\b|KIN-77",
    r"\b(no|zero) (recurrence )?(risk|chance)",
    r"\byou are pregnant:|\byou plan to have|\bin this place\b|\bK-[A-Z]{2}\b",
    r"hemizygous|homozygous|not detected|tested positive|tested negative|germline|mosaic",
)


@EVERY_SITUATION
@pytest.mark.parametrize("forbidden", FORBIDDEN)
def test_no_letter_says_what_harms_or_points_to_another_person(name, forbidden):
    _, page = situation(name)
    assert not re.search(forbidden, words_of(page), re.IGNORECASE)


@EVERY_SITUATION
def test_every_letter_says_who_what_when_and_what_it_is(name):
    _, page = situation(name)
    words = words_of(page)
    assert "has agreed to this letter" in words
    assert re.search(r"is (your|a) choice", words)
    assert "contact us: telephone 00 000" in words
    assert "is valid from 1 June 2026." in words
    assert "ask us again after 1 June 2027" in words
    assert "DRAFT – for professional use until signed" in words
    assert re.search(r"L-[0-9a-f]{8}, version 1, draft", words)
    assert "Signature and date" in words
    assert "(SR-33)" in words
    assert "work and insurance differ from country to country" in words
    assert "For your doctor" in words


@EVERY_SITUATION
def test_every_number_in_brackets_leads_to_a_source(name):
    _, page = situation(name)
    text, _, sources = words_of(page).partition("Where this comes from")
    cited = set(re.findall(r"\[(\d+)\]", text))
    assert cited == set(re.findall(r"\[(\d+)\]", sources))
    assert cited


def prose_for_reading(page):
    """Return the running text without names, addresses, HGVS, marks and the contact."""
    return as_sentences(re.sub(r"contact us: .*", "contact us.", prose_of(page)))


def assert_easy(page):
    text = prose_for_reading(page)
    assert textstat.flesch_kincaid_grade(text) <= HIGHEST_GRADE
    assert textstat.smog_index(text) <= HIGHEST_GRADE
    assert textstat.words_per_sentence(text) <= 20


def assert_both_sides(page):
    prose = prose_for_reading(page)
    for figure, rest in re.findall(r"\b(\d+ in \d+)\b([^.]*)", prose):
        assert "do not" in rest or "does not" in rest, figure


@EVERY_SITUATION
def test_every_letter_reads_easily_and_tells_chances_from_both_sides(name):
    _, page = situation(name)
    assert_easy(page)
    assert_both_sides(page)


def test_the_letters_of_the_demo_families_read_easily(tmp_path):
    for basis in demo_bases(tmp_path):
        for _, page in letters_of(basis):
            assert_easy(page)
            assert_both_sides(page)


def test_the_letters_of_the_scenarios_read_easily(shared):
    letters = [page for basis in scenario_bases(shared) for _, page in letters_of(basis)]
    assert len(letters) == 20
    for page in letters:
        assert_easy(page)
        assert_both_sides(page)
        assert not any(re.search(one, words_of(page), re.IGNORECASE) for one in FORBIDDEN)


@needs_pdf
def test_a_letter_has_two_pages_at_most(tmp_path):
    from io import BytesIO

    from pypdf import PdfReader

    for basis in demo_bases(tmp_path):
        for person, page in letters_of(basis):
            assert len(PdfReader(BytesIO(render_pdf(page))).pages) <= 2, person


# Who gets one, and under which name -------------------------------------------------------


def test_each_reader_gets_a_letter_that_does_not_name_the_case():
    basis = basis_of(man_with_xlsa())
    letters = [one for one in deserved(basis) if one.addressee]
    assert [one.name for one in letters] == [
        "relative_letter:K-MO",
        "relative_letter:K-BR",
        "relative_letter:K-DA",
        "relative_letter:K-SI",
    ]
    assert [one.stem for one in letters][:2] == ["relative-letter-K-MO", "relative-letter-K-BR"]
    assert [one.report_id for one in letters] == [
        letter_id("KIN-77", one.addressee) for one in letters
    ]
    for one in letters:
        page = render_html(one.template, one.view(basis))
        assert f"<title>{one.report_id} · A gene change in your family</title>" in page
        assert "KIN-77" not in page
        assert one.addressee not in page
        assert "Name and address: to be added by the clinic" in page


def test_two_letters_of_a_case_and_of_two_cases_have_numbers_of_their_own():
    numbers = {letter_id(case, person) for case in ("A", "AB") for person in ("C", "BC", "B")}
    assert len(numbers) == 6


def test_without_consent_to_contact_there_is_no_letter():
    basis = basis_of(man_with_xlsa(consent={"contact_relatives": False, "share_variant": True}))
    assert letter_readers(basis) == ()


def test_an_address_stands_in_the_address_field():
    basis = basis_of(man_with_xlsa())
    names = {"K-BR": Address("Alex Example", ("12 Long Lane", "Sampletown"))}
    named = replace(basis, case=replace(basis.case, names=names))
    page = letter(named, "K-BR")
    assert page.count("Alex Example") == page.count("12 Long Lane") == 1
    assert "Alex Example" not in letter(named, "K-SI")
    assert "to be added by the clinic" not in page


# Adults, children, and people whose age is not known --------------------------------------


@EVERY_SITUATION
def test_a_letter_speaks_to_the_person_or_to_the_parents(name):
    basis, page = situation(name)
    ages = basis.case.family[SITUATIONS[name][1]].birth.ages_on(basis.case.report_date)
    child = ages is not None and ages[1] < 18
    words = body_of(page)
    assert ("To the parents or guardian of" in words) is child
    assert ("Dear parents or guardian," in words) is child
    assert ("your child" in words) is child


@pytest.mark.parametrize(
    ("birth", "guardian", "unknown"),
    [(2008, False, True), (2009, True, False), (2007, False, False), (None, False, True)],
)
def test_who_could_be_a_child_is_not_called_one(birth, guardian, unknown):
    entries = age_unknown()
    entries["people"][2] = someone("K-SI", "F", birth, mother="K-MO")
    words = body_of(letter(basis_of(entries), "K-SI"))
    assert ("your child" in words) is guardian
    assert ("We do not know the age" in words) is unknown
    assert ("If under 18: to the parents or guardian" in words) is unknown


def test_an_obligate_child_is_told_of_and_no_result_is_entered():
    _, page = situation("xlsa-daughter-obligate-minor")
    words = words_of(page)
    assert "The place in the family tree shows that your child has this change too." in words
    assert "No gene result is written into your child's record." in words
    assert "c.1354C>T" not in words


def test_the_parents_are_not_told_that_their_child_is_pregnant():
    words = of_the_daughter(2010, pregnant=True)
    assert not re.search(r"pregnan|midwife|obstetric", words)
    assert "Please get in touch with us soon" in words


def of_the_daughter(born=1995, **more):
    """Return the words of the letter to the daughter of a woman, with this on record."""
    entries = woman_with_xlsa()
    entries["people"] = [
        someone("K-DA", "F", born, mother="K-P", **more) if one["id"] == "K-DA" else one
        for one in entries["people"]
    ]
    return words_of(letter(basis_of(entries), "K-DA"))


WHEN = (
    ("Please get in touch with us soon, even if you have not decided yet.", "WHEN"),
    ("You choose if and when. Please come soon if you have one of the signs named below.", "WHEN"),
    ("by choice, soon if ill or pregnant:", "soon:"),
)


def test_what_others_told_of_a_pregnancy_changes_how_soon_and_no_other_word():
    told = {}
    for record in ("pregnant", "planning_children", "nothing"):
        words = of_the_daughter(**({} if record == "nothing" else {record: True}))
        assert "If you are pregnant, or may be: please get in touch with us soon" in words
        for wording, short in WHEN:
            words = words.replace(wording, short)
        told[record] = words
    assert told["pregnant"] == told["planning_children"] == told["nothing"]


@pytest.mark.parametrize(
    ("name", "own", "doctors", "children"),
    [
        ("xlsa-daughter-pregnant", True, True, "each child has a 1 in 2 chance to get it"),
        ("xlsa-sister-adult", True, True, "each child has a 1 in 2 chance to get it"),
        ("xlsa-sister-age-unknown", True, True, ""),
        ("xlsa-mother-very-likely", False, False, ""),  # 68 years old
        ("xlsa-sister-minor-blood-tests", False, False, ""),
        ("xlsa-brother-adult", False, False, "each daughter gets it. A son does not get it from"),
        ("alas2-direction-open-brother", False, False, "each daughter gets it."),
        ("abcb7-mother-tested", True, False, "each child has a 1 in 2 chance to get it"),
        ("abcb7-sister-minor", False, False, ""),
        ("slc25a38-aunt", True, False, "If you think about having children"),
        ("slc25a38-uncle", False, False, "If you think about having children"),
        ("slc25a38-newborn", False, False, ""),
    ],
)
def test_who_reads_of_a_pregnancy_and_of_children(name, own, doctors, children):
    _, page = situation(name)
    words = words_of(page)
    letter_words, _, box = words.partition("For your doctor")
    assert ("If you are pregnant, or may be" in letter_words) is own
    assert (
        "If pregnant: fetal anaemia, even in a girl, has needed in-utero transfusion." in box
    ) is doctors
    talk = ("each child has a", "each daughter", "think about having children")
    assert any(one in letter_words for one in talk) is bool(children)
    assert children in letter_words


SICK = "If your child looks very pale, feeds badly or is very sleepy: see a doctor the same day."


@EVERY_SITUATION
def test_parents_of_a_small_child_who_may_be_ill_are_told_not_to_wait(name):
    _, page = situation(name)
    assert (SICK in words_of(page)) is (name == "slc25a38-newborn")


@pytest.mark.parametrize(
    ("name", "fasting"),
    [
        ("slc25a38-newborn", False),
        ("xlsa-brother-minor-new-change", False),
        ("xlsa-sister-minor-blood-tests", True),
        ("xlsa-brother-adult", True),
        ("xlsa-sister-age-unknown", True),
    ],
)
def test_a_small_child_does_not_fast(name, fasting):
    words = words_of(situation(name)[1])
    assert "transferrin saturation" in words.partition("For your doctor")[2]
    assert ("fasting" in words) is fasting


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("abcb7-mother-tested", "Signs in boys and men: unsteady movements"),
        ("abcb7-sister-minor", "Signs in boys and men: unsteady movements"),
        ("abcb7-brother-minor", "Signs to look for: unsteady movements"),
    ],
)
def test_women_and_girls_are_not_told_to_look_for_the_signs_of_men(name, told):
    words = words_of(situation(name)[1])
    assert told in words
    assert ("the signs named below" in words) <= ("Signs to look for" in words)


# How soon, how likely ---------------------------------------------------------------------

CAN_BE_NEW = "This holds if the change was passed down in the family. It can also be new"


def two_generations_below():
    """Return the family of a man with a grandson through his daughter."""
    entries = man_with_xlsa()
    entries["people"][5] = someone("K-DA", "F", 2000, father="K-P")
    entries["people"].append(someone("K-GS", "M", 2024, mother="K-DA"))
    return entries


def with_a_sister_who_has_it():
    """Return the family of a woman whose one sister was tested: the change is not new in her."""
    entries = woman_with_xlsa()
    parents = {"father": "K-FA", "mother": "K-MO"}
    entries["people"].append(someone("K-SB", "F", 1970, genotype="heterozygous", **parents))
    return entries


@pytest.mark.parametrize(
    ("entries", "person", "told"),
    [
        (man_with_xlsa, "K-BR", True),
        (man_with_xlsa, "K-SI", True),
        (woman_with_xlsa, "K-SI", True),
        (woman_with_xlsa, "K-MO", True),
        (woman_with_xlsa, "K-DA", False),
        (woman_with_xlsa, "K-SO", False),
        (two_generations_below, "K-GS", False),
        (with_a_sister_who_has_it, "K-SI", False),
    ],
)
def test_a_chance_says_when_it_rests_on_who_passed_the_change_on(entries, person, told):
    words = words_of(letter(basis_of(entries()), person))
    assert "1 in 2" in words or "3 in 4" in words
    assert (CAN_BE_NEW in words) is told


@EVERY_SITUATION
def test_who_comes_first_is_asked_to_come_soon(name):
    basis, page = situation(name)
    decision = basis.plan.of(SITUATIONS[name][1])
    words = words_of(page)
    first = decision.priority == 1
    assert ("Please get in touch with us soon" in words) is first
    assert ("You choose if and when. Please come soon if" in words) is not first


def test_the_very_likely_mother_gets_no_figure():
    _, page = situation("xlsa-mother-very-likely")
    assert "It is very likely that you have this change too." in words_of(page)
    assert not re.search(r"\d+ in \d+", words_of(page))


def test_the_low_chance_is_an_assumption_and_waits_until_the_parents_are_confirmed():
    confirmed = words_of(letter(basis_of(new_change()), "K-BR"))
    open_ = words_of(letter(basis_of(new_change(parentage_confirmed=False)), "K-BR"))
    assert "is low, but not zero" in confirmed
    assert (
        "We assume 1 in 100: of 100 people, on average 1 has the change and 99 do not." in confirmed
    )
    assert "This is an assumption." in confirmed
    assert "It is not known yet how likely it is" in open_
    assert not re.search(r"\d+ in \d+", open_)
    assert "parentage" not in open_


def test_an_unknown_phase_gives_no_figure():
    entries = infant_with_two_changes()
    for one in entries["findings"]:
        del one["phase"], one["origin"]
    words = words_of(letter(basis_of(entries), "K-NB"))
    assert "No figure can be given yet." in words
    assert not re.search(r"\d in \d", words)


# The variant ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "person", "names"),
    [
        (man_with_xlsa, "K-BR", ("NM_000032.5:c.1354C>T, p.(Arg452Cys)",)),
        (infant_with_two_changes, "K-AD", ("c.349C>T", "c.625G>C")),
        (infant_with_two_changes, "K-MA", ("c.349C>T",)),
        (infant_with_two_changes, "K-PU", ("c.625G>C",)),
        (boy_with_ataxia, "K-BR", ("NM_001271696.3:c.2024A>G",)),
        (girl_with_protoporphyria, "K-SI", ("c.1706_1709del",)),
    ],
)
def test_the_variant_is_named_for_the_laboratory_only_with_consent(entries, person, names):
    without = {"contact_relatives": True, "share_variant": False}
    shared = words_of(letter(basis_of(entries()), person))
    kept = words_of(letter(basis_of(entries(consent=without)), person))
    for name in names:
        assert name in shared
        assert name not in kept
    assert "For the laboratory" not in kept
    assert "The laboratory asks the clinic for it." in kept
    for word in ("hemizygous", "compound", "the laboratory, "):
        assert word not in shared


def infant(first="", second=""):
    """Return the infant's family, with these parents as the origins of the two changes."""
    entries = infant_with_two_changes()
    for one, origin in zip(entries["findings"], (first, second), strict=True):
        one["origin"] = origin
        if not origin:
            del one["origin"]
    return entries


BOTH, FIRST, SECOND = ("c.349C>T", "c.625G>C"), ("c.349C>T",), ("c.625G>C",)


def half_brother(**more):
    """Return the infant's family, in which the grown-up brother has another father."""
    entries = infant("mother", "father")
    entries["people"] = [
        someone("K-AD", "M", 2006, affected="no", mother="K-MO", **more)
        if one["id"] == "K-AD"
        else one
        for one in entries["people"]
    ]
    entries["people"].append(someone("K-OF", "M", 1980))
    return entries


@pytest.mark.parametrize(
    ("entries", "person", "named"),
    [
        (infant("mother", "father"), "K-NB", BOTH),
        (infant("mother", "father"), "K-AD", BOTH),
        (infant("mother", "father"), "K-DO", BOTH),
        (infant("mother", "father"), "K-MA", FIRST),
        (infant("mother", "father"), "K-PU", SECOND),
        (infant("father", "mother"), "K-MA", SECOND),
        (infant("", "father"), "K-MA", FIRST),  # in trans: the other parent is left
        (infant("", "mother"), "K-PU", FIRST),
        (infant(), "K-MA", BOTH),  # it is not known whose they are
    ],
)
def test_a_relative_through_one_parent_gets_that_parents_variant_only(entries, person, named):
    words = words_of(letter(basis_of(entries), person))
    assert tuple(one for one in BOTH if one in words) == named


@pytest.mark.parametrize(("father", "named"), [("K-OF", FIRST), (None, BOTH)])
def test_a_half_sib_gets_the_shared_parents_variant_unless_it_may_be_a_full_sib(father, named):
    basis = basis_of(half_brother(**({"father": father} if father else {})))
    assert tuple(one.hgvs_c for one in variants_for(basis, "K-AD")) == named


def test_the_variant_is_not_named_where_no_test_looks_for_it():
    for name in ("abcb7-mother-tested", "protoporphyria-father-tested", "slc25a38-sister-minor"):
        _, page = situation(name)
        assert "For the laboratory" not in words_of(page)


# Rules in the doctor's box ----------------------------------------------------------------


@EVERY_SITUATION
def test_only_rules_that_apply_in_the_case_are_printed(name):
    basis, page = situation(name)
    printed = set(re.findall(r"S[AR]-\d\d", words_of(page)))
    assert printed <= basis.statements.ids


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("xlsa-brother-adult", {"SA-01"}),
        ("protoporphyria-father-tested", {"SA-16"}),
        ("abcb7-brother-minor", {"SA-15", "SA-20"}),
        ("slc25a38-newborn", {"SA-15"}),
        ("slc25a38-donor", {"SA-21"}),
        ("slc25a38-aunt", set()),
    ],
)
def test_the_doctor_reads_the_safety_rules_of_the_condition(name, rules):
    _, page = situation(name)
    box = words_of(page).partition("For your doctor")[2].partition("Signed by")[0]
    assert set(re.findall(r"SA-\d\d", box)) == rules


def test_iron_tablets_wait_for_the_iron_tests():
    _, page = situation("xlsa-sister-adult")
    told = "do not start iron tablets before ferritin and transferrin saturation are checked"
    assert told in words_of(page)
