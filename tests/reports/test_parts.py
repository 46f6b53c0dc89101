"""The parts of the documents, sentence by sentence: box, diagnosis, reading, relatives, rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from builders import (
    boy_with_a_new_change,
    decision,
    finding,
    gene_words,
    man_with_anaemia,
    not_decided,
    nothing_found,
    person,
    plan,
    statement,
    statements,
    uncertain,
)

from genetics.classification import Assertion, Classification
from genetics.inheritance import Sex
from genetics.results import Assessed, GeneResult, GeneStatus, RegionKind
from genetics.variants import Zygosity
from pedigrees.case import Callability, Clinical, Consent, Diagnosis, GeneCallability
from pedigrees.family import Family
from pedigrees.plan import DiseaseClass, Flag, Pattern, Test
from reports.management.statements import Needed
from reports.parts.diagnosis import diagnosis_of
from reports.parts.finding_box import box, listed_findings, plain_box
from reports.parts.open_questions import open_questions
from reports.parts.reading import exon_name, not_read, reading_part
from reports.parts.reading import nothing_found as words_for_nothing
from reports.parts.relative_reasons import reason_in_words
from reports.parts.relatives import plain_relatives_part, relatives_part
from reports.parts.rule_texts import needs
from reports.parts.sources import Numbering, sources_part

OURS = Assertion(Classification.LIKELY_BENIGN, "sideroscreen", date(2026, 1, 2), "a paper")


def with_findings(*findings, **changes):
    whole = man_with_anaemia(findings=findings, **changes)
    return whole.basis


def lines_of(one):
    return {line.label: line.text for line in one.lines}


# The box ----------------------------------------------------------------------------------


def test_the_box_of_a_finding_read_from_a_vcf():
    basis = man_with_anaemia().basis
    made = box(basis.case.findings[0], basis, Numbering())
    assert made.title == "ALAS2"
    assert made.mark == "read from the VCF"
    assert lines_of(made) == {
        "Name": "name as published",
        "Change": "NM_000032.5:c.1354C>T, p.(Arg452Cys)",
        "Transcript": "MANE Select",
        "Zygosity": "hemizygous",
        "Class": "pathogenic (P), by the laboratory, 3 May 2026",
        "Class on our file": "none",
        "Mechanism": "LOF, loss of function [1]",
        "Genome position": "GRCh38 X:55014830 G>A",
        "Reads": "genotype 1, 38 reads, share of reads with the variant 1.00, filter PASS",
    }


def test_a_typed_in_finding_says_so_and_what_is_not_stated():
    basis = with_findings(finding())
    made = box(basis.case.findings[0], basis, Numbering())
    assert made.mark == "typed in from a laboratory report"
    assert lines_of(made)["Genome position"] == "genome build and coordinate not stated"
    assert lines_of(made)["Laboratory"] == "not stated"


def test_a_protein_name_that_is_not_settled_has_its_reason():
    basis = with_findings(uncertain())
    made = box(basis.case.findings[0], basis, Numbering())
    assert lines_of(made)["Change"] == "c.1000G>A, p.? – missense, reference base not checked"
    assert lines_of(made)["Transcript"] == "not stated (MANE Select is NM_000032.5)"


def test_a_change_without_any_name_says_why():
    nameless = finding(hgvs_c="", hgvs_p="p.?", naming="the reference base is not known")
    basis = with_findings(nameless)
    assert lines_of(box(nameless, basis, Numbering()))["Change"] == (
        "no settled coding name, p.? – the reference base is not known"
    )


def test_classes_that_differ_are_left_to_a_person():
    basis = with_findings(finding(our_class=OURS))
    one = basis.case.findings[0]
    made = box(one, basis, Numbering())
    assert made.alert == "The laboratory's class and ours differ: a person decides."
    assert plain_box(one, basis).alert == made.alert
    assert lines_of(made)["Class on our file"] == (
        "likely benign (LB), by sideroscreen, 2 January 2026 [1]"
    )
    assert open_questions(basis).items == (
        (
            "ALAS2 c.1354C>T p.(Arg452Cys): the laboratory's class (P) and the class on our file (LB) "
            "differ. A person decides; the class used here is P."
        ),
    )


def test_a_class_that_is_held_down_stands_beside_the_laboratorys_own():
    held = finding(
        gene="STEAP3",
        classification=Classification.UNCERTAIN,
        class_by="the laboratory; not above VUS in this gene: link disputed",
    )
    lines = lines_of(box(held, with_findings(held), Numbering()))
    assert lines["Class"] == (
        "variant of uncertain significance (VUS), by the laboratory; not above VUS in this gene: "
        "link disputed"
    )
    assert lines["Laboratory's class"] == "pathogenic (P), by the laboratory, 3 May 2026"


def test_a_withheld_finding_counts_for_nothing():
    held = finding(withheld=True, withheld_why="the two sources differ")
    made = box(held, with_findings(held), Numbering())
    assert made.alert == "Withheld, counts for nothing: the two sources differ."


def test_benign_and_somatic_findings_are_only_listed():
    benign = finding(classification=Classification.BENIGN, hgvs_c="c.9A>G", hgvs_p="p.(Lys3=)")
    somatic = finding(
        gene="SF3B1", hgvs_c="", hgvs_p="", somatic=True, result="not detected", class_by=""
    )
    assert listed_findings(with_findings(benign, somatic).case) == (
        (
            "ALAS2 c.9A>G p.(Lys3=): benign (B), the laboratory (listed only; typed in from a "
            "laboratory report)."
        ),
        (
            "SF3B1: not detected (somatic, never counted as inherited; typed in from a laboratory "
            "report)."
        ),
    )


# The diagnosis ----------------------------------------------------------------------------


def test_a_man_with_anaemia_gets_the_disease_with_its_numbers():
    found = diagnosis_of(man_with_anaemia().basis)
    assert found.line == "X-linked sideroblastic anaemia (ALAS2), MONDO:0020721, OMIM 300751"
    assert found.remarks == ()


def test_without_clinical_facts_only_the_disease_of_the_variant_is_named():
    found = diagnosis_of(with_findings(finding(), clinical=Clinical()))
    assert found.line.startswith("The variant belongs to X-linked sideroblastic anaemia (ALAS2)")
    assert "No diagnosis of the disease is stated." in found.remarks[0]


@pytest.mark.parametrize(
    "unsettled",
    [
        finding(mechanism=""),
        finding(mechanism="unresolved"),
        finding(hgvs_c="c.1706_1709del", hgvs_p="p.(Glu569GlyfsTer24)"),
        finding(exon=11),
    ],
)
def test_without_a_settled_direction_there_is_no_diagnosis_and_a_question(unsettled):
    basis = with_findings(unsettled)
    assert diagnosis_of(basis).line == (
        "No diagnosis is stated: the direction of effect of the ALAS2 variant is not settled"
    )
    assert (
        "no treatment statement for ALAS2-related anaemia is made"
        in (open_questions(basis).items[0])
    )


def test_gain_of_function_is_protoporphyria_and_never_sideroblastic_anaemia():
    basis = with_findings(finding(mechanism="GOF (published)", exon=11))
    assert diagnosis_of(basis).line == (
        "X-linked protoporphyria (ALAS2), MONDO:0010420, OMIM 300752; not X-linked sideroblastic "
        "anaemia"
    )
    assert open_questions(basis) is None


def test_a_woman_is_named_as_heterozygous():
    whole = man_with_anaemia(
        findings=(finding(zygosity=Zygosity.HETEROZYGOUS),),
        family=Family((person("P", Sex.FEMALE, 1966),), "P"),
    )
    basis = replace(whole, plan=plan(Pattern.XL_F, disease_class=DiseaseClass.ALAS2_LOF)).basis
    assert diagnosis_of(basis).line.endswith("OMIM 300751, in a heterozygous woman")


def test_an_acquired_diagnosis_beside_a_finding_is_left_to_a_person():
    clinical = Clinical(diagnosis=Diagnosis.MDS_RS)
    assert diagnosis_of(with_findings(finding(), clinical=clinical)).remarks == (
        ("The clinician's diagnosis is MDS with ring sideroblasts, an acquired disease."),
    )
    assert diagnosis_of(with_findings(finding(), clinical=clinical)).line == (
        "X-linked sideroblastic anaemia (ALAS2), MONDO:0020721, OMIM 300751; beside it MDS with "
        "ring sideroblasts, diagnosed by the clinician: a person must settle which one explains "
        "the anaemia"
    )


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (
            Pattern.AR_CARRIER,
            (
                "No molecular diagnosis: one copy of SLC25A38 carries a change. On its own this does "
                "not explain the anaemia"
            ),
        ),
        (
            Pattern.AD_UNCERTAIN,
            (
                "No molecular diagnosis: STEAP3 variant, counted as a variant of uncertain "
                "significance, in a gene whose link to the disease is disputed"
            ),
        ),
        (Pattern.VUS, "No molecular diagnosis: variant of uncertain significance"),
        (Pattern.NEG, "No molecular diagnosis"),
        (Pattern.OPEN, "No diagnosis is stated: a finding is withheld"),
    ],
)
def test_what_is_no_molecular_diagnosis(pattern, line):
    assert diagnosis_of(not_decided(pattern).basis).line == line


# What was read ----------------------------------------------------------------------------


def test_the_list_of_what_was_not_read_is_always_there():
    whole = man_with_anaemia(genes=gene_words(ALAS2=GeneStatus.FOUND))
    assert not_read(whole.basis) == (
        (
            "SLC25A38, STEAP3 and ABCB7: not assessed; whether there is a change cannot be "
            "concluded from this file"
        ),
        "ALAS2, the rest of the coding parts: not stated",
        "ALAS2 promoter: not stated",
        "ALAS2 intron-1 enhancer: not stated",
        "copy-number changes (deletions or duplications of an exon or a gene): not stated",
        "deep intronic changes outside the regions named above: not stated",
        "mitochondrial DNA: not stated",
        (
            "other genes of sideroblastic anaemia, such as GLRX5, HSPA9, HSCB, PUS1, YARS2, LARS2, "
            "TRNT1, SLC19A2 and NDUFB11"
        ),
        "mosaicism: a variant in a small part of the cells can be missed; no limit was stated",
    )


def test_gaps_are_named_one_by_one():
    stated = {
        "ALAS2": GeneCallability(99.2, ("exon 5", "7"), "covered", "not covered"),
        "SLC25A38": GeneCallability(100.0),
    }
    whole = man_with_anaemia(callability=Callability(stated, cnv="not done"))
    listed = not_read(whole.basis)
    assert "ALAS2: 99.2 % of the coding bases were read at 20x, not all" in listed
    assert "ALAS2 exon 5: not fully covered" in listed
    assert "ALAS2 exon 7: not fully covered" in listed
    assert "ALAS2 intron-1 enhancer: not covered" in listed
    assert not any("promoter" in line for line in listed)
    assert any(line.endswith("the laboratory states “not done”") for line in listed)


@pytest.mark.parametrize(
    ("stated", "name"),
    [("5", "exon 5"), ("ex5", "exon 5"), ("Exon 5", "exon 5"), ("5' UTR", "5' UTR")],
)
def test_an_exon_has_a_name(stated, name):
    assert exon_name(stated) == name


def test_nothing_found_speaks_only_of_what_was_read():
    told = words_for_nothing(nothing_found().basis, Numbering())
    assert told == (
        (
            "No variant that explains the anaemia was reported in the parts of ALAS2 and SLC25A38 that "
            "could be read. Not assessed: STEAP3 and ABCB7."
        ),
        (
            "This does not rule out an inherited cause. What was not read, or not looked at, is listed "
            "below."
        ),
        (
            "About one in three people with congenital sideroblastic anaemia have no cause found so "
            "far. [1]"
        ),
    )


def test_nothing_follows_where_nobody_said_what_was_read():
    whole = nothing_found()
    basis = replace(whole, case=replace(whole.case, genes=())).basis
    assert words_for_nothing(basis, Numbering())[0] == (
        "No variant that explains the anaemia was reported. It was not stated what was read of "
        "ALAS2, SLC25A38, STEAP3 and ABCB7, so nothing follows for these genes."
    )


def counted(*assessed):
    """Return the man's case with what the data show of ALAS2, counted in bases."""
    one = GeneResult("ALAS2", GeneStatus.FOUND, "a finding", assessed=assessed)
    return man_with_anaemia(genes=(one,))


