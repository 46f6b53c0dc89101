"""Whole documents: what must stand in them, what must never, and how easily they read."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
import textstat
from builders import (
    REFER,
    all_cases,
    boy_with_a_new_change,
    decision,
    finding,
    man_with_anaemia,
    not_decided,
    nothing_found,
    plan,
    statement,
    statements,
    stopped,
    uncertain,
)
from page_text import as_sentences, prose_of, words_of

from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.case import (
    Address,
    Clinical,
    Consent,
    Diagnosis,
    Letterhead,
    Phlebotomy,
    Pyridoxine,
    Treatment,
)
from pedigrees.clinical.laboratory import measure
from pedigrees.plan import MOSAIC_CONTEXT, CoupleRisk, DiseaseClass, Flag, Pattern
from reports.audit.plain_language import AVOIDED
from reports.letters.counselling import counselling_view
from reports.letters.management import management_view
from reports.letters.referral import referral_view
from reports.management.statements import Step
from reports.render import render_html

CASES = all_cases()
HIGHEST_GRADE = 8


def counselling(whole):
    return render_html("counselling.html", counselling_view(whole.basis, "X-counselling"))


def management(whole):
    return render_html("management.html", management_view(whole.basis, "X-management"))


def referral(whole):
    return render_html("referral.html", referral_view(whole.basis, "X-referral", ("Other report",)))


PAGES = {
    (kind, write.__name__): write(whole)
    for kind, whole in CASES.items()
    for write in (counselling, management, referral)
}
EVERY_PAGE = pytest.mark.parametrize("page", PAGES.values(), ids=["-".join(key) for key in PAGES])
FAMILY_PAGES = pytest.mark.parametrize(
    "page",
    [page for (_, name), page in PAGES.items() if name == "counselling"],
    ids=[kind for kind, name in PAGES if name == "counselling"],
)


# Every document ---------------------------------------------------------------------------


@EVERY_PAGE
def test_every_document_says_what_it_is(page):
    words = words_of(page)
    assert "DRAFT – for professional use until signed" in words
    assert "sideroscreen 9.9.9 · knowledge 2026.01.02 · assembly GRCh38" in words
    assert "Signature and date" in words
    assert "(SR-33)" in words
    assert "SR-32" in words
    assert "SR-34" in words


@EVERY_PAGE
def test_every_document_lists_what_was_not_looked_at(page):
    words = words_of(page).lower()
    for what in (
        "deletions or duplications",
        "deep intronic",
        "mitochondrial dna",
        "other genes",
        "mosaicism",
        "promoter",
        "intron-1 enhancer",
    ):
        assert what in words


@EVERY_PAGE
@pytest.mark.parametrize(
    "forbidden",
    [
        AVOIDED.pattern,
        r"\bnegative\b(?! in)",
        r"carriers? (are|is) (always )?(healthy|unaffected)",
        r"\b(no|zero) (recurrence )?(risk|chance) (for|to|of) (another|a further|the next|future)",
    ],
)
def test_no_document_says_what_harms(page, forbidden):
    prose = re.sub(r"Own result on file: negative\.", "", words_of(page))
    assert not re.search(forbidden, prose, re.IGNORECASE)


@EVERY_PAGE
def test_nothing_is_loaded_from_outside(page):
    assert not re.search(r"""(?:src|href)=|url\(|@import|file://""", page)


def test_addresses_stand_in_the_address_field_only_and_the_person_tested_is_named():
    whole = man_with_anaemia(
        recipients={
            "management": Address("Dr Hidden", ("Ward 3",)),
            "referral": Address("Prof Secret", ("Ward 9",)),
        }
    )
    texts = {"12 Hidden Lane": counselling, "Dr Hidden": management, "Prof Secret": referral}
    for text, write in texts.items():
        for other in (counselling, management, referral):
            assert other(whole).count(text) == (1 if other is write else 0)
            assert "Name\nAlex Example" in words_of(other(whole))


def test_the_report_of_a_minor_goes_to_the_parents():
    words = words_of(counselling(boy_with_a_new_change()))
    assert "To the parents or guardian of\nAlex Example" in words
    assert "Your child's gene test and your family" in words
    assert "P, born 2021, under 18" in words


def test_without_names_and_letterhead_the_field_says_so():
    bare = man_with_anaemia(names={}, letterhead=Letterhead())
    assert "Recipient: not stated" in words_of(counselling(bare))
    assert "Ask the clinic that gave you this report." in words_of(counselling(bare))
    assert "Name and role" in words_of(management(bare))


def test_what_a_user_typed_is_never_markup():
    whole = man_with_anaemia(id="<b>FAM</b>", labelled='<img src="x">')
    for write in (counselling, management, referral):
        assert "<b>FAM" not in write(whole)
        assert "<img" not in write(whole)


# Counselling ------------------------------------------------------------------------------


@FAMILY_PAGES
def test_the_family_report_reads_easily(page):
    prose = as_sentences(prose_of(page))
    assert textstat.flesch_kincaid_grade(prose) <= HIGHEST_GRADE
    words, sentences = len(prose.split()), len(re.findall(r"[.!?](?:\s|$)", prose))
    assert words / sentences <= 20


@FAMILY_PAGES
def test_the_family_report_has_all_its_parts(page):
    words = words_of(page)
    for title in (
        "In short",
        "What was found",
        "What it means",
        "Who in the family may be offered a test",
        "What was looked at, and what was not",
        "What happens next",
        "Support",
        "Privacy and insurance",
        "Who to ask",
    ):
        assert f"\n{title}\n" in words
    assert re.search(r"Review date: 1 June 2027", words)


def test_both_framings_of_one_in_two():
    words = words_of(counselling(man_with_anaemia()))
    assert "1 in 2 for each child: half of the children get the change, half do not." in words


@pytest.mark.parametrize("kind", ["nothing", "vus", "steap3", "single", "open"])
def test_no_chance_where_no_figure_is_given(kind):
    words = words_of(PAGES[kind, "counselling"])
    assert "1 in 2" not in words
    assert "having children" not in words.lower()
    assert "test in pregnancy" not in words


def test_the_likely_source_is_never_certain():
    for write in (counselling, referral):
        words = words_of(write(man_with_anaemia()))
        mother = words[words.index("Mother MO") : words.index("Brother BR")]
        assert "very likely; to be tested" in mother
        assert not re.search(r"\bcertain|chance is 1|: 1\.", mother)


def test_a_new_change_is_low_not_zero_with_mosaicism_explained():
    words = words_of(counselling(boy_with_a_new_change()))
    assert (
        "The change was not found in the mother's blood. It seems to be new. The chance for "
        "another child is low but not zero, because a parent can carry the change in some egg or "
        "sperm cells. This is called mosaicism."
    ) in words
    assert (
        "We use a number for this chance, 1 in 100: of 100 children, on average 1 has the change "
        "and 99 do not. The number is an assumption: no figure has been published for this condition."
    ) in words


def test_a_test_in_pregnancy_needs_a_woman_known_to_carry():
    with_daughter = words_of(counselling(man_with_anaemia()))
    assert "For a woman who is known to have the change, there can be more choices" in with_daughter
    whole = man_with_anaemia()
    alone = replace(
        whole, plan=replace(whole.plan, decisions=(whole.plan.of("MO"), whole.plan.of("BR")))
    )
    assert "So her own test comes first." in words_of(counselling(alone))
    new = words_of(counselling(boy_with_a_new_change()))
    assert "After a new change, a genetic counsellor can explain" in new


@pytest.mark.parametrize("kind", ["nothing", "vus", "steap3", "single", "open", "stopped"])
def test_nothing_is_said_of_tests_in_children_outside_a_cascade(kind):
    words = words_of(PAGES[kind, "counselling"])
    assert "Children are tested" not in words
    assert "Children and young people" not in words


def test_in_a_cascade_tests_in_children_have_their_sentence():
    for kind in ("man", "boy"):
        assert "Children are tested when the result helps them now." in words_of(
            PAGES[kind, "counselling"]
        )


def test_without_a_known_change_children_get_blood_tests_only():
    whole = nothing_found()
    child = replace(whole.plan.decisions[0], minor=True)
    words = words_of(counselling(replace(whole, plan=plan(Pattern.NEG, child))))
    assert "So children are offered blood and iron tests only." in words
    assert "Children are tested" not in words


def test_a_daughter_who_carries_by_the_family_tree_gets_no_result_in_her_record():
    assert "no gene result is written into the child's record" in words_of(
        counselling(man_with_anaemia())
    )


def test_nothing_found_does_not_rule_out():
    words = words_of(counselling(nothing_found()))
    assert "An inherited cause remains possible." in words
    assert (
        "No gene change that explains the anaemia was reported in the parts of the genes ALAS2 and "
        "SLC25A38 that could be read."
    ) in words
    assert "This does not rule out an inherited cause." in words
    assert "About 1 in 3 people with this kind of anaemia have no cause found so far" in words


def test_the_core_wordings():
    assert "On its own this does not explain the anaemia." in words_of(
        PAGES["single", "counselling"]
    )
    assert "the link is disputed" in words_of(PAGES["steap3", "counselling"])
    assert "It must not be used to choose treatment or to test relatives." in words_of(
        PAGES["vus", "counselling"]
    )
    gain = man_with_anaemia(findings=(finding(mechanism="GOF (published)", exon=11),))
    gain = replace(gain, plan=replace(gain.plan, disease_class=DiseaseClass.ALAS2_GOF))
    assert "and not to sideroblastic anaemia." in words_of(counselling(gain))


def test_a_withheld_finding_is_never_called_nothing():
    held = finding(withheld=True, withheld_why="two sources differ")
    words = words_of(counselling(not_decided(Pattern.OPEN, held)))
    assert "One result does not fit yet." in words
    assert "No gene change that explains" not in words


def test_an_urgent_statement_stands_first():
    whole = man_with_anaemia()
    now = statement("SA-03", "management", "counselling", urgent=True, plain="See your doctor now.")
    urgent = replace(whole, statements=statements(REFER, now))
    words = words_of(counselling(urgent))
    assert words.index("See your doctor now.") < words.index("In short")
    words = words_of(management(urgent))
    assert words.index("Act now") < words.index("Result")
    assert "See “Act now”" in words_of(referral(urgent))


IN_SHORT = {
    "man": "It fits the anaemia.",
    "vus": "We do not know if this matters.",
    "steap3": "This does not explain the anaemia for now.",
    "single": "On its own this does not explain the anaemia.",
}


@pytest.mark.parametrize("kind", IN_SHORT)
def test_what_it_means_stands_first(kind):
    (first, *_) = words_of(PAGES[kind, "counselling"]).partition("In short\n")[2].splitlines()
    assert first.endswith(IN_SHORT[kind])


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (DiseaseClass.ALAS2_GOF, "A porphyria centre is the next step."),
        (DiseaseClass.ABCB7, "It belongs to a condition called X-linked"),
        (DiseaseClass.ALAS2_UNDECIDED, "It is not settled yet which condition it belongs to."),
    ],
)
def test_in_short_names_the_condition_of_the_disease_class(kind, said):
    whole = man_with_anaemia()
    gene = "ABCB7" if kind is DiseaseClass.ABCB7 else "ALAS2"
    case = replace(whole.case, findings=(finding(gene=gene, mechanism="GOF"),))
    other = replace(whole, case=case, plan=replace(whole.plan, disease_class=kind))
    (first, *_) = words_of(counselling(other)).partition("In short\n")[2].splitlines()
    assert said in first


