"""Each criterion in each gene: met, not met, or cannot tell, with its strength, points, reason."""

from dataclasses import replace
from datetime import date

import pytest

from genetics.acmg.criteria import Strength, Way
from genetics.acmg.evidence import Segregation, evidence_of
from genetics.acmg.prediction import Limit, Prediction, PredictorLimits
from genetics.acmg.proposals import ANSWERED_BY, answered
from genetics.acmg.settings import FROM_DATA, OF_EACH_GENE
from genetics.answers import Answer, Judged
from genetics.classification import Classification
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.kin.phase import SAME_BASES, Phase, PhasedPair
from genetics.library.library import NOTHING_ADDED, Library
from genetics.library.records import ClinvarClass, ClinvarRecord, Frequency, Source
from genetics.messages import Message
from genetics.results import Finding, Origin, ParentalResults
from genetics.variants import Assembly, Variant, Zygosity

YES, NO, CANNOT_TELL = Answer.YES, Answer.NO, Answer.CANNOT_TELL
HET, HOM, HEMI = Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS, Zygosity.HEMIZYGOUS
SUPPORTING, MODERATE, STRONG = Strength.SUPPORTING, Strength.MODERATE, Strength.STRONG
VERY_STRONG, ALONE = Strength.VERY_STRONG, Strength.STAND_ALONE
MAN, WOMAN, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
MISSENSE, STOP, SPLICE = "missense_variant", "stop_gained", "splice_donor_variant"
SILENT = "synonymous_variant"

DECAYS = Judged(YES, "the stop lies in exon 2 of 7")
LAST_EXON = Judged(NO, "the stop lies in the last exon")
NOT_CLEAR = Judged(CANNOT_TELL, "no sequence")
ADDED = Source("frequencies", "gnomad.vcf.gz", None, date(2026, 11, 1), "0" * 64)


def finding(gene, **changes):
    """A change without a name in a gene, of which only `changes` is known."""
    bare = Finding(gene, "", "", "p.?", HET, Classification.UNCERTAIN, Origin.VCF)
    return replace(bare, **changes)


def answer(gene, code, sex=WOMAN, others=(), pairs=(), library=NOTHING_ADDED, family=None, **known):
    of = load_panel().gene(gene)
    evidence = evidence_of(finding(gene, **known), others, pairs, of, sex, library, family)
    (criterion,) = answered(evidence, (code,))
    return criterion


# --- PVS1 ----------------------------------------------------------------------------------------