def test_what_was_read_is_counted_and_gaps_are_named():
    basis = counted(
        Assessed("exon 4", 1541, 1460),
        Assessed("exon 5", 223, 180),
        Assessed("margins of exon 5", 16, 10, kind=RegionKind.MARGIN),
        Assessed("margins of exon 6", 16, 10, kind=RegionKind.MARGIN),
        Assessed("exon 6", 100, 100),
    ).basis
    assert reading_part(basis).genes[0].why == (
        "A finding. Read: 1,740 of 1,864 coding bases; exon 4: 1,460 of 1,541; exon 5: 180 of 223; "
        "margins of exon 5: 10 of 16; margins of exon 6: 10 of 16."
    )
    listed = not_read(basis)
    for exon in ("exon 4", "exon 5", "margins of exon 6"):
        assert listed.count(f"ALAS2 {exon}: not fully covered") == 1
    assert "ALAS2 margins of exon 5: not fully covered" not in listed
    assert not any("the rest of" in line for line in listed)


def test_an_exon_that_is_stated_and_counted_is_listed_once():
    whole = counted(Assessed("exon 5", 223, 180))
    stated = Callability({"ALAS2": GeneCallability(99.2, ("ex5",))})
    basis = replace(whole, case=replace(whole.case, callability=stated)).basis
    assert not_read(basis).count("ALAS2 exon 5: not fully covered") == 1
    assert (
        reading_part(basis)
        .genes[0]
        .why.endswith(
            "Read: 99.2 % of the coding bases at 20x, as the laboratory states; 180 of 223 coding "
            "bases; exon 5: 180 of 223."
        )
    )