def test_causes_that_can_be_put_right_come_before_an_uncertain_change():
    whole = not_decided(Pattern.VUS, uncertain())
    first = "Other causes that can be put right come first."
    assert first not in words_of(counselling(whole))
    low = (measure("plp", 10, "nmol/L", ref_low=20),)
    case = replace(whole.case, clinical=replace(whole.case.clinical, labs=low))
    assert first in words_of(counselling(replace(whole, case=case)))


def test_nothing_is_settled_while_an_acquired_disease_is_to_be_excluded():
    whole = man_with_anaemia()
    asked = replace(whole, statements=statements(REFER, statement("SA-14", "management")))
    words = words_of(counselling(asked))
    assert "It fits the anaemia." not in words
    assert "The condition is" not in words
    assert words.count("check for another blood condition that can look the same.") == 2


def mosaic():
    whole = man_with_anaemia(findings=(finding(zygosity=Zygosity.MOSAIC),))
    offer = statement("SR-25", "counselling", "referral")
    made = replace(whole.plan, pattern=Pattern.XL_F, context=MOSAIC_CONTEXT)
    return replace(whole, plan=made, statements=statements(REFER, offer))


def test_a_change_in_a_part_of_the_cells_is_given_no_way_of_inheritance():
    words = words_of(counselling(mosaic()))
    assert (
        "Only a part of your cells has the change. It most likely arose in you and did not come "
        "from a parent. Nobody can say yet if it can be passed to a child. A geneticist will talk "
        "with you about this, best before a pregnancy."
    ) in words
    assert "A geneticist should talk with you before a pregnancy" in words
    for said in ("for each child", "X-linked.", "(PGT)", "SR-25", "passed on in the family"):
        assert said not in words