NULL_CASES = [
    # gene, sex, what is known, met, candidate, strength, the reason contains
    (
        "SLC25A38",
        MAN,
        {"consequence": STOP, "nmd": DECAYS},
        YES,
        False,
        VERY_STRONG,
        "expected to decay (the stop lies in exon 2",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": "frameshift_variant", "nmd": DECAYS},
        YES,
        False,
        VERY_STRONG,
        "an early stop",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": "frameshift", "nmd": DECAYS},
        YES,
        False,
        VERY_STRONG,
        "an early stop",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": STOP, "nmd": LAST_EXON},
        CANNOT_TELL,
        False,
        None,
        "not expected to decay: the strength is reduced",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": STOP, "nmd": NOT_CLEAR},
        CANNOT_TELL,
        False,
        None,
        "not known: no sequence",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": STOP},
        CANNOT_TELL,
        False,
        None,
        "the reference sequence is not at hand",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": SPLICE},
        CANNOT_TELL,
        False,
        None,
        "splice site: the strength is reduced",
    ),
    ("SLC25A38", MAN, {"hgvs_c": "c.276+1G>A"}, CANNOT_TELL, False, None, "splice site"),
    (
        "SLC25A38",
        MAN,
        {"consequence": "start_lost"},
        CANNOT_TELL,
        False,
        None,
        "start codon is lost: the strength is reduced",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": MISSENSE},
        NO,
        False,
        None,
        "not a change that leaves no protein",
    ),
    (
        "SLC25A38",
        MAN,
        {"hgvs_c": "c.792+5G>C"},
        NO,
        False,
        None,
        "not a change that leaves no protein",
    ),
    (
        "SLC25A38",
        MAN,
        {"consequence": "not determined (exon 3)"},
        CANNOT_TELL,
        False,
        None,
        "not determined",
    ),
    (
        "ALAS2",
        WOMAN,
        {"consequence": STOP, "exon": 5, "nmd": DECAYS},
        CANNOT_TELL,
        True,
        VERY_STRONG,
        "upstream of exon 11 in a woman; a person decides",
    ),
    (
        "ALAS2",
        WOMAN,
        {"consequence": STOP, "exon": 5},
        CANNOT_TELL,
        True,
        None,
        "whether the message decays is not known",
    ),
    (
        "ALAS2",
        WOMAN,
        {"consequence": STOP, "exon": 11, "nmd": LAST_EXON},
        NO,
        False,
        None,
        "not applicable in exon 11",
    ),
    (
        "ALAS2",
        WOMAN,
        {"hgvs_c": "c.1642C>T", "hgvs_p": "p.(Gln548Ter)"},
        NO,
        False,
        None,
        "not applicable in exon 11",
    ),
    (
        "ALAS2",
        WOMAN,
        {"hgvs_c": "c.1642C>T", "hgvs_p": "p.(Gln548Ter)", "exon": 5},
        NO,
        False,
        None,
        "not applicable in exon 11",
    ),
    (
        "ALAS2",
        WOMAN,
        {"consequence": STOP},
        CANNOT_TELL,
        False,
        None,
        "the exon of the change is not known",
    ),
    (
        "ALAS2",
        MAN,
        {"consequence": STOP, "exon": 5, "zygosity": HEMI},
        NO,
        False,
        None,
        "lethal in males",
    ),
    (
        "ALAS2",
        MAN,
        {"consequence": STOP, "exon": 5},
        NO,
        False,
        None,
        "sample identity, mosaicism, recorded sex",
    ),
    (
        "ALAS2",
        WOMAN,
        {"consequence": STOP, "exon": 5, "zygosity": HOM},
        CANNOT_TELL,
        False,
        None,
        "a heterozygous woman only",
    ),
    (
        "ALAS2",
        UNKNOWN,
        {"consequence": STOP, "exon": 5, "zygosity": None},
        CANNOT_TELL,
        False,
        None,
        "a heterozygous woman only",
    ),
    ("ALAS2", WOMAN, {"consequence": MISSENSE, "exon": 5}, NO, False, None, "leaves no protein"),
    (
        "ABCB7",
        WOMAN,
        {"consequence": STOP, "nmd": DECAYS},
        NO,
        False,
        None,
        "not applied in this gene: only hypomorphic missense",
    ),
    (
        "STEAP3",
        WOMAN,
        {"consequence": STOP, "nmd": DECAYS},
        NO,
        False,
        None,
        "not applied in this gene: the link",
    ),
]


@pytest.mark.parametrize(
    ("gene", "sex", "known", "is_met", "is_candidate", "strength", "why"), NULL_CASES
)
def test_a_null_change_counts_only_where_the_gene_and_the_person_let_it(
    gene, sex, known, is_met, is_candidate, strength, why
):
    found = answer(gene, "PVS1", sex, **known)

    assert (is_met, is_candidate, strength) == (found.met, found.candidate, found.strength)
    assert (8 if is_met is YES else 0) == found.points
    assert why in found.why
    assert found.source


# --- PM2, BS1, BA1 -------------------------------------------------------------------------------

FREQUENCY_CASES = [
    # gene, FAF95, PM2, BS1, BA1
    ("ALAS2", 0.0, YES, NO, NO),
    ("ALAS2", 1e-5, YES, NO, NO),
    ("ALAS2", 1.01e-5, NO, NO, NO),
    ("ALAS2", 1e-4, NO, NO, NO),
    ("ALAS2", 1.01e-4, NO, YES, NO),
    ("ALAS2", 1e-3, NO, YES, NO),
    ("ALAS2", 1.01e-3, NO, YES, YES),
    ("ABCB7", 1e-5, YES, NO, NO),
    ("ABCB7", 1.01e-4, NO, YES, NO),
    ("ABCB7", 1.01e-3, NO, YES, YES),
    ("SLC25A38", 1e-4, YES, NO, NO),
    ("SLC25A38", 1.01e-4, NO, NO, NO),
    ("SLC25A38", 1.01e-3, NO, YES, NO),
    ("SLC25A38", 5e-3, NO, YES, NO),
    ("SLC25A38", 5.01e-3, NO, YES, YES),
    ("STEAP3", 1e-6, NO, CANNOT_TELL, NO),
    ("STEAP3", 1.01e-3, NO, CANNOT_TELL, YES),
]