def test_what_the_data_show_is_not_called_the_laboratorys_word():
    shown = Callability({"ALAS2": GeneCallability(100.0, shown_by="shown by the data: 20 reads")})
    words = gene_words(ALAS2=GeneStatus.NOTHING_FOUND)
    basis = man_with_anaemia(callability=shown, genes=words).basis
    row = reading_part(basis).genes[0]
    assert row.why.endswith("Read: 100 % of the coding bases; shown by the data: 20 reads.")
    plain = reading_part(basis, plain=True).genes[0]
    assert plain.why == "The data show that all planned parts were read."


def test_the_rest_of_a_gene_with_a_finding_is_listed():
    whole = man_with_anaemia()
    assert (
        "the rest of the gene ALAS2: whether it was read cannot be concluded from this file"
        in not_read(whole.basis, plain=True)
    )
    typed = man_with_anaemia(vcf="").basis
    told = "the rest of the gene ALAS2: no one has stated what was read"
    assert told in not_read(typed, plain=True)
    stated = Callability({"ALAS2": GeneCallability(100.0)})
    assert not any("the rest of" in one for one in not_read(with_findings(callability=stated)))


# Relatives --------------------------------------------------------------------------------


def test_the_relatives_of_a_man_in_words():
    part = relatives_part(man_with_anaemia().basis, Numbering())
    assert [(row.person, row.relation, row.order) for row in part.rows] == [
        ("MO", "Mother", "first"),
        ("BR", "Brother", "first"),
        ("DA", "Daughter", "first"),
        ("MU", "Maternal uncle", "after that"),
    ]
    mother, brother, daughter, _ = part.rows
    assert mother.flag == "Offer testing now."
    assert mother.tests == (
        "Targeted test for the familial variant, blood count with MCV, RDW and film, ferritin and "
        "fasting transferrin saturation."
    )
    assert mother.why[-1] == "Chance to carry the variant: very likely; to be tested."
    assert brother.why[-1] == "Chance to carry the variant: 1 in 2."
    assert daughter.flag == "Carries the variant; counsel."
    assert daughter.why == ("Every daughter of a hemizygous man inherits his X.",)
    assert daughter.minor == (
        "Under 18: blood and iron tests now; the targeted test is deferred unless there is anaemia "
        "or iron loading."
    )
    assert part.below_rows == (
        "The chances of brother (BR) and maternal uncle (MU) hold if the mother has the variant.",
    )