def test_one_recessive_change_can_have_a_second_one_beside_it():
    words = words_of(PAGES["single", "counselling"])
    assert "A second change can have been missed. Your doctors will ask for further tests." in words


def test_a_recessive_change_beside_an_x_linked_cascade_is_told():
    said = "One copy of SLC25A38 carries a change. On its own this does not explain the anaemia."
    assert said not in words_of(PAGES["man", "counselling"])
    single = finding(gene="SLC25A38", hgvs_c="c.349C>T", zygosity=Zygosity.HETEROZYGOUS)
    assert said in words_of(counselling(man_with_anaemia(findings=(finding(), single))))


def test_the_report_of_a_child_speaks_to_the_parents():
    words = words_of(counselling(boy_with_a_new_change()))
    assert "If your child gets much worse, do not wait" in words
    assert "This result belongs to your child." in words
    assert "If you feel much worse" not in words
    assert "If you feel much worse, do not wait" in words_of(PAGES["man", "counselling"])


# Management -------------------------------------------------------------------------------


def test_the_management_report_puts_result_and_next_steps_first():
    words = words_of(management(man_with_anaemia()))
    order = [
        "Diagnosis line: X-linked sideroblastic anaemia (ALAS2), MONDO:0020721, OMIM 300751.",
        "NM_000032.5:c.1354C>T, p.(Arg452Cys)",
        "Next: today",
        "Professional text of SR-01. SR-01 · strength A · [3]",
        "Later steps",
        "After a response: Professional text of SR-03. SR-03 · strength A · [4]",
        "Cautions",
        "Professional text of SA-01. SA-01 · [5]",
        "Cannot be decided with the entries so far",
        "Clinical entries",
        "What was read, and what was not",
        "Method, in short",
        "Sources",
    ]
    places = [words.index(text) for text in order]
    assert places == sorted(places)