@pytest.mark.parametrize(("gene", "faf", "pm2", "bs1", "ba1"), FREQUENCY_CASES)
def test_frequencies_are_held_against_the_limits_of_the_gene(gene, faf, pm2, bs1, ba1):
    seen = {
        code: answer(gene, code, frequency=Frequency(faf95=faf, af=0.5))
        for code in ("PM2", "BS1", "BA1")
    }

    assert {"PM2": pm2, "BS1": bs1, "BA1": ba1} == {code: one.met for code, one in seen.items()}
    assert (1 if pm2 is YES else 0, SUPPORTING if pm2 is YES else None) == (
        seen["PM2"].points,
        seen["PM2"].strength,
    )
    assert (-4 if bs1 is YES else 0, STRONG if bs1 is YES else None) == (
        seen["BS1"].points,
        seen["BS1"].strength,
    )
    assert (0, ALONE if ba1 is YES else None) == (seen["BA1"].points, seen["BA1"].strength)
    assert all(f"{faf:g}" in one.numbers for one in seen.values() if one.way is not Way.OFF)


NO_FREQUENCY = [
    # frequency, whether a file was added, the reason contains
    (None, False, "no frequencies have been added"),
    (None, True, "not in the file of frequencies"),
    (Frequency(af=1e-6), True, "no filtering allele frequency"),
    (Frequency(af=0.1), True, "no filtering allele frequency"),
    (Frequency(faf95=0.0, filters="AC0"), True, "the file marks the site: AC0"),
    (Frequency(faf95=0.5, filters="InbreedingCoeff"), True, "the file marks the site"),
    (Frequency(count=0, number=0), True, "no filtering allele frequency"),
]


@pytest.mark.parametrize("code", ["PM2", "BS1", "BA1"])
@pytest.mark.parametrize(("frequency", "added", "why"), NO_FREQUENCY)
def test_without_a_usable_frequency_nothing_is_told(code, frequency, added, why):
    library = (
        Library(frequency_sources=dict.fromkeys(Assembly, (ADDED,))) if added else NOTHING_ADDED
    )

    found = answer("ALAS2", code, library=library, frequency=frequency, variant=ARG452)

    assert found.met is CANNOT_TELL
    assert why in found.why


def test_an_allele_that_was_read_in_many_and_seen_in_nobody_is_rare():
    absent = Frequency(count=0, number=150_000, hemizygotes=0)

    assert answer("ALAS2", "PM2", frequency=absent).points == 1
    assert answer("ALAS2", "BS1", frequency=absent).met is NO
    assert "hemizygotes 0" in answer("ALAS2", "PM2", frequency=absent).numbers


@pytest.mark.parametrize("name", ["c.349C>T", "c.560G>A"])
@pytest.mark.parametrize(("code", "faf"), [("BS1", 0.002), ("BS1", 0.006), ("BA1", 0.006)])
def test_a_founder_change_is_never_benign_by_its_frequency(name, code, faf):
    often = Frequency(faf95=faf)

    assert answer("SLC25A38", code, hgvs_c=name, frequency=often).met is CANNOT_TELL
    assert answer("SLC25A38", code, hgvs_c="c.1A>G", frequency=often).met is YES


# --- PM3 -----------------------------------------------------------------------------------------

P, LP, VUS = Classification.PATHOGENIC, Classification.LIKELY_PATHOGENIC, Classification.UNCERTAIN
HERE, THERE = (Variant(Assembly.GRCH38, "3", pos, "G", "A") for pos in (39391956, 39392021))
PM3_CASES = [
    # class of the other change, how they lie, zygosity, met, strength, points
    (P, Phase.TRANS_PARENTS, HET, YES, MODERATE, 2),
    (LP, Phase.TRANS_SET, HET, YES, MODERATE, 2),
    (P, Phase.UNKNOWN, HET, YES, SUPPORTING, 1),
    (P, None, HET, YES, SUPPORTING, 1),
    (LP, Phase.UNKNOWN, HET, NO, None, 0),
    (P, Phase.CIS_PARENTS, HET, NO, None, 0),
    (P, Phase.CIS_SET, HET, NO, None, 0),
    (VUS, Phase.TRANS_PARENTS, HET, NO, None, 0),
    (None, None, HET, NO, None, 0),
    (None, None, HOM, YES, SUPPORTING, 1),
    (P, Phase.TRANS_PARENTS, HOM, YES, MODERATE, 2),
    (P, Phase.CIS_PARENTS, HOM, YES, SUPPORTING, 1),
    (None, None, Zygosity.PRESENT, CANNOT_TELL, None, 0),
    (None, None, Zygosity.MOSAIC, CANNOT_TELL, None, 0),
    (None, None, None, CANNOT_TELL, None, 0),
]