def test_the_relatives_of_a_man_in_plain_words():
    part = plain_relatives_part(man_with_anaemia().basis)
    mother, brother, *_ = part.rows
    assert mother.why[-1] == "To have the change: very likely; to be tested."
    assert brother.tests == (
        "Gene test for the family change, blood count, ferritin (stored iron) and transferrin "
        "saturation (iron in the blood)."
    )
    assert [(row.people, row.why) for row in part.others] == [
        (
            "Maternal grandmother (MGM)",
            "This person has died. The entry is for the family tree only.",
        ),
        ("Father (FA)", "A father gives his son a Y, not an X. The change lies on the X."),
    ]


def test_a_pregnant_relative_is_seen_soon():
    whole = man_with_anaemia()
    sister = decision("DA", Flag.TEST_NOW, relation="sister", pregnant=True, chance=Fraction(1, 2))
    basis = replace(whole, plan=plan(Pattern.XL_M, sister)).basis
    assert (
        "Pregnant: offer test and counselling soon, before the birth."
        in relatives_part(basis, Numbering()).rows[0].why
    )
    assert any("soon, before the birth" in text for text in plain_relatives_part(basis).rows[0].why)


def test_nobody_is_contacted_without_consent():
    basis = man_with_anaemia(consent=Consent()).basis
    assert relatives_part(basis, Numbering()).intro == (
        "The proband has not consented to contact with relatives: nobody is contacted.",
    )
    assert plain_relatives_part(basis).intro[0] == (
        "There is no consent to contact relatives. So nobody is contacted."
    )


