"""What a check says of a file: every fault at once, each with an id that stays."""

import gzip
import json
import random
import re
from pathlib import Path

import pysam
import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.errors import SideroscreenError
from genetics.examination.examine import examine
from genetics.examination.items import MEANINGS, ItemId, Part, Weight, share
from genetics.examination.kinship import MOST_COMPARED, Recorded
from genetics.examination.words import SCHEMA, as_json, as_words, schema_text
from genetics.inheritance import Sex
from genetics.kin.parents import Parents

REPOSITORY = Path(__file__).resolve().parents[2]
OK, NOTE, WARNING, ERROR = Weight
CALL = "chr3 39390000 . N T . PASS . GT 0/1"


@pytest.fixture
def check(tmp_path, panel):
    """Check a text that is written to a file first; return its remarks by id."""

    def _check(text: str, recorded: Recorded | None = None, name: str = "file.vcf"):
        path = tmp_path / name
        path.write_text(text)
        return examine(path, panel, recorded)

    return _check


def said(examination, wanted: ItemId) -> list[tuple[Weight, str]]:
    return [(item.weight, item.text) for item in examination.of(wanted)]


def test_a_sound_file_stops_no_scan(check):
    seen = check(vcf_text(CALL))
    assert not seen.would_stop
    assert said(seen, ItemId.WRAPPING) == [(OK, "plain text")]
    assert said(seen, ItemId.RECORDS) == [(OK, "1 records, 1 samples")]
    assert said(seen, ItemId.ORDER) == [(OK, "the records are in order")]
    assert seen.of(ItemId.BUILD)[0].values["build"] == "GRCh38"
    assert said(seen, ItemId.GENES) == [
        (OK, "records in our genes: ALAS2 0, SLC25A38 1, STEAP3 0, ABCB7 0")
    ]


def test_every_fault_is_said_at_once(check):
    records = (
        "chr3 39390010 . N T . LowQual . GT:XX 0/1:1",
        CALL,
        "chr3 nowhere . N T . PASS . GT 0/1",
        "chr3 39390020 . N T . PASS . GT",
    )
    header = ("##fileformat=VCFv4.2", "##contig=<ID=chr3>", "##reference=GRCh37.fa")
    seen = check(vcf_text(*records, header=header), Recorded({"Person": Sex.MALE}))

    assert seen.would_stop
    weights = {item.id: item.weight for item in seen.items}
    assert {one for one in weights if weights[one] is ERROR} == {
        ItemId.BUILD,
        ItemId.SHAPE,
        ItemId.SCAN_STOPS,
    }
    assert {one for one in weights if weights[one] is WARNING} >= {
        ItemId.ORDER,
        ItemId.UNDECLARED,
        ItemId.SAMPLES,
        ItemId.NOT_IN_PEDIGREE,
        ItemId.NEAR_SPELLING,
    }
    assert weights[ItemId.CONTIG_LENGTHS] is NOTE
    (shape,) = seen.of(ItemId.SHAPE)
    assert "line 7: POS nowhere is not a position" in shape.text
    assert "line 8: 9 columns, the header has 10" in shape.text


def test_the_first_stop_of_a_scan_is_named(check):
    seen = check(vcf_text("chr3 39390000 . N T . PASS . GT 0/9"))
    ((weight, text),) = said(seen, ItemId.SCAN_STOPS)
    assert weight is ERROR
    assert text.startswith("a scan stops: line 8: sample person: the genotype 0/9 names allele 9")


# --- packing, end marker, index ---


def packed(tmp_path: Path, text: str) -> Path:
    plain, path = tmp_path / "plain.vcf", tmp_path / "packed.vcf.gz"
    plain.write_text(text)
    pysam.tabix_compress(str(plain), str(path), force=True)
    return path


def test_a_file_without_its_end_marker_is_looked_at_all_the_same(tmp_path, panel):
    path = packed(tmp_path, vcf_text(CALL))
    path.write_bytes(path.read_bytes()[:-28])
    seen = examine(path, panel)
    assert said(seen, ItemId.END_MARKER) == [
        (
            ERROR,
            "the end marker (EOF block) is missing: the file was cut short, records may be lost",
        )
    ]
    assert said(seen, ItemId.RECORDS) == [(OK, "1 records, 1 samples")]
    assert "cut short" in said(seen, ItemId.SCAN_STOPS)[0][1]