@pytest.mark.parametrize(("other", "phase", "zygosity", "is_met", "strength", "points"), PM3_CASES)
def test_a_second_change_weighs_by_its_class_and_phase(
    other, phase, zygosity, is_met, strength, points
):
    others = [] if other is None else [finding("SLC25A38", classification=other, variant=THERE)]
    pairs = [] if phase is None else [PhasedPair(THERE, HERE, phase, "as read")]

    found = answer("SLC25A38", "PM3", others=others, pairs=pairs, variant=HERE, zygosity=zygosity)

    assert (is_met, strength, points) == (found.met, found.strength, found.points)


@pytest.mark.parametrize(
    ("gene", "code", "known"),
    [
        ("SLC25A38", "PM3", {}),
        ("SLC25A38", "PM3", {"zygosity": HOM}),
        ("ALAS2", "PVS1", {"consequence": STOP, "exon": 5, "nmd": DECAYS}),
    ],
)
def test_a_mosaic_is_left_to_a_person(gene, code, known):
    other = finding(gene, classification=P)
    part_of_the_cells = Judged(YES, "12 % of the reads")

    found = answer(
        gene, code, others=[other], phase="in trans", mosaicism=part_of_the_cells, **known
    )

    assert (found.met, found.candidate, found.points) == (CANNOT_TELL, False, 0)


@pytest.mark.parametrize(
    "doubt",
    [
        {"zygosity": HOM, "mosaicism": Judged(CANNOT_TELL, "20 of 40 reads")},
        {"zygosity": HOM, "warnings": (Message("two changes of one base", SAME_BASES),)},
        {"zygosity": HET, "warnings": (Message("two changes of one base", SAME_BASES),)},
    ],
)
def test_copies_that_are_in_doubt_are_no_second_change(doubt):
    others = [finding("SLC25A38", classification=P)]

    assert answer("SLC25A38", "PM3", **doubt).met is CANNOT_TELL
    assert answer("SLC25A38", "PM3", others=others, **doubt).met is CANNOT_TELL


def test_copies_that_the_reads_bear_out_are():
    found = answer("SLC25A38", "PM3", zygosity=HOM, mosaicism=Judged(NO, "40 of 40 reads"))

    assert (found.met, found.strength) == (YES, SUPPORTING)


@pytest.mark.parametrize("spoilt", [{"withheld": True}, {"somatic": True}, {"gene": "ABCB7"}])
def test_a_second_change_that_does_not_count_is_no_partner(spoilt):
    other = replace(finding("SLC25A38", classification=P), **spoilt)

    assert answer("SLC25A38", "PM3", others=[other]).met is NO


@pytest.mark.parametrize(
    ("stated", "points"), [("in trans, parents tested", 2), ("in cis", 0), ("", 1)]
)
def test_the_phase_that_a_report_states_is_taken(stated, points):
    other = finding("SLC25A38", classification=P)

    assert answer("SLC25A38", "PM3", others=[other], phase=stated).points == points


@pytest.mark.parametrize("gene", ["ALAS2", "ABCB7", "STEAP3"])
def test_a_second_change_says_nothing_in_the_other_genes(gene):
    other = finding(gene, classification=P)

    found = answer(gene, "PM3", others=[other], phase="in trans", zygosity=HOM)

    assert (found.met, found.way) == (NO, Way.OFF)


# --- PS2, PM6 ------------------------------------------------------------------------------------