def test_a_pattern_that_is_not_decided_says_so_and_prints_no_figure():
    basis = not_decided(Pattern.VUS, uncertain()).basis
    for part in (relatives_part(basis, Numbering()), plain_relatives_part(basis)):
        assert part.intro[0].startswith("Relatives: not decided by this version.")
        assert part.rows == part.others == ()


def test_the_mother_of_a_boy_with_a_new_change_is_not_tested_again():
    mother, brother = plain_relatives_part(boy_with_a_new_change().basis).rows
    assert mother.tests == "No further test of this parent."
    assert mother.why[-1].startswith("For a further child: low, not zero.")
    assert brother.minor == (
        "Under 18: a test in childhood can help, because care can start early."
    )


def test_the_chances_of_the_others_need_a_figure_in_the_table():
    whole = man_with_anaemia()
    alone = replace(whole, plan=plan(Pattern.XL_M, whole.plan.of("MO"), whole.plan.of("FA")))
    for part in (relatives_part(alone.basis, Numbering()), plain_relatives_part(alone.basis)):
        assert part.below_rows == ()
    assert plain_relatives_part(whole.basis).below_rows == (
        "The chances of brother (BR) and maternal uncle (MU) hold if the mother has the change.",
    )


def test_a_chance_below_someone_known_to_carry_does_not_hang_on_the_mother():
    whole = man_with_anaemia()
    family = Family((*whole.case.family, person("GS", mother="DA", year=2025)), "P")
    grandson = decision("GS", Flag.TEST_NOW, relation="daughter's son", chance=Fraction(1, 2))
    made = replace(whole.plan, decisions=(*whole.plan.decisions, grandson))
    basis = replace(whole, case=replace(whole.case, family=family), plan=made).basis
    (told,) = plain_relatives_part(basis).below_rows
    assert "(BR)" in told
    assert "(GS)" not in told


