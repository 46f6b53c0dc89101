"""Annotators' fields: columns, alleles, transcripts; real files read twice, by us and bcftools."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from vcf_helpers import text_of

from genetics.annotation_alleles import numbers_of, vep_spellings
from genetics.annotation_entries import (
    Annotator,
    Entry,
    Program,
    annotators_of,
    on_our_transcript,
    read_entries,
    written_transcript,
)
from genetics.bcftools_csq import read_bcsq
from genetics.gene_files import load_panel
from genetics.hgvs import read_coding, read_protein
from genetics.readers.header import parse_header

COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tperson"


# --- the header ---

VEP_NOW = "Consequence annotations from Ensembl VEP. Format: Allele|Consequence|Feature|HGVSc"
VEP_2014 = "Consequence type as predicted by VEP. Format: Gene|Feature|Consequence"
SNPEFF = "Functional annotations: 'Allele | Annotation | Feature_ID | HGVS.c ' "
BCFTOOLS_NOW = "Haplotype-aware consequence annotation from BCFtools/csq, see http://x. Format: Consequence|gene|transcript|biotype|strand|amino_acid_change|dna_change"
BCFTOOLS_2017 = "Local consequence annotation from BCFtools/csq. Format: '[*]consequence|gene|transcript|biotype[|strand|amino_acid_change|dna_change]' or, for consequences of variants split across multiple sites, a pointer to the record storing the consequences '@position'. '*' prefix indicates a consequence downstream from a stop"


@pytest.mark.parametrize(
    ("name", "description", "program", "columns"),
    [
        ("CSQ", VEP_NOW, "VEP", "allele consequence feature hgvsc"),
        ("CSQ", VEP_2014, "VEP", "gene feature consequence"),
        ("vep", VEP_NOW, "VEP", "allele consequence feature hgvsc"),
        ("ANN", VEP_NOW, "VEP", "allele consequence feature hgvsc"),
        ("ANN", SNPEFF, "SnpEff", "allele annotation feature_id hgvs.c"),
        ("BCSQ", BCFTOOLS_NOW, "bcftools csq", "consequence gene transcript biotype strand amino_acid_change dna_change"),
        ("BCSQ", BCFTOOLS_2017, "bcftools csq", "consequence gene transcript biotype strand amino_acid_change dna_change"),
        ("CSQ", BCFTOOLS_NOW, "bcftools csq", "consequence gene transcript biotype strand amino_acid_change dna_change"),
        ("CSQ", "Predicted consequence", None, ""),
        ("CSQ", "x. Format: Allele|Consequence|HGVSc", None, ""),
        ("EFF", "Predicted effects. Format: 'Effect ( Effect_Impact | Functional_Class ) '", None, ""),
        ("DP", "Depth", None, ""),
    ],
)  # fmt: skip
def test_the_header_tells_who_wrote_a_field(name, description, program, columns):
    line = f'##INFO=<ID={name},Number=.,Type=String,Description="{description}">'
    found = annotators_of(parse_header("x.vcf", ["##fileformat=VCFv4.2", line, COLUMNS]))

    assert [(one.field, one.program.value, " ".join(one.columns)) for one in found] == (
        [(name, program, columns)] if program else []
    )


# --- how VEP spells alleles (Ensembl VEP, Parser/VCF.pm) ---


@pytest.mark.parametrize(
    ("ref", "alts", "spelled"),
    [
        ("C", "T", [{1: "T"}]),
        ("c", "t", [{1: "T"}]),
        ("C", "T,G", [{1: "T", 2: "G"}]),
        ("CA", "C", [{1: "-"}]),
        ("C", "CA", [{1: "A"}]),
        ("CA", "C,CAA", [{1: "-", 2: "AA"}, {1: "-", 2: "A"}]),
        ("CAG", "CTG", [{1: "CTG"}, {1: "T"}]),
        ("CA", "GT", [{1: "GT"}]),
        ("CA", "TG,C", [{1: "TG", 2: "C"}, {1: "TG", 2: "-"}]),
        ("TG", "AG,T,TGGG", [{1: "AG", 2: "T", 3: "TGGG"}, {1: "A", 2: "-", 3: "GG"}]),
        ("CA", "C,*", [{1: "-"}]),
        ("C", "T,*", [{1: "T"}]),
        ("CA", "C,<NON_REF>", [{1: "C"}, {1: "-"}]),
        ("C", "<DEL>", [{}]),
    ],
)
def test_how_vep_spells_the_alleles_of_a_record(ref, alts, spelled):
    assert list(vep_spellings(ref, alts.split(","))) == spelled


def entry(allele: str | None, number: str | None = None, transcript: str = "NM_1.1") -> Entry:
    return Entry(allele, number, transcript, "", (), "", "")


@pytest.mark.parametrize(
    ("ref", "alts", "entries", "numbers"),
    [
        # one allele
        ("C", "T", ["T"], [1]),
        ("C", "T", ["T", "T"], [1, 1]),
        ("CA", "C", ["-"], [1]),
        ("C", "T", ["G"], None),
        ("CA", "C", ["C"], None),
        # several alleles
        ("C", "T,G", ["T", "G", "T"], [1, 2, 1]),
        ("CA", "C,CAA", ["-", "AA"], [1, 2]),
        ("CA", "C,CAA", ["-", "A"], [1, 2]),
        ("CA", "C,CAA", ["A", "-"], [2, 1]),
        ("CA", "TG,C", ["TG", "C"], [1, 2]),
        ("CA", "TG,C", ["TG", "-"], [1, 2]),
        ("CA", "TG,C", ["-", "C"], None),
        # an entry too many, or none for an allele: changed since
        ("C", "T", ["T", "G"], None),
        ("C", "T,G", ["T"], None),
        ("CA", "C", ["A", "-"], None),
        ("CAA", "C,CA", ["-"], None),
        # alleles that are no small change
        ("C", "T,*", ["T", "*"], [1, 0]),
        ("C", "T,*", ["T"], [1]),
        ("CA", "C,<NON_REF>", ["-"], [1]),
        ("CA", "C,<NON_REF>", ["C"], [1]),
        # ALLELE_NUM
        ("C", "T,G", ["T1", "G2"], [1, 2]),
        ("C", "T,G", ["T2", "G1"], None),
        ("CA", "C,CAA", ["-1", "A2"], [1, 2]),
        ("C", "T", ["T1", "G2"], None),
        ("C", "G", ["T1", "G2"], None),
        ("C", "T", ["Tx"], None),
    ],
)
def test_for_which_allele_an_entry_is(ref, alts, entries, numbers):
    made = [entry(re.sub(r"[\dx]", "", one), re.sub(r"[^\dx]", "", one) or None) for one in entries]
    found = numbers_of(made, ref, alts.split(","), as_vep=True)

    assert (list(found) if found is not None else None) == numbers


@pytest.mark.parametrize(
    ("alts", "entries", "numbers"),
    [
        ("C", [entry(None, "1")], [1]),
        ("C,G", [entry(None, "1"), entry(None, "2")], [1, 2]),
        ("C,G", [entry(None, "1")], None),
        ("C", [entry(None, "1"), entry(None, "2")], None),
        ("C", [entry(None)], [1]),
        ("C", [entry(None), entry(None, transcript="NM_2.1")], [1, 1]),
        ("C", [entry(None), entry(None)], None),
        ("C,G", [entry(None)], None),
    ],
)
def test_without_an_allele_column(alts, entries, numbers):
    found = numbers_of(entries, "T", alts.split(","), as_vep=True)

    assert (list(found) if found is not None else None) == numbers


@pytest.mark.parametrize(
    ("ref", "alts", "alleles", "numbers"),
    [
        ("C", "T", ["T"], [1]),
        ("CA", "C", ["C"], [1]),
        ("CA", "C", ["-"], None),
        ("CA", "C,CAA", ["CAA", "C"], [2, 1]),
        ("CAA", "CA,C", ["CA", "C"], [1, 2]),
        ("CA", "C", ["CA", "C"], None),
        ("C", "T", ["T-G"], None),
    ],
)
def test_snpeff_spells_an_allele_as_the_file_does(ref, alts, alleles, numbers):
    found = numbers_of([entry(one) for one in alleles], ref, alts.split(","), as_vep=False)

    assert (list(found) if found is not None else None) == numbers


# --- transcripts ---

N, PAIR = "NM_000032.5", "ENST00000650242.1"


@pytest.mark.parametrize(
    ("feature", "coding", "mane", "said"),
    [
        (N, "", "", ""),
        ("NM_000032.4", "", "", "ours is NM_000032.5"),
        ("NM_000032", "", "", "no version given, ours is NM_000032.5"),
        ("NM_000032", f"{N}:c.1A>G", "", ""),
        (PAIR, "", "", f"which MANE pairs with {N}"),
        ("ENST00000650242", f"{PAIR}:c.1A>G", "", f"which MANE pairs with {N}"),
        ("ENST00000650242.2", "", "", f"which MANE pairs with {N} (ours is {PAIR})"),
        ("ENST00000999999.1", "", N, f"which the entry says MANE pairs with {N}"),
        ("ENST00000999999.1", "", "NM_000032.6", "which the entry says MANE pairs with NM_000032.6"),
        ("ENST00000330807.6", "", "", None),
        ("NM_001037968.4", "", "", None),
        ("NM_0000320.5", "", "", None),
        ("", "", "", None),
        ("", "", N, None),
    ],
)  # fmt: skip
def test_whose_transcript_an_entry_is_on(feature, coding, mane, said):
    transcript = load_panel().gene("ALAS2").transcript
    named = written_transcript(Entry(None, None, feature, "", (), coding, "", mane))

    assert on_our_transcript(named, transcript, mane) == said


# --- columns ---


def read_one(columns: str, value: str, program: Program = Program.VEP) -> Entry:
    entries, broken = read_entries(Annotator("CSQ", program, tuple(columns.split())), value)
    assert broken == 0
    return entries[0]


@pytest.mark.parametrize(
    ("columns", "value", "coding", "protein"),
    [
        ("hgvsp consequence feature hgvsc", "NP_1.1:p.Phe401%3D|x|NM_1.1|NM_1.1:c.1203C>T", "NM_1.1:c.1203C>T", "NP_1.1:p.Phe401="),
        ("consequence feature hgvsc", "x|NM_1.1|c.276+1G>A", "c.276+1G>A", ""),
        ("consequence feature protein_position amino_acids", "x|NM_1.1|452/587|R/C", "", "p.R452C"),
        ("consequence feature protein_position amino_acids", "x|NM_1.1|452|R", "", "p.R452R"),
        ("consequence feature protein_position amino_acids", "x|NM_1.1|452-453|RG/C", "", ""),
        ("consequence feature protein_position amino_acids", "x|NM_1.1|?-453|R/C", "", ""),
        ("consequence feature protein_position amino_acids hgvsp", "x|NM_1.1|452|R/C|p.Arg452His", "", "p.Arg452His"),
    ],
)  # fmt: skip
def test_columns_stand_where_the_header_puts_them(columns, value, coding, protein):
    found = read_one(columns, value)

    assert (found.transcript, found.coding, found.protein) == ("NM_1.1", coding, protein)


def test_an_entry_about_something_else_than_a_transcript_has_none():
    columns = "feature_type feature consequence"

    assert read_one(columns, "RegulatoryFeature|ENSR1|x").transcript == ""
    assert read_one(columns, "Transcript|NM_1.1|x").transcript == "NM_1.1"


def test_an_entry_with_other_columns_is_counted_and_not_read():
    annotator = Annotator("CSQ", Program.VEP, ("consequence", "feature"))

    assert read_entries(annotator, "x|NM_1.1,x|NM_1.1|y,x")[1] == 2


# --- BCSQ ---


@pytest.mark.parametrize(
    ("value", "protein", "terms", "alleles"),
    [
        ("missense|G|T|protein_coding|-|452R>452C|55014830G>A", "p.(Arg452Cys)", "missense_variant", 1),
        ("synonymous|G|T|protein_coding|+|465G|100C>T", "p.(Gly465=)", "synonymous_variant", 1),
        ("stop_gained|G|T|protein_coding|+|548Q>548*|100C>T", "p.(Gln548Ter)", "stop_gained", 1),
        ("missense|G|T|protein_coding|-|24K>25I|1050T>A", "None", "missense_variant", 1),
        ("missense|G|T|protein_coding|+|2C>2N|104T>A+105G>A", "p.(Cys2Asn)", "missense_variant", 2),
        ("frameshift|G|T|protein_coding|+|7KVK..40>7KLN..30|120AA>A", "None", "frameshift_variant", 1),
        ("splice_donor|G|T|protein_coding", "None", "splice_donor_variant", 0),
        ("splice_region&intron|G|T|protein_coding", "None", "splice_region_variant&intron_variant", 0),
        ("3_prime_utr|G|T|protein_coding", "None", "3_prime_UTR_variant", 0),
        ("*missense|G|T|protein_coding|-|452R>452C|55014830G>A", "p.(Arg452Cys)", "missense_variant", 1),
        ("start_lost|G|T|protein_coding|-|1M>1T|100A>G", "p.(Met1?)", "start_lost", 1),
    ],
)  # fmt: skip
def test_one_entry_of_bcftools_csq(value, protein, terms, alleles):
    (found,), pointers = read_bcsq(value)

    assert pointers == ()
    assert (str(found.protein), "&".join(found.terms), len(found.alleles)) == (
        protein,
        terms,
        alleles,
    )
    assert found.behind_stop == value.startswith("*")


def test_pointers_of_bcftools_csq():
    entries, pointers = read_bcsq("@788407,intron|G||protein_coding,@12")

    assert (len(entries), pointers) == (1, (788407, 12))


# --- real files: every entry, compared with bcftools +split-vep ---

REAL_FILES = [
    "vep_csq/SnpEff_ensembl_hgvs_intron.vep.vcf",
    "vep_csq/gemini_test.region.vep.vcf",
    "vep_csq/jvarkit_ExAC.r1.sites.vep.vcf.gz",
    "vep_csq/jvarkit_gnomad.exomes.r2.0.1.sites.vcf.gz",
    "vep_csq/jvarkit_roxan.hs37d5.csq.vcf.gz",
    "vep_csq/scout_vep104_annotated.vcf",
    "vep_csq/scout_vep113_existing_variation.vcf",
    "vep_csq/scout_vep97_annotated_clnsig_conservation_revel.vcf",
    "vep_csq/slivar_comphet.csq.vcf",
    "snpeff/SnpEff_test.chr22.ann.filter_missense_any.vcf",
    "snpeff/gemini_test1.snpeff.vcf",
    "snpeff/gemini_test4.vep.snpeff.vcf",
    "bcftools_bcsq/slivar_with-bcsq.vcf",
    "chrX_hemizygous/cyvcf2_test-haploidX.vcf",
    "trios/genmod/small_vep.vcf",
    "trios/scout/643594.clinical.vcf.gz",
    "trios/scout/643594.research.vcf.gz",
    "trios/slivar/comphet-test-case.vcf",
    "multisample/gemini_test.query.vcf.gz",
]
# bcftools cannot open the first, and does not know the older form of BCSQ in the others.
NOT_FOR_BCFTOOLS = {
    "vep_csq/SnpEff_ensembl_hgvs_intron.vep.vcf",
    "vep_csq/slivar_comphet.csq.vcf",
    "bcftools_bcsq/slivar_with-bcsq.vcf",
    "trios/slivar/comphet-test-case.vcf",
}
# Entries on MT that another run of VEP wrote, without the last columns of the header.
SHORTER_ENTRIES = {"trios/scout/643594.clinical.vcf.gz": 3}
# Names that VEP itself has written and that are none: "c.*-240C>T", two residues in one.
NO_NAMES = re.compile(r"c\.\*-\d+\D.*|p\.MetLys\d+ArgGlu")
PLACES = {
    Program.VEP: ("Allele", "Feature", "HGVSc", "HGVSp", "Consequence"),
    Program.BCFTOOLS: ("transcript", "amino_acid_change"),
}


def annotators_in(path: Path) -> tuple[Annotator, ...]:
    header = [line for line in text_of(path) if line.startswith("#")]
    return annotators_of(parse_header(str(path), header))


def values_in(path: Path, field: str):
    """Yield REF, ALT and the value of the field of each record that has it."""
    for line in text_of(path):
        columns = line.split("\t")
        if line.startswith("#") or len(columns) < 8:
            continue
        for part in columns[7].split(";"):
            if part.startswith(f"{field}="):
                yield columns[3], columns[4], part.split("=", 1)[1]


@pytest.mark.parametrize("file", REAL_FILES)
def test_every_entry_of_a_real_file_is_read(shared, file):
    """Entries are whole, each is for a certain allele, and every name in them is read."""
    path = shared / "vcf" / file
    annotators = annotators_in(path)
    assert annotators
    shorter = 0
    for annotator in annotators:
        values = list(values_in(path, annotator.field))
        assert values
        for ref, alts, value in values:
            if annotator.program is Program.BCFTOOLS:
                entries, pointers = read_bcsq(value)
                assert len(entries) + len(pointers) == value.count(",") + 1
                continue
            entries, broken = read_entries(annotator, value)
            shorter += broken
            as_vep = annotator.program is Program.VEP
            if not broken:
                assert numbers_of(entries, ref, alts.split(","), as_vep=as_vep) is not None
            assert [name for one in entries for name in unread_names(one)] == []

    assert shorter == SHORTER_ENTRIES.get(file, 0)


def unread_names(one: Entry):
    """Yield the names of an entry that were not read, but for those that are none."""
    coding, protein = one.coding.rpartition(":")[2], one.protein.rpartition(":")[2]
    if coding.startswith("c.") and not NO_NAMES.fullmatch(coding) and read_coding(coding) is None:
        yield coding
    is_old_form = protein.endswith("(p.=)")
    if protein in {"", "p.?"} or is_old_form or NO_NAMES.fullmatch(protein):
        return
    if read_protein(protein) is None:
        yield protein


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
@pytest.mark.parametrize("file", [file for file in REAL_FILES if file not in NOT_FOR_BCFTOOLS])
def test_bcftools_split_vep_reads_the_same_entries(shared, file):
    """The plugin splits each entry of each record; allele, transcript, names, terms are the same."""
    path = shared / "vcf" / file
    for annotator in annotators_in(path):
        if annotator.program is Program.SNPEFF:
            continue  # the plugin does not understand SnpEff's header
        wanted = [one for one in PLACES[annotator.program] if one.casefold() in annotator.columns]
        theirs = split_by_bcftools(path, annotator.field, wanted)
        ours = split_by_us(path, annotator, wanted)
        assert ours
        assert ours - theirs == Counter()
        assert (theirs - ours).total() == SHORTER_ENTRIES.get(file, 0)


def split_by_bcftools(path: Path, field: str, wanted: list[str]) -> Counter[tuple[str, ...]]:
    """Return what the plugin prints for entries on transcripts."""
    form = "\t".join(f"%{one}" for one in wanted)
    command = ["bcftools", "+split-vep", str(path), "-a", field, "-d", "-f", f"{form}\n"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    lines = [tuple(unquote(line).split("\t")) for line in done.stdout.splitlines()]
    return Counter(line for line in lines if on_transcript(line))


def on_transcript(line: tuple[str, ...]) -> bool:
    return any(cell.startswith(("ENST", "NM_", "NR_", "XM_", "XR_")) for cell in line)


def split_by_us(path: Path, annotator: Annotator, wanted: list[str]) -> Counter[tuple[str, ...]]:
    rows = []
    for _, _, value in values_in(path, annotator.field):
        if annotator.program is Program.BCFTOOLS:
            rows.extend((one.transcript, one.amino_acids) for one in read_bcsq(value)[0])
            continue
        for one in read_entries(annotator, value)[0]:
            by_place = {
                "Allele": one.allele,
                "Feature": one.transcript,
                "HGVSc": one.coding,
                "HGVSp": one.protein if "hgvsp" in annotator.columns else "",
                "Consequence": "&".join(one.terms),
            }
            rows.append(tuple(by_place[place] or "" for place in wanted))
    cells = (tuple(cell or "." for cell in row) for row in rows)
    return Counter(row for row in cells if on_transcript(row))