def test_each_number_in_the_text_is_in_the_list_of_sources():
    for (kind, name), page in PAGES.items():
        body, _, listed = page.partition('<section class="sources">')
        used = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
        named = {int(number) for number in re.findall(r"\[(\d+)\]", listed)}
        assert used == named, f"{kind} {name}"


def test_sources_are_numbered_in_the_order_of_the_page():
    for page in PAGES.values():
        body = page.partition('<section class="sources">')[0]
        first_seen = list(dict.fromkeys(re.findall(r"\[(\d+)\]", body)))
        assert first_seen == sorted(first_seen, key=int)


def test_the_management_report_asks_for_the_mechanism():
    whole = man_with_anaemia(findings=(finding(mechanism=""),))
    words = words_of(management(whole))
    assert "Please settle first" in words
    assert "please enter whether it is loss of function (LOF) or gain of function (GOF)" in words


def test_a_stopped_case_says_stopped_and_nothing_further():
    words = words_of(management(stopped()))
    assert "STOPPED – DRAFT – for professional use until signed" in words
    assert "STOPPED: a person decides first" in words
    assert "A man has a heterozygous or mosaic-looking call" in words
    assert "No relative is addressed until a person has decided." in words
    for said in ("Next: today", "Later steps", "Cautions", "Review date", "Cannot be decided"):
        assert said not in words