def test_who_is_not_of_the_line_needs_no_result():
    whole = man_with_anaemia()
    father = decision("FA", Flag.NOT_INDICATED, relation="father", reason_id="R-XL-ORIGIN")
    basis = replace(whole, plan=plan(Pattern.XL_F, father)).basis
    assert plain_relatives_part(basis).others[0].why == (
        "The change did not come through this person's side of the family."
    )
    assert relatives_part(basis, Numbering()).others[0].why == (
        "The variant did not come through this line."
    )
    tested = replace(father, relation="brother", tested="negative")
    basis = replace(whole, plan=plan(Pattern.XL_F, tested)).basis
    assert plain_relatives_part(basis).others[0].why == (
        "A test result shows that this person is not concerned."
    )
    assert relatives_part(basis, Numbering()).others[0].why == (
        "A result shows that this person does not carry the variant."
    )
    asked = replace(father, flag=Flag.TEST_NOW)
    basis = replace(whole, plan=plan(Pattern.XL_F, asked)).basis
    assert relatives_part(basis, Numbering()).rows[0].why == (asked.reason,)


def reasons(flag, reason_id, *others, kind=DiseaseClass.ALAS2_LOF, tests=(), context=""):
    """Return both reasons of a brother or sister of the man: (plain, professional)."""
    whole = man_with_anaemia()
    one = decision("BR", flag, reason_id=reason_id, tests=tests, plain_reason="-", reason="-")
    made = plan(Pattern.XL_M, one, *others, context=context, disease_class=kind)
    basis = replace(whole, plan=made).basis
    return tuple(reason_in_words(one, basis, plain=plain) for plain in (True, False))


CARRIER = decision("MO", Flag.OBLIGATE, relation="mother")
WOMEN_LATE = "Women can become ill too, even later in life."
NO_NERVES = (
    "No illness of the nerves has been reported in women with it. Blood tests can show signs of it."
)
BY_SEGREGATION = {"tests": (Test.SEGREGATION,)}


@pytest.mark.parametrize(
    ("given", "others", "changes", "plain", "professional"),
    [
        ((Flag.TEST_NOW, "R-XL-BROTHER"), (), {}, "-", "-"),
        (
            (Flag.TEST_NOW, "R-XL-BROTHER"),
            (CARRIER,),
            {},
            "His mother has the change; his chance is 1 in 2.",
            "Son of a woman who carries the variant: 1 in 2.",
        ),
        (
            (Flag.TEST_OFFER, "R-XL-SISTER"),
            (),
            {},
            f"Her mother may have passed the change on. {WOMEN_LATE}",
            (
                "Daughter of a woman who is or may be the source; women can become ill, also later "
                "in life."
            ),
        ),
        (
            (Flag.TEST_OFFER, "R-XL-SISTER"),
            (CARRIER,),
            {},
            f"Her mother has the change; her chance is 1 in 2. {WOMEN_LATE}",
            (
                "Daughter of a woman who carries the variant: 1 in 2; women can become ill, also "
                "later in life."
            ),
        ),
        (
            (Flag.TEST_OFFER, "R-XL-SISTER"),
            (),
            {"context": "xlf-default"},
            (
                "One of her parents may have passed the change on. Women can become ill too, even later "
                "in life."
            ),
            (
                "Daughter of a parent who is or may be the source; women can become ill, also later in "
                "life."
            ),
        ),
        (
            (Flag.TEST_OFFER, "R-XL-SISTER"),
            (CARRIER,),
            {"kind": DiseaseClass.ABCB7},
            f"Her mother has the change; her chance is 1 in 2. {NO_NERVES}",
            (
                "Daughter of a woman who carries the variant: 1 in 2; no neurological disease is "
                "reported in heterozygous women, blood findings are."
            ),
        ),
        (
            (Flag.TEST_OFFER, "R-XL-SISTER"),
            (),
            {"kind": DiseaseClass.ABCB7},
            f"Her mother may have passed the change on. {NO_NERVES}",
            (
                "Daughter of a woman who is or may be the source; no neurological disease is "
                "reported in heterozygous women, blood findings are."
            ),
        ),
        (
            (Flag.TEST_OFFER, "R-XL-SISTER"),
            (),
            {"kind": DiseaseClass.ABCB7, "context": "xlf-default"},
            f"One of her parents may have passed the change on. {NO_NERVES}",
            (
                "Daughter of a parent who is or may be the source; no neurological disease is "
                "reported in heterozygous women, blood findings are."
            ),
        ),
        ((Flag.TEST_OFFER, "R-AR-EXT"), (), {}, "-", "-"),
        (
            (Flag.INFO_ONLY, "R-AR-EXT"),
            (),
            {},
            (
                "No test is needed now: the next generation can be tested directly. Ask us if you "
                "wish."
            ),
            (
                "No test is needed now: the next generation can be tested directly. Testing on "
                "request."
            ),
        ),
        ((Flag.NOT_INDICATED, "R-VUS"), (), {}, "-", "-"),
        *(
            (
                (Flag.SPECIALIST, reason_id),
                (),
                BY_SEGREGATION,
                (
                    "A blood sample may help experts to judge the change. It is no test of this "
                    "person's own health."
                ),
                (
                    "A sample may help to classify the variant (segregation study, through a "
                    "geneticist only). It is no predictive or carrier test of this person."
                ),
            )
            for reason_id in ("R-VUS", "R-STEAP3-DISPUTED")
        ),
        (
            (Flag.HAEM_SCREEN, "R-STEAP3-DISPUTED"),
            (),
            {},
            (
                "This person may have anaemia too, so blood tests are offered. They do not test "
                "for the gene change."
            ),
            (
                "Recorded as affected, or with own values beyond reference: blood tests by "
                "phenotype. No test for the variant: the gene-disease link is disputed."
            ),
        ),
    ],
)
def test_a_reason_is_true_in_the_family_and_fits_the_offer(
    given, others, changes, plain, professional
):
    assert reasons(*given, *others, **changes) == (plain, professional)