NEW = Judged(YES, "new as far as the reads show")
INHERITED = Judged(NO, "carried by the mother")
UNREAD = Judged(CANNOT_TELL, "the mother is not called")
NOT_IN_MOTHER = ParentalResults("not detected", "", 40)
NEITHER = ParentalResults("not detected", "not detected", 30, 30)
DE_NOVO_CASES = [
    # sex, what the reads tell, what the report tells, met of PS2, met of PM6, the candidate
    (MAN, NEW, ParentalResults(), NO, CANNOT_TELL, "PM6"),
    (MAN, NEW, ParentalResults(parentage_confirmed=True), CANNOT_TELL, NO, "PS2"),
    (MAN, INHERITED, ParentalResults(parentage_confirmed=True), NO, NO, ""),
    (MAN, UNREAD, ParentalResults(), CANNOT_TELL, CANNOT_TELL, ""),
    (MAN, None, ParentalResults(), CANNOT_TELL, CANNOT_TELL, ""),
    (MAN, None, NOT_IN_MOTHER, NO, CANNOT_TELL, "PM6"),
    (MAN, UNREAD, NOT_IN_MOTHER, CANNOT_TELL, CANNOT_TELL, ""),
    (WOMAN, None, replace(NEITHER, father_depth=5), CANNOT_TELL, CANNOT_TELL, ""),
    (MAN, None, replace(NOT_IN_MOTHER, parentage_confirmed=True), CANNOT_TELL, NO, "PS2"),
    (WOMAN, None, NOT_IN_MOTHER, CANNOT_TELL, CANNOT_TELL, ""),
    (WOMAN, None, NEITHER, NO, CANNOT_TELL, "PM6"),
    (MAN, None, replace(NOT_IN_MOTHER, mother_depth=29), CANNOT_TELL, CANNOT_TELL, ""),
    (MAN, None, replace(NOT_IN_MOTHER, mother_depth=None), CANNOT_TELL, CANNOT_TELL, ""),
    (MAN, None, ParentalResults("heterozygous"), NO, NO, ""),
    (WOMAN, None, replace(NEITHER, father="hemizygous"), NO, NO, ""),
    (MAN, NEW, ParentalResults("heterozygous"), CANNOT_TELL, CANNOT_TELL, ""),
    (MAN, INHERITED, NOT_IN_MOTHER, CANNOT_TELL, CANNOT_TELL, ""),
]


@pytest.mark.parametrize("gene", ["ALAS2", "ABCB7"])
@pytest.mark.parametrize(("sex", "reads", "report", "ps2", "pm6", "which"), DE_NOVO_CASES)
def test_a_new_change_is_a_candidate_and_parentage_says_which(
    gene, sex, reads, report, ps2, pm6, which
):
    seen = {code: answer(gene, code, sex, de_novo=reads, trio=report) for code in ("PS2", "PM6")}

    assert (ps2, pm6) == (seen["PS2"].met, seen["PM6"].met)
    assert ([which] if which else []) == [code for code, one in seen.items() if one.candidate]
    assert all(one.points == 0 for one in seen.values())


@pytest.mark.parametrize(("gene", "way"), [("SLC25A38", Way.PERSON), ("STEAP3", Way.OFF)])
def test_a_new_change_is_not_automated_in_the_other_genes(gene, way):
    assert answer(gene, "PS2", de_novo=NEW).way is way


# --- PP1 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("gene", ["ALAS2", "ABCB7", "SLC25A38"])
@pytest.mark.parametrize(
    ("family", "is_met", "points", "why"),
    [
        (Segregation(2, ("BR", "UN")), YES, 1, "found in BR, UN"),
        (Segregation(9, ("BR",)), YES, 1, "found in BR"),
        (Segregation(1, ("BR",)), NO, 0, "2 meioses are needed"),
        (Segregation(0, why_none="nobody was tested"), CANNOT_TELL, 0, "nobody was tested"),
        (Segregation(0, against=("UN",)), NO, 0, "not found in affected UN"),
        (None, CANNOT_TELL, 0, "no family"),
    ],
)
def test_segregation_counts_from_two_informative_meioses(gene, family, is_met, points, why):
    found = answer(gene, "PP1", family=family)

    assert (is_met, points) == (found.met, found.points)
    assert why in found.why


# --- PS1, PM5 ------------------------------------------------------------------------------------

ARG452 = Variant(Assembly.GRCH38, "X", 55014830, "G", "T")


def clinvar(pos, ref, alt, word="Pathogenic", conflicting=""):
    one = ClinvarClass(word, ("anaemia",), "reviewed by expert panel", 3, conflicting)
    return {Variant(Assembly.GRCH38, "X", pos, ref, alt): ClinvarRecord("4711", (one,))}