def test_boxes_of_information_and_annex_are_marked():
    whole = man_with_anaemia()
    history = statement("SR-09", "information_box")
    annex = statement("SR-21", "off_label_annex")
    words = words_of(management(replace(whole, statements=statements(history, annex))))
    assert "Information, not advice\nProfessional text of SR-09." in words
    assert "Annex: use outside the licence" in words
    assert "SR-09" not in words_of(counselling(replace(whole, statements=statements(history))))


LICENCE = statement("SA-13", "management", "off_label_annex", professional="Licence and warnings.")


def test_no_annex_without_its_switch():
    whole = man_with_anaemia()
    words = words_of(management(replace(whole, statements=statements(LICENCE))))
    assert "Annex" not in words
    assert words.count("Licence and warnings.") == 1


def test_the_annex_does_not_repeat_what_stands_in_the_report():
    whole = man_with_anaemia()
    annex = statement("SR-21", "off_label_annex")
    words = words_of(management(replace(whole, statements=statements(annex, LICENCE))))
    assert "Annex: use outside the licence" in words
    assert words.count("Licence and warnings.") == 1


def test_the_clinical_entries_stand_with_their_limits():
    clinical = Clinical(
        labs=(measure("haemoglobin", 98, "g/L"), measure("ferritin", 50, "ug/L", ref_high=400)),
        treatment=Treatment(
            Pyridoxine("trial", 100, 6, "partial"), Phlebotomy("ongoing", tolerated=True)
        ),
    )
    words = words_of(management(man_with_anaemia(clinical=clinical)))
    assert "haemoglobin\n98 g/L\n130 or more (default limit)\nbelow\nnot stated" in words
    assert "ferritin\n50 ug/L\n400 or less (laboratory)\nwithin limits" in words
    assert "trial, 100 mg a day, for 6 weeks, response: partial" in words
    assert "ongoing, tolerated" in words


def test_remarks_of_the_reading_and_contradicting_results_are_shown():
    whole = man_with_anaemia(notes=("No report date was entered.",))
    check = "The two recorded results of MO differ: neither is used. Please check."
    asked = replace(whole, plan=replace(whole.plan, checks=(check,)))
    words = words_of(management(asked))
    assert "No report date was entered." in words
    assert f"Please settle first\n{check}" in words
    assert check not in words_of(counselling(asked))


# Referral ---------------------------------------------------------------------------------


def test_the_referral_letter_says_who_why_and_what_is_asked():
    words = words_of(referral(man_with_anaemia()))
    assert "To clinical genetics" in words
    assert "Please see the person P: ALAS2 c.1354C>T p.(Arg452Cys) was found." in words
    assert "7 people are recorded, in 4 generations." in words
    assert "Recorded as affected: the person referred (P)." in words
    assert "1 person has died." in words
    assert "Please lead the cascade through the family, in the order of the table." in words
    assert "Enclosures\nOther report" in words
    assert "With kind regards" in words


def test_the_referral_of_a_boy_with_a_new_change():
    words = words_of(referral(boy_with_a_new_change()))
    assert "Origin of the variant: apparently de novo." in words
    assert "mother (MO): not detected" in words
    assert "low, not zero" in words
    assert "mother not detected (210 reads); father not detected (depth not stated); identity" in (
        words
    )


def test_a_pregnant_relative_makes_it_soon():
    whole = man_with_anaemia()
    sister = decision("DA", Flag.TEST_NOW, pregnant=True, chance=Fraction(1, 2))
    soon = replace(whole, plan=plan(Pattern.XL_M, sister))
    assert "Urgency: soon. Pregnant and on the screening list: DA." in words_of(referral(soon))
    assert "Pregnant and on the list, to be seen soon: DA." in words_of(management(soon))


def test_the_unsolved_are_referred_for_what_was_not_read():
    words = words_of(referral(nothing_found()))
    assert "no variant that explains the anaemia was reported (SR-28)." in words
    assert "Please consider which of the parts and genes that were not read" in words