def test_a_file_cut_in_a_block_is_read_as_far_as_it_goes(tmp_path, panel):
    chance = random.Random(5)
    records = [f"chr3 {39390000 + n} . N T {chance.random()} PASS . GT 0/1" for n in range(20_000)]
    path = packed(tmp_path, vcf_text(*records))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    seen = examine(path, panel)
    ((weight, text),) = said(seen, ItemId.READ_TO_THE_END)
    assert weight is ERROR
    assert re.match(r"after \d{4,5} records the file cannot be read on: the file ends in", text)


@pytest.mark.parametrize(
    ("state", "prepare"),
    [
        ("none", str),
        ("reliable", lambda path: pysam.tabix_index(str(path), preset="vcf")),
        (
            "not used",
            lambda path: path.with_name(f"{path.name}.tbi").write_bytes(gzip.compress(b"TBI")),
        ),
    ],
)
def test_the_index_is_judged(tmp_path, panel, state, prepare):
    path = packed(tmp_path, vcf_text(CALL))
    prepare(path)
    (item,) = examine(path, panel).of(ItemId.INDEX)
    assert item.values["state"] == state


def test_a_bcf_is_checked_as_well(tmp_path, panel):
    plain, path = tmp_path / "plain.vcf", tmp_path / "file.bcf"
    plain.write_text(vcf_text(CALL, header=(*HEADER, '##FILTER=<ID=PASS,Description="All">')))
    with (
        pysam.VariantFile(str(plain)) as read,
        pysam.VariantFile(str(path), "wb", header=read.header) as written,
    ):
        for record in read:
            written.write(record)
    seen = examine(path, panel)
    assert said(seen, ItemId.WRAPPING) == [(OK, "BCF")]
    assert said(seen, ItemId.RECORDS) == [(OK, "1 records, 1 samples")]
    assert not seen.would_stop


@pytest.mark.parametrize("name", ["is_a_pdf.vcf", "empty.vcf", "not_there.vcf"])
def test_what_cannot_be_read_at_all_is_refused(vcfs, panel, name):
    with pytest.raises(SideroscreenError):
        examine(vcfs / name, panel)


@pytest.mark.parametrize("name", ["sample_twice.vcf", "no_column_names.vcf"])
def test_a_header_with_a_fault_stops_a_scan_and_not_the_check(vcfs, panel, name):
    seen = examine(vcfs / name, panel)
    assert [weight for weight, _ in said(seen, ItemId.HEADER)] == [ERROR]
    assert seen.of(ItemId.SCAN_STOPS)


def test_every_small_file_is_checked_and_judged_as_a_scan_does(vcfs, panel):
    """An error is said exactly where a scan of the same file stops."""
    for path in sorted(vcfs.glob("*.vcf")):
        try:
            seen = examine(path, panel)
        except SideroscreenError:
            continue
        assert seen.would_stop == bool(seen.of(ItemId.SCAN_STOPS)), path.name
        assert json.loads(as_json(seen))["schema"] == SCHEMA


# --- contigs, blocks, fields ---


@pytest.mark.parametrize(
    ("contigs", "styles", "weight"),
    [
        (("chr3", "chrX"), ["chr"], OK),
        (("3", "X", "GL000192.1"), ["plain"], OK),
        (("chr3", "X"), ["chr", "plain"], WARNING),
        (("NC_000003.12",), ["accession"], WARNING),
        (("scaffold_1",), [], NOTE),
    ],
)
def test_how_chromosomes_are_named(check, contigs, styles, weight):
    records = [CALL.replace("chr3", contig) for contig in contigs]
    item = check(vcf_text(*records)).of(ItemId.CONTIG_NAMES)[0]
    assert (item.values["styles"], item.weight) == (styles, weight)


def test_a_line_of_the_header_makes_no_gvcf(check):
    """PharmCAT#79: a stray NON_REF or GVCFBlock line was taken for a gVCF."""
    stray = (*HEADER, '##ALT=<ID=NON_REF,Description="x">', "##GVCFBlock0-20=minGQ=0")
    ((_, text),) = said(check(vcf_text(CALL, header=stray)), ItemId.REFERENCE_BLOCKS)
    assert text.startswith("no gVCF (the header has lines of one, which makes none)")
    block = "chr3 39390001 . N <NON_REF> . . END=39390100 GT 0/0"
    assert said(check(vcf_text(CALL, block)), ItemId.REFERENCE_BLOCKS) == [
        (OK, "gVCF: 1 records are reference blocks")
    ]