@pytest.mark.parametrize(
    ("gene", "known", "ps1", "pm5"),
    [
        (
            "ALAS2",
            {"hgvs_c": "c.1354C>A", "hgvs_p": "p.(Arg452Ser)"},
            "",
            "c.1355G>A p.(Arg452His): P by",
        ),
        (
            "ALAS2",
            {"hgvs_c": "c.1354C>T", "hgvs_p": "p.(Arg452Cys)"},
            "",
            "c.1355G>A p.(Arg452His): P by",
        ),
        (
            "ALAS2",
            {"hgvs_c": "c.1353_1354delinsTT", "hgvs_p": "p.(Arg452Cys)"},
            "c.1354C>T p.(Arg452Cys): P by",
            "c.1355G>A",
        ),
        (
            "SLC25A38",
            {"hgvs_c": "c.559C>T", "hgvs_p": "p.(Arg187Trp)"},
            "",
            "c.560G>C p.(Arg187Pro): P by",
        ),
        (
            "ABCB7",
            {"hgvs_c": "c.1297G>C", "hgvs_p": "p.(Glu433Gln)"},
            "",
            "c.1297G>A p.(Glu433Lys): P by",
        ),
        ("ALAS2", {"hgvs_c": "c.1357A>C", "hgvs_p": "p.(Lys453Gln)"}, "", ""),
        ("ALAS2", {"hgvs_c": "c.1356C>T", "hgvs_p": "p.(Arg452=)"}, "", ""),
        ("ALAS2", {"hgvs_c": "c.1354C>T", "hgvs_p": "p.(Arg452Ter)"}, "", ""),
    ],
)
def test_a_known_change_of_the_same_residue_makes_a_candidate(gene, known, ps1, pm5):
    for code, expected, strength in (("PS1", ps1, STRONG), ("PM5", pm5, MODERATE)):
        found = answer(gene, code, **known)
        assert bool(expected) is found.candidate
        assert (0, strength if expected else None) == (found.points, found.strength)
        assert expected in found.numbers
        assert (CANNOT_TELL if expected else NO) is found.met


def test_without_a_settled_protein_change_the_residue_is_not_known():
    assert answer("ALAS2", "PM5", hgvs_p="p.?").met is CANNOT_TELL


def test_steap3_takes_no_neighbour_and_exon_11_has_its_caveat():
    assert answer("STEAP3", "PM5", hgvs_p="p.(Cys110Tyr)").way is Way.OFF
    found = answer("ALAS2", "PM5", hgvs_c="c.1676G>A", hgvs_p="p.(Arg559His)")
    assert found.candidate
    assert "in exon 11 the direction of effect may differ" in found.why


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        (
            clinvar(55014830, "G", "A", "Likely pathogenic"),
            "ClinVar 4711: Likely pathogenic (reviewed by expert panel)",
        ),
        (clinvar(55014829, "C", "A"), "ClinVar 4711: Pathogenic"),
        (clinvar(55014830, "G", "A", "Pathogenic, low penetrance"), ""),
        (clinvar(55014830, "G", "A", "Conflicting classifications of pathogenicity"), ""),
        (clinvar(55014830, "G", "A", conflicting="Pathogenic(1)|Benign(1)"), ""),
        (clinvar(55014826, "T", "C"), ""),
        (clinvar(55014830, "G", "T"), ""),
    ],
)
def test_clinvars_changes_of_the_same_residue_keep_their_id(there, expected):
    bare = replace(load_panel().gene("ALAS2"), known_variants=())
    known = finding("ALAS2", variant=ARG452, hgvs_c="c.1354C>A", hgvs_p="p.(Arg452Ser)")
    evidence = evidence_of(known, (), (), bare, WOMAN, Library(clinvar=there))

    (found,) = answered(evidence, ("PM5",))

    assert bool(expected) is found.candidate
    assert expected in found.numbers


# --- PP3, BP4, BP7 -------------------------------------------------------------------------------

# Made up: the program has no limits of its own.
LIMITS = PredictorLimits(
    "a tool",
    "made up for the test",
    (
        Limit("PP3", SUPPORTING, 0.6),
        Limit("PP3", MODERATE, 0.8),
        Limit("BP4", SUPPORTING, 0.3),
        Limit("BP4", MODERATE, 0.1),
    ),
)