def parent(*, tested="", homozygous=False, **changes):
    """Return the reasons of the mother of a child with SLC25A38 variants: (plain, other)."""
    zygosity = Zygosity.HOMOZYGOUS if homozygous else Zygosity.HETEROZYGOUS
    names = ("c.349C>T",) if homozygous else ("c.349C>T", "c.625G>C")
    found = tuple(finding(gene="SLC25A38", hgvs_c=name, zygosity=zygosity) for name in names)
    mother = decision(
        "MO",
        Flag.PHASE_TEST,
        relation="mother",
        reason_id="R-AR-PARENT",
        reason="Parent: carrier.",
        plain_reason="Each parent very likely carries one of the two changes.",
        tested=tested,
    )
    made = plan(Pattern.AR, mother, context=changes.pop("context", "ar-default"), **changes)
    basis = replace(man_with_anaemia(findings=found), plan=made).basis
    return plain_relatives_part(basis).rows[0].why[0], relatives_part(basis, Numbering()).rows[
        0
    ].why[0]


UNKNOWN = {"context_words": "phase unknown"}
LACKING = {"context": "ar-one-parent", "homozygous": True}


@pytest.mark.parametrize(
    ("changes", "plain", "professional"),
    [
        ({}, "Each parent very likely carries one of the two changes.", "Parent: carrier."),
        (
            {"tested": "positive"},
            "Tested: carries one of the changes. Nothing more is needed.",
            "Tested positive: carrier; no further test of this parent for the family variants.",
        ),
        (
            {"tested": "positive", "homozygous": True},
            "Tested: carries the change. Nothing more is needed.",
            "Tested positive: carrier; no further test of this parent for the family variant.",
        ),
        (
            UNKNOWN,
            (
                "It is not yet known if the two changes lie on one copy of the gene or on both. The "
                "parents' tests show it."
            ),
            (
                "Parent of a child with two variants of unknown phase: the parents' tests show whether "
                "the variants lie on one copy of the gene or on both."
            ),
        ),
        (
            {"tested": "positive", **UNKNOWN},
            (
                "Tested: carries one or both of the changes. It is not yet known if the two changes "
                "lie on one copy of the gene or on both."
            ),
            (
                "Tested positive: carries at least one of the variants; the phase is not settled by "
                "the results on file."
            ),
        ),
        (
            {"homozygous": True},
            "Each parent very likely carries the change. The test makes this sure.",
            (
                "Parent of a child with one variant on both copies: very likely a carrier; the test "
                "confirms this and the recurrence risk."
            ),
        ),
        (
            {"tested": "positive", **LACKING},
            "Carries the change.",
            "Tested positive: carries the variant.",
        ),
        (
            LACKING,
            "This parent very likely carries the change. The test makes this sure.",
            (
                "The other parent was tested without the variant: this parent very likely carries it; "
                "the test confirms it."
            ),
        ),
    ],
)
def test_the_reason_of_a_parent_fits_the_family(changes, plain, professional):
    assert parent(**changes) == (plain, professional)