def test_protoporphyria_goes_to_a_porphyria_centre():
    gain = man_with_anaemia(findings=(finding(mechanism="GOF (published)", exon=11),))
    assert "To a porphyria centre" in words_of(referral(gain))


def test_later_steps_keep_their_lead_everywhere():
    whole = man_with_anaemia()
    step = statement("SR-90", "counselling", "referral", step=Step.LATER, lead="After a response:")
    later = replace(whole, statements=statements(step))
    assert "After a response: Plain text of SR-90." in words_of(counselling(later))
    assert "After a response: Professional text of SR-90." in words_of(referral(later))


def test_a_case_without_any_finding_word_still_prints():
    """The least that can be entered: one person, nothing else."""
    whole = not_decided(Pattern.VUS, uncertain())
    least = replace(whole.case, genes=(), clinical=Clinical(), vcf="", assembly="")
    words = words_of(management(replace(whole, case=least)))
    assert "assembly not stated" in words
    assert "no VCF was read" in words
    assert whole.case.family.proband.sex == Sex.MALE


def test_beside_an_acquired_disease_the_condition_is_not_claimed():
    clinical = Clinical(diagnosis=Diagnosis.MDS_RS)
    words = words_of(counselling(man_with_anaemia(clinical=clinical)))
    assert "It fits the anaemia." not in words
    assert "The condition is" not in words
    assert "A doctor must settle which of the two explains the anaemia." in words


def recessive(**changes):
    """Return the family of a child with two SLC25A38 changes, shown to lie on two copies."""
    two = tuple(
        finding(
            gene="SLC25A38",
            transcript="NM_017875.4",
            hgvs_c=name,
            zygosity=Zygosity.HETEROZYGOUS,
            phase=changes.get("phase", "in trans (parents tested)"),
        )
        for name in ("c.349C>T", "c.625G>C")
    )
    whole = man_with_anaemia(findings=two)
    sib = decision("BR", Flag.TEST_NOW, chance=Fraction(3, 4), affected=Fraction(1, 4))
    couple = CoupleRisk(("BR", "DA"), Fraction(1, 24), Fraction(1, 4), Fraction(0))
    made = plan(Pattern.AR, sib, decision("DA", Flag.OBLIGATE, relation="daughter"))
    made = replace(made, context=changes.get("context", "ar-default"), couples=(couple,))
    return replace(whole, plan=made)


def test_a_recessive_family_is_told_one_in_four():
    words = words_of(counselling(recessive()))
    assert "1 in 4: of 4 children, 1 gets both changes and 3 do not." in words
    assert "We found two changes in the gene SLC25A38." in words
    couple = (
        "Brother (BR) and daughter (DA) are a couple, and both are related to the person tested."
    )
    assert couple in words
    assert "is 1 in 24: of 24 children, on average 1 has it and 23 do not." in words
    assert "Chance for a child to have both: 1 in 24 untested; 1 in 4 if both carry" in words_of(
        referral(recessive())
    )


def test_the_person_tested_and_a_related_partner_are_a_related_couple():
    whole = recessive()
    couple = replace(whole.plan.couples[0], couple=("P", "DA"))
    own = replace(whole, plan=replace(whole.plan, couples=(couple,)))
    assert "The person tested (P) and daughter (DA) are a related couple." in words_of(
        counselling(own)
    )
    assert "Related couple: The person tested (P) and daughter (DA)." in words_of(referral(own))


def test_a_recessive_result_says_what_the_illness_is_and_how_the_phase_is_known():
    words = words_of(counselling(recessive()))
    assert "Together the two changes explain the anaemia." in words
    assert "The two changes lie on two different copies: tests of the parents show it." in words
    assert "The illness mostly starts between birth and the age of 3." in words
    by_reads = words_of(counselling(recessive(phase="in trans (read together)")))
    assert "The two changes lie on two different copies: tests show it." in by_reads
    unknown = words_of(counselling(recessive(phase="unknown")))
    assert "In short\nWe found two changes in the gene SLC25A38. It is not known yet" in unknown
    assert "explain the anaemia" not in unknown