@pytest.mark.parametrize("gene", ["ALAS2", "SLC25A38", "ABCB7"])
@pytest.mark.parametrize(
    ("score", "pp3", "bp4"),
    [
        (0.9, 2, 0),
        (0.8, 2, 0),
        (0.79, 1, 0),
        (0.6, 1, 0),
        (0.59, 0, 0),
        (0.31, 0, 0),
        (0.3, 0, -1),
        (0.1, 0, -2),
        (0.0, 0, -2),
    ],
)
def test_a_score_has_the_points_of_the_strongest_limit_that_it_reaches(gene, score, pp3, bp4):
    told = Prediction("SCORE", score, limits=LIMITS)
    seen = [answer(gene, code, consequence=MISSENSE, predictor=told) for code in ("PP3", "BP4")]

    assert [pp3, bp4] == [one.points for one in seen]
    assert [YES if points else NO for points in (pp3, bp4)] == [one.met for one in seen]
    assert all(f"SCORE {score:g}" in one.numbers for one in seen)


@pytest.mark.parametrize("code", ["PP3", "BP4"])
@pytest.mark.parametrize(
    ("told", "consequence", "is_met", "why"),
    [
        (None, MISSENSE, CANNOT_TELL, "no field"),
        (
            Prediction("SCORE", None, "SCORE gives no score"),
            MISSENSE,
            CANNOT_TELL,
            "gives no score",
        ),
        (Prediction("SCORE", 0.9), MISSENSE, CANNOT_TELL, "no calibrated limits are set"),
        (Prediction("SCORE", 0.9, limits=LIMITS), STOP, NO, "missense changes only"),
        (Prediction("SCORE", 0.9, limits=LIMITS), "", CANNOT_TELL, "not determined"),
    ],
)
def test_a_score_counts_only_where_it_was_asked_for_and_calibrated(
    code, told, consequence, is_met, why
):
    found = answer("ALAS2", code, consequence=consequence, predictor=told)

    assert is_met is found.met
    assert why in found.why


@pytest.mark.parametrize("code", ["PP3", "BP4"])
def test_steap3_takes_no_prediction(code):
    told = Prediction("SCORE", 0.9, limits=LIMITS)
    assert answer("STEAP3", code, consequence=MISSENSE, predictor=told).way is Way.OFF


@pytest.mark.parametrize("gene", ["ALAS2", "SLC25A38", "ABCB7", "STEAP3"])
@pytest.mark.parametrize(
    ("consequence", "is_met", "why"),
    [
        (SILENT, CANNOT_TELL, "how conserved the base is, is not known"),
        (f"{SILENT}&splice_region_variant", CANNOT_TELL, "may change splicing"),
        (f"splice_region_variant&{SILENT}", CANNOT_TELL, "may change splicing"),
        (MISSENSE, NO, "not a synonymous change"),
        ("", CANNOT_TELL, "not determined"),
    ],
)
def test_a_silent_change_is_left_to_a_person(gene, consequence, is_met, why):
    found = answer(gene, "BP7", consequence=consequence)

    assert (is_met, 0) == (found.met, found.points)
    assert why in found.why


# --- what no data answer -------------------------------------------------------------------------

PERSONS = {"PS3", "BS3", "PS4", "PP4", "BS2"}


@pytest.mark.parametrize("gene", ["ALAS2", "SLC25A38", "ABCB7", "STEAP3"])
def test_what_only_a_person_knows_is_never_answered_here(gene):
    codes = PERSONS if gene == "STEAP3" else {*PERSONS, "PM1"}
    seen = {code: answer(gene, code, consequence=MISSENSE) for code in sorted(codes)}

    assert {CANNOT_TELL} == {one.met for one in seen.values()}
    assert {Way.PERSON} == {one.way for one in seen.values()}
    assert all("only a person answers it" in one.why for one in seen.values())


@pytest.mark.parametrize("gene", load_panel().scanned, ids=lambda gene: gene.symbol)
def test_every_gene_answers_every_criterion_with_a_reason_and_a_source(gene):
    evidence = evidence_of(finding(gene.symbol), (), (), gene, UNKNOWN, NOTHING_ADDED)

    seen = answered(evidence)

    assert sorted(one.code for one in seen) == sorted(OF_EACH_GENE)
    assert all(one.why and one.source for one in seen)
    assert not any(one.points for one in seen)


def test_what_data_may_answer_is_what_has_a_function():
    assert set(ANSWERED_BY) == FROM_DATA


def test_no_gene_uses_what_clingen_has_retired():
    codes = {rule.code for gene in load_panel().genes for rule in gene.criteria.rules}
    assert not codes & {"PP5", "BP6"}