# Rules ------------------------------------------------------------------------------------


BORN_OF_THE_MAN = 1982


@pytest.mark.parametrize(
    ("year", "needed", "items"),
    [
        (
            BORN_OF_THE_MAN,
            (
                Needed("SR-16", "Liver", (("ferritin", "tsat"), ("liver_mri_lic",))),
                Needed("SR-26", "SLC25A38 in a child", (("age",),)),
                Needed("SR-30", "Liver function", (("ferritin", "tsat"), ("liver_mri_lic",))),
            ),
            (
                (
                    "Ferritin and transferrin saturation (TSAT), or liver iron concentration by MRI "
                    "(LIC): would decide Liver; Liver function."
                ),
                "The year of birth: would decide SLC25A38 in a child.",
            ),
        ),
        (
            BORN_OF_THE_MAN,
            (Needed("SR-17", "Liver MRI", (("tsat",), ("liver_mri_lic",))),),
            ("Transferrin saturation (TSAT): would decide Liver MRI.",),
        ),
        (BORN_OF_THE_MAN, (Needed("SR-17", "Liver MRI", (("liver_mri_lic",),)),), None),
        (
            BORN_OF_THE_MAN,
            (Needed("SR-22", "Vitamin B6", (("alcohol",),)),),
            ("Alcohol intake: would decide Vitamin B6.",),
        ),
        (2020, (Needed("SR-22", "Vitamin B6", (("alcohol",),)),), None),
        (
            None,
            (Needed("SR-22", "Vitamin B6", (("alcohol",),)),),
            ("Alcohol intake: would decide Vitamin B6.",),
        ),
        (BORN_OF_THE_MAN, (), None),
    ],
)
def test_what_is_missing_is_named_in_words(year, needed, items):
    family = Family((person("P", year=year),), "P")
    basis = replace(man_with_anaemia(family=family).basis, statements=statements(needed=needed))
    made = needs(basis)

    if items is None:
        assert made is None
        return
    assert made.paragraphs[0].startswith("Not a request for a test:")
    assert made.items == items


def test_every_source_has_a_date_a_standing_and_its_rules():
    numbering = Numbering()
    one = statement("SR-01", source="A guideline", dated="2014")
    other = statement("SR-02", source="A guideline", dated="2014", strength="B", seed_sources=())
    memory = statement("SA-08", source="From memory", dated="no date stated", certainty="M")
    assert [numbering.of_statement(each) for each in (one, other, memory)] == [1, 1, 2]
    part = sources_part(numbering, statements())
    assert [(row.number, row.text, row.standing, row.used_for) for row in part.rows] == [
        (
            "1",
            "A guideline",
            "Dated 2014; on the seed page; confirmed in a stored source",
            "For: SR-01 (strength A, seed page's source 1, 2); SR-02 (strength B).",
        ),
        ("2", "From memory", "No date stated; from memory, to be verified", "For: SA-08."),
    ]
    assert part.intro == (
        "About the seed page. (SR-32, dated 2014)",
        "Its standing. (SR-34, dated 2014)",
    )