def test_a_deletion_with_end_is_no_block(check):
    deletion = "chr3 39390001 . N <DEL> . . SVTYPE=DEL;END=39390100 GT 0/1"
    assert check(vcf_text(deletion)).of(ItemId.REFERENCE_BLOCKS)[0].values["blocks"] == 0


def test_sites_without_a_change_are_counted(check):
    site = "chr3 39390001 . N . . . . GT 0/0"
    assert check(vcf_text(CALL, site)).of(ItemId.ALL_SITES)[0].text == (
        "1 records (50 %) list a site without a change"
    )


def test_fields_are_counted_in_records_and_in_genotypes(check):
    records = (
        "chr3 39390000 . N T . PASS . GT:DP 0/1:10 ./.:.",
        "chr3 39390001 . N T . q10 . GT 0/1 0/1",
    )
    seen = check(vcf_text(*records, samples=("S1", "S2")))
    fields = {item.values["field"]: item.values for item in seen.of(ItemId.FORMAT_FIELD)}
    assert (fields["DP"]["records"], fields["DP"]["values"], fields["DP"]["genotypes"]) == (1, 1, 4)
    assert fields["GT"]["values"] == 3
    assert (fields["AD"]["records"], fields["AD"]["looked_at"]) == (0, 2)
    assert seen.of(ItemId.NOT_CALLED)[0].values["not_called"] == {"S1": 0, "S2": 1}
    assert seen.of(ItemId.FILTERS)[0].values["counts"] == {"PASS": 1, "q10": 1}


# --- the people ---


def family(kin: int = 300, swapped: bool = False) -> str:
    """A trio and a stranger at common sites of chromosome 1, and X sites of a man and women."""
    chance = random.Random(7)
    records = []
    for number in range(kin):
        mother, father, stranger = (
            [int(chance.random() < 0.4) for _ in range(2)] for _ in range(3)
        )
        child = [chance.choice(mother), chance.choice(father)]
        if swapped:
            father, stranger = stranger, father
        people = (f"{a}/{b}" for a, b in (child, mother, father, stranger))
        records.append(f"chr1 {1_000_000 + 20_000 * number} . N T . PASS . GT {' '.join(people)}")
    records += [f"chrX {55015800 + n} . N T . PASS . GT 1/1 0/1 1 0/1" for n in range(30)]
    return vcf_text(*records, samples=("CHILD", "MOTHER", "FATHER", "OTHER"))


FAMILY = Recorded(
    {"CHILD": Sex.MALE, "MOTHER": Sex.FEMALE, "FATHER": Sex.MALE, "OTHER": Sex.MALE},
    {"CHILD": Parents("MOTHER", "FATHER")},
)


def test_a_true_family_fits(check):
    seen = check(family(), FAMILY)
    assert [item.weight for item in seen.of(ItemId.PARENTAGE)] == [OK, OK]
    assert not seen.of(ItemId.FITS_AS_PARENT)
    (mendelian,) = seen.of(ItemId.MENDELIAN)
    assert (mendelian.values["errors"], mendelian.weight) == (0, OK)


def test_swapped_samples_are_found(check):
    seen = check(family(swapped=True), FAMILY)
    by_weight = {
        item.values["first"] + item.values["second"]: item.weight
        for item in seen.of(ItemId.PARENTAGE)
    }
    assert by_weight == {"CHILDMOTHER": OK, "CHILDFATHER": WARNING}
    assert said(seen, ItemId.FITS_NOBODY) == [
        (WARNING, "the recorded father FATHER looks like nobody's parent or child here")
    ]
    ((_, text),) = said(seen, ItemId.FITS_AS_PARENT)
    assert text.startswith("CHILD and OTHER look like parent and child, which the pedigree does")
    (mendelian,) = seen.of(ItemId.MENDELIAN)
    assert mendelian.weight is WARNING
    assert mendelian.values["errors"] > 20


def test_the_sexes_are_compared_with_the_pedigree(check):
    seen = check(family(), FAMILY)
    assert [item.values["sample"] for item in seen.of(ItemId.SEX)] == ["CHILD", "MOTHER", "FATHER"]
    ((weight, text),) = said(seen, ItemId.SEX_MISMATCH)
    assert weight is WARNING
    assert text.startswith("sample OTHER is recorded as male, but looks female: 30 of 30")