def test_blood_after_a_transfusion_has_its_call_for_other_cells():
    call = "So the result should be confirmed on cells from the mouth or the skin."
    whole = recessive()
    assert call not in words_of(counselling(whole))
    clinical = replace(whole.case.clinical, treatment=Treatment(transfusion_dependent=True))
    case = replace(whole.case, clinical=clinical)
    assert call in words_of(counselling(replace(whole, case=case)))


@pytest.mark.parametrize("changes", [{"phase": "unknown"}, {"context": "ar-one-parent"}])
def test_no_one_in_four_before_the_parents_are_settled(changes):
    words = words_of(counselling(recessive(**changes)))
    how = words[words.index("How it is passed on") : words.index("Who in the family may")]
    assert "1 in 4" not in how
    assert "No chance is given" in how


def test_one_change_on_both_copies_is_told_as_one():
    both = finding(
        gene="SLC25A38",
        transcript="NM_017875.4",
        hgvs_c="c.349C>T",
        zygosity=Zygosity.HOMOZYGOUS,
    )
    whole = recessive()
    words = words_of(counselling(replace(whole, case=replace(whole.case, findings=(both,)))))
    assert "The change, found on both copies, belongs to a condition called" in words
    assert "The changes belong to" in words_of(counselling(recessive()))


# Consent and parentage ----------------------------------------------------------------------

FIRST = "First it must be made sure that the samples and the recorded parents belong together."


def test_without_consent_nobody_is_asked_to_lead_the_cascade():
    offer = statement("SR-25", "counselling", "referral")
    whole = replace(man_with_anaemia(), statements=statements(REFER, offer))
    assert "Professional text of SR-25." in words_of(referral(whole))
    silent = replace(whole, case=replace(whole.case, consent=Consent()))
    words = words_of(referral(silent))
    assert "Please lead the cascade" not in words
    assert "Professional text of SR-25." not in words
    assert (
        "Please talk with the proband about consent to contact relatives; nobody is contacted "
        "until then."
    ) in words


def unconfirmed():
    whole = boy_with_a_new_change()
    (one,) = whole.case.findings
    open_trio = replace(one.trio, parentage_confirmed=False)
    case = replace(whole.case, findings=(replace(one, trio=open_trio),))
    return replace(whole, case=case)


def test_parentage_is_settled_before_a_change_is_called_new():
    words = words_of(counselling(unconfirmed()))
    assert f"In short\n{FIRST}" in words
    assert f"{FIRST}\nThe change was not found in the mother's blood." in words
    assert "1 in 100" not in words
    assert f"What we ask\n{FIRST}" in words_of(referral(unconfirmed()))
    assert words_of(referral(unconfirmed())).count(FIRST) == 1
    assert f"Please settle first\n{FIRST}" in words_of(management(unconfirmed()))


def test_with_parentage_confirmed_nothing_is_to_be_made_sure():
    for write in (counselling, referral, management):
        assert FIRST not in words_of(write(boy_with_a_new_change()))


# No result of a gene test -------------------------------------------------------------------


def no_test(**changes):
    whole = nothing_found()
    return replace(whole, case=replace(whole.case, genes=(), vcf="", **changes))


def test_without_any_result_no_gene_test_is_spoken_of():
    words = words_of(counselling(no_test()))
    assert "Information for you and your family" in words
    assert "Your gene test" not in words
    assert "In short\nNo result of a gene test was entered." in words
    assert "No gene change that explains" not in words
    told = words_of(management(no_test()))
    assert "No result of a gene test was entered." in told
    assert "No variant that explains" not in told
    assert "No finding was entered and no VCF was read." in told
    assert "no result of a gene test was entered (SR-28)." in words_of(referral(no_test()))


def test_one_in_three_only_where_anaemia_is_recorded():
    for write in (counselling, management, referral):
        assert re.search("(?i)(1 in 3|one in three)", words_of(write(no_test())))
        bare = no_test(clinical=Clinical())
        assert not re.search("(?i)(1 in 3|one in three)", words_of(write(bare)))