def test_one_person_twice_is_found_without_a_pedigree(check):
    records = [
        f"chr1 {1_000_000 + 20_000 * n} . N T . PASS . GT {gt} {gt}"
        for n, gt in enumerate(["0/1", "1/1", "0/0", "0/1"] * 50)
    ]
    seen = check(vcf_text(*records, samples=("S1", "S2")))
    ((_, text),) = said(seen, ItemId.SAME_PERSON)
    assert text.startswith("S1 and S2 have the same genotypes: one person twice")


@pytest.mark.parametrize(
    ("sample", "person", "is_near"),
    [
        ("II-1", "II:1", True),
        ("Child", "CHILD", True),
        ("Mother_A", "Mothr_A", True),
        ("NA12878", "NA12879", False),
        ("S1", "S2", False),
        ("father", "child", False),
    ],
)
def test_near_spellings(check, sample, person, is_near):
    seen = check(vcf_text(CALL, samples=(sample,)), Recorded({person: Sex.MALE}))
    assert bool(seen.of(ItemId.NEAR_SPELLING)) == is_near
    assert seen.of(ItemId.NOT_IN_FILE)
    assert seen.of(ItemId.NOT_IN_PEDIGREE)


def test_a_cohort_is_bounded_and_it_is_said(check):
    samples = [f"S{n}" for n in range(MOST_COMPARED + 5)]
    record = "chr3 39390000 . N T . PASS . GT " + " ".join(["0/1"] * len(samples))
    recorded = Recorded({}, {"S34": Parents("S33", None)})
    seen = check(vcf_text(record, samples=samples), recorded)
    assert seen.of(ItemId.NOT_COMPARED)[0].values["samples"] == 5
    assert [item.values["child"] for item in seen.of(ItemId.MENDELIAN)] == ["S34"]


# --- what is written ---


def test_words_are_grouped_with_a_mark_before_each_line(check):
    lines = as_words(check(vcf_text(CALL))).splitlines()
    parts = [line for line in lines if line in set(Part)]
    assert parts == list(Part)
    marks = {line.split()[0] for line in lines if line.startswith("  ")}
    assert marks <= {"OK", "note", "WARNING", "ERROR"}
    assert lines[-1].endswith("a scan of this file would run")


def test_every_id_has_a_meaning_and_the_schema_is_stored():
    assert set(MEANINGS) == set(ItemId)
    stored = (REPOSITORY / "docs/check.schema.json").read_text("utf-8")
    assert schema_text() == stored, "write schema_text() to docs/check.schema.json"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(0, 0, "0 %"), (0, 5, "0 %"), (5, 5, "100 %"), (1, 3, "33.3 %"), (999_999, 10**6, "99.9 %")],
)
def test_a_share_is_never_rounded_to_all_or_nothing(part, whole, words):
    assert share(part, whole) == words


# --- real files ---

REAL = (
    ("trios/gemini/test.auto_rec.vcf", False),
    ("trios/genmod/test_vcf.vcf", True),
    ("trios/scout/643594.clinical.vcf.gz", False),
    ("trios/scout/643594.clinical.SV.vcf.gz", False),
    ("trios/slivar/comphet.csq.vcf", False),
    ("chrX_hemizygous/cyvcf2_test-haploidX.vcf", False),
    ("genome_grch38/ngsbits_VcfMerge_SR_DV.vcf.gz", False),
    ("gvcf/vip_liftover.g.vcf", True),
    ("exome_grch37/Pfeiffer.vcf.gz", False),
    ("small_odd/vip_corner_cases.vcf", True),
    ("small_odd/exomiser_headerOnly.vcf", True),
    ("sv/scout_manta_vep94.vcf.gz", False),
)


@pytest.mark.parametrize(("name", "stops"), REAL)
def test_a_real_file_is_checked(shared, panel, name, stops):
    seen = examine(shared / "vcf" / name, panel)
    assert seen.would_stop == stops
    assert {item.part for item in seen.items} >= {Part.FILE, Part.HEADER, Part.RECORDS, Part.SCAN}
    assert all("\n" not in line for line in as_words(seen).split("\n"))


def test_a_real_file_named_gvcf_that_holds_no_block_is_none(shared, panel):
    seen = examine(shared / "vcf/gvcf/vip_liftover.g.vcf", panel)
    assert seen.of(ItemId.REFERENCE_BLOCKS)[0].values["blocks"] == 0
