"""Every way into a file gives the same records; and where one cannot, it says what is not seen."""

import gzip
import io
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pysam
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genetics.errors import InputRejected
from genetics.intervals import Interval
from genetics.outputs.formats import Format
from genetics.readers import blocks, chunks, heads, sieve
from genetics.readers.chunks import Chunks
from genetics.readers.header import parse_header
from genetics.readers.index import check_index, write_index
from genetics.readers.sieve import sifted
from genetics.readers.sources import BGZF_END, Source, Wrapping
from genetics.readers.streamed import Tally, header_lines, streamed
from genetics.readers.territory import Territory
from genetics.readers.vcf import read_vcf
from genetics.variants import Assembly
from workflow.commands.scan import run_scan

CONTIGS = ("chr1", "chr3", "chrX", "chrUn_1")
STRETCHES = {
    "3": (Interval("3", 1000, 1100), Interval("3", 1300, 1400)),
    "X": (Interval("X", 500, 600),),
}
TERRITORY = Territory(STRETCHES, STRETCHES)
REGIONS = "chr3:1000-1100,chr3:1300-1400,chrX:500-600"
HEADER = (
    "##fileformat=VCFv4.2",
    *(f"##contig=<ID={contig},length=100000>" for contig in CONTIGS),
    '##ALT=<ID=DEL,Description="Deletion">',
    '##ALT=<ID=NON_REF,Description="Any other allele">',
    '##INFO=<ID=DP,Number=1,Type=Integer,Description="Depth">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="End">',
    '##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Length">',
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tperson",
)
WHOLE = "from first line to last"
BY_HEADS = "only the blocks about the genes, by the heads of all blocks"
ASSUMED = (
    "the file was taken as sorted: records that begin more than {} bases before a gene (as a "
    "large deletion may) were not seen, nor was the order inside the blocks that were not read"
)
NOT_SORTED = (
    "the file cannot be taken as sorted, its records are not in order: the whole file was read"
)


def record(contig: str, pos: int, ref: str, alt: str, info: str) -> str:
    return f"{contig}\t{pos}\t.\t{ref}\t{alt}\t.\tPASS\t{info}\tGT\t0/1"


def text_of(records, end: str = "\n") -> bytes:
    return "".join(f"{line}{end}" for line in (*HEADER, *records)).encode()


def bgzf(text: bytes, size: int) -> bytes:
    """Pack a text into blocks of so many bytes each, wherever its lines end."""
    packed = []
    for at in range(0, len(text), size):
        block = text[at : at + size]
        pressed = zlib.compressobj(1, zlib.DEFLATED, -15)
        body = pressed.compress(block) + pressed.flush()
        head = struct.pack("<4BI2BH2sHH", 31, 139, 8, 4, 0, 0, 255, 6, b"BC", 2, len(body) + 25)
        packed += [head, body, struct.pack("<II", zlib.crc32(block), len(block))]
    return b"".join((*packed, BGZF_END))


# --- records that an index and bcftools find as well: every length is told by REF or END ---


@st.composite
def records(draw, in_order: bool = True):
    made = []
    for _ in range(draw(st.integers(0, 25))):
        contig = draw(st.sampled_from(CONTIGS))
        pos = draw(st.integers(1, 1700) | st.sampled_from([499, 500, 600, 601, 999, 1000, 1100]))
        ref = "A" * draw(st.sampled_from([1, 1, 1, 2, 40, 600]))
        length = draw(st.sampled_from([0, 3, 90, 400, 1200])) + len(ref) - 1
        ends = f"END={pos + length}"
        alt, info = draw(
            st.sampled_from(
                [
                    ("C", "DP=3"),
                    ("C,G", "DP=3"),
                    (".", "DP=3"),
                    (".", ends),
                    (".", f"DP=3;{ends}"),
                    ("<NON_REF>", ends),
                    ("<NON_REF>", f"{ends};DP=4"),
                    ("<DEL>", f"DP=4;{ends};SVLEN={-length}"),
                    ("C,<NON_REF>", "DP=9"),
                    ("*,C", "."),
                ]
            )
        )
        made.append((CONTIGS.index(contig), pos, record(contig, pos, ref, alt, info)))
    return [line for *_, line in (sorted(made) if in_order else made)]


def seen(reading) -> list[tuple]:
    """Return the records, without the words for where each stands."""
    return [replace(one, place="", line=None) for one in reading.records]


def by_bcftools(packed: Path) -> list[tuple]:
    command = ["bcftools", "view", "-H", "--regions-overlap", "1", "-r", REGIONS, packed]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [tuple(line.split("\t")[:5]) for line in lines]


def in_short(reading) -> list[tuple]:
    return [
        (f"chr{one.chrom}", str(one.pos), ".", one.ref, ",".join(one.alts) or ".")
        for one in reading.records
    ]


@settings(max_examples=25, deadline=None)
@given(lines=records(), size=st.integers(200, 3000), with_isal=st.booleans())
def test_every_lane_gives_the_records_that_bcftools_gives(
    tmp_path_factory, lines, size, with_isal
) -> None:
    folder = tmp_path_factory.mktemp("lanes")
    text = text_of(lines)
    plain, packed, zipped = folder / "a.vcf", folder / "a.vcf.gz", folder / "b.vcf.gz"
    plain.write_bytes(text)
    packed.write_bytes(bgzf(text, size))
    zipped.write_bytes(gzip.compress(text[:size]) + gzip.compress(text[size:]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sieve, "_LINE_BY_LINE", 0)
        patch.setattr(chunks, "_FIRST_PIECE", size)
        patch.setattr(chunks, "_PIECE", size)
        if not with_isal:
            patch.setitem(sys.modules, "isal", None)
        whole = [read_vcf(path, TERRITORY) for path in (plain, packed, zipped)]
        patch.setattr(blocks, "_PIECE", size)
        by_heads = read_vcf(packed, TERRITORY, trust_sorted=True)
        by_text_heads = read_vcf(plain, TERRITORY, trust_sorted=True)
        write_index(packed)
        by_index = read_vcf(packed, TERRITORY)
        bcf = folder / "a.bcf"
        subprocess.run(["bcftools", "view", "-Ob", "-o", bcf, packed], check=True)
        by_bcf = read_vcf(bcf, TERRITORY)
    assert [one.how for one in whole] == [WHOLE] * 3
    if not lines:  # the index of a file without records tells nothing, and is not used
        return
    assert (by_heads.how, by_index.how) == (BY_HEADS, "by the index a.vcf.gz.tbi")
    assert in_short(by_index) == by_bcftools(packed)
    assert by_text_heads.how == BY_HEADS
    for other in (*whole, by_heads, by_text_heads, by_bcf):
        assert seen(other) == seen(by_index)
    assert {one.chromosomes for one in (*whole, by_heads, by_text_heads)} == {by_index.chromosomes}
    assert {one.warnings for one in whole} == {whole[0].warnings}
    for one in (by_heads, by_text_heads):
        assert one.warnings == (*whole[0].warnings, ASSUMED.format(100_000))


@settings(max_examples=60, deadline=None)
@given(lines=records(in_order=False), size=st.integers(40, 900))
def test_disorder_is_found_or_does_not_matter(tmp_path_factory, lines, size) -> None:
    packed = tmp_path_factory.mktemp("lanes") / "a.vcf.gz"
    packed.write_bytes(bgzf(text_of(lines), size))
    whole = read_vcf(packed, TERRITORY)
    trusted = read_vcf(packed, TERRITORY, trust_sorted=True)
    assert trusted.how in {WHOLE, BY_HEADS}
    if trusted.how == WHOLE:
        assert seen(trusted) == seen(whole)
        assert trusted.warnings == (NOT_SORTED, *whole.warnings)


# --- byte tests beside the reading line by line, on whatever stands in a file ---

ODD = (
    b"chr3\t1050\t.\tA\tC\t.\tPASS\tDP=3\tGT",
    b"chr3\t1050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1\t0/1",
    b"",
    b"\r",
    b"\0",
    b"#CHROM\tPOS",
    b"#chr3\t1050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3\t\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3\t-5\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3\t1 050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3\t1111111111111111111\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
)
WELL_SHAPED = (
    b"chr3\t001050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"\xef\xbb\xbfchr3\t1050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3\t1050\t.\tA\tC\t.\tPASS\tDP=\0\tGT\t0/1\r",
    b"chr3\t990\t.\t\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3\t500\t.\tA\t<DEL>\t.\tPASS\tSVLEN=-600\tGT\t0/1",
    b"chr3\t500\t.\tA\t<INS>\t.\tPASS\tSVLEN=600\tGT\t0/1",
    b"chr3\t500\t.\tA\t<DEL>\t.\tPASS\tEND=x\tGT\t0/1",
    b"chr3\t500\t.\tA\t<DEL>\t.\tPASS\tEND=\tGT\t0/1",
    b"chr3\t500\t.\tA\t<DEL>\t.\tPASS\tEND=.;DP=1\tGT\t0/1",
    b"chr3\t500\t.\tA\t<DEL>\t.\tPASS\tEND=1111111111111111111\tGT\t0/1",
    b"chr3\t500\t.\tA\t<DEL>\t.\tPASS\tEND=600;END=1100\tGT\t0/1",
    b"chr3\t500\t.\tA\t.\t.\tPASS\tDP=1;END=1100\tGT\t0/1",
    b"chr3\t500\t.\tA\t.\t.\tPASS\tXEND=1100\tGT\t0/1",
    b"chr3\t500\t.\tA\t.\t.\tEND=1000\tDP=1\tGT\t0/1",
    b"chr3\t500\t<a>\tA\tC\t.\t<b>\tEND=1100\tGT\t<c>",
    b"chr3\t500\t.\tA\tC,<NON_REF>\t.\tPASS\tEND=1100\tGT\t0/1",
    b"chr3\t1500\t.\tA\t<DEL>\t.\tPASS\tEND=x\tGT\t0/1",
    b"chr3\t1500\t.\tA\t<DEL>\t.\tPASS\tSVLEN=x\tGT\t0/1",
    b"\t500\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3_GL000221v1_random\t5\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr3_GL000222v1_random\t123456789012345678\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr:3\t500\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"3\t1050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"c" * 70 + b"\t500\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1",
    b"chr1\t500\t.\tA\tC\t.\tPASS\tDP=3\tGT\t" + b"0/1:" * 400,
)


def what_happens(reading, tally: Tally) -> tuple:
    """Return what a reading gives up to its end or its refusal, and what it noted."""
    found = []
    refused = ""
    try:
        found.extend(reading)
    except InputRejected as error:
        refused = str(error)
    counted = 0 if refused else tally.records
    noted = ([], set()) if refused else (tally.warnings, tally.chromosomes)
    return found, refused, counted, noted


def both_ways(text: bytes, size: int) -> tuple[tuple, tuple]:
    lines = io.BytesIO(text)
    by_line, by_bytes = Tally(), Tally()
    header = parse_header("a.vcf", header_lines("a.vcf", lines, by_line))
    source = Source("a.vcf", None, Wrapping.TEXT, io.BytesIO(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sieve, "_LINE_BY_LINE", 0)
        patch.setattr(chunks, "_FIRST_PIECE", size)
        patch.setattr(chunks, "_PIECE", size)
        pieces = Chunks(source)
        header_lines("a.vcf", pieces.header(), by_bytes)
        unmarked = (line.removeprefix(b"\xef\xbb\xbf") for line in lines)
        return (
            what_happens(streamed("a.vcf", unmarked, header, TERRITORY, by_line), by_line),
            what_happens(sifted("a.vcf", pieces, header, TERRITORY, by_bytes), by_bytes),
        )


@settings(max_examples=250, deadline=None)
@given(
    lines=st.lists(st.sampled_from(WELL_SHAPED) | st.sampled_from(WELL_SHAPED + ODD), max_size=12),
    end=st.sampled_from([b"\n", b"\r\n"]),
    size=st.integers(1, 5000),
    whole=st.booleans(),
)
def test_byte_tests_find_refuse_and_note_what_line_by_line_does(lines, end, size, whole) -> None:
    text = text_of([]) + b"".join(line + end for line in lines)
    by_line, by_bytes = both_ways(text if whole else text[:-1], size)
    assert by_bytes == by_line


@pytest.mark.parametrize("line", WELL_SHAPED + ODD)
def test_each_odd_line_is_read_or_refused_alike(line) -> None:
    usual = text_of([record("chr3", pos, "A", "C", "DP=3") for pos in (400, 1050)])
    by_line, by_bytes = both_ways(usual + line + b"\n", len(usual) * 2)
    assert by_bytes == by_line


# --- only the blocks about the genes ---


def trusted(folder: Path, lines, size: int = 400):
    packed = folder / "a.vcf.gz"
    packed.write_bytes(bgzf(text_of(lines), size))
    return read_vcf(packed, TERRITORY, trust_sorted=True)


SPREAD = [record("chr3", pos, "A", "C", "DP=3") for pos in range(1000, 900_000, 1000)]


def test_only_the_blocks_about_the_genes_are_read(tmp_path) -> None:
    reading = trusted(tmp_path, SPREAD)
    assert [one.pos for one in reading.records] == [1000]
    assert reading.records_read < len(SPREAD) / 50


def test_what_begins_far_left_is_not_seen_and_that_is_said(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(heads, "LEFT_MARGIN", 100)
    before, after = (
        [record("chr3", pos, "A", "C", "DP=3") for pos in stretch]
        for stretch in ([5] * 50, range(11, 900))
    )
    far = record("chr3", 10, "A", "<DEL>", "END=1050")
    reading = trusted(tmp_path, [*before, far, *after, *SPREAD])
    assert [one.pos for one in reading.records] == [1000]
    assert (reading.how, reading.warnings) == (BY_HEADS, (ASSUMED.format(100),))
    assert [one.pos for one in read_vcf(tmp_path / "a.vcf.gz", TERRITORY).records] == [10, 1000]


def at(contig: str, *positions: int) -> list[str]:
    return [record(contig, pos, "A", "C", "DP=3") for pos in positions]


@pytest.mark.parametrize(
    ("hidden", "found"),
    [
        (at("chr3", 1050), [1050]),
        (at("chr3", 900, 1050, 1200), [1050]),
        (at("chr2", 5) + at("chr3", 1050), [1050]),
        (at("chr2", 5), []),
        ([], []),
    ],
)
@pytest.mark.parametrize("before", [*range(300, 306)])
def test_a_contig_that_no_block_begins_with_is_seen(tmp_path, hidden, found, before) -> None:
    lines = [*at("chr1", *range(1, before)), *hidden, *at("chrUn_1", *range(1, 300))]
    reading = trusted(tmp_path, lines, 2000)
    assert reading.how == BY_HEADS
    assert [one.pos for one in reading.records] == found
    assert reading.records_read < len(lines) / 4


@pytest.mark.parametrize(
    "hidden",
    [
        [*at("chrUn_1", 1), *at("chr1", 700), *at("chrUn_1", 2)],
        [*at("chr3", 1050), *at("chr1", 700)],
        [*at("chr3", 1050), *at("chr2", 7), *at("chr3", 1060)],
        [*at("chr3", 1050), *at("chr3", 1040)],
    ],
)
def test_disorder_where_the_contig_changes_is_found(tmp_path, hidden) -> None:
    lines = [*at("chr1", *range(1, 300)), *hidden, *at("chrUn_1", *range(10, 300))]
    reading = trusted(tmp_path, lines, 6000)
    assert (reading.how, reading.warnings[0]) == (WHOLE, NOT_SORTED)


def test_the_header_may_fill_many_blocks(tmp_path) -> None:
    for size in range(60, 400, 7):
        reading = trusted(tmp_path, SPREAD[:40], size)
        assert (reading.how, [one.pos for one in reading.records]) == (BY_HEADS, [1000])


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([*SPREAD[200:], *SPREAD[:200]], "its records are not in order"),
        ([*SPREAD[:4], SPREAD[0], *SPREAD[4:]], "its records are not in order"),
        ([*SPREAD, record("chrX", 5, "A", "C", "."), *SPREAD], "its records are not in order"),
        ([*SPREAD[:20], *[""] * 900, *SPREAD[20:]], "a line in it is no record"),
    ],
)
def test_a_file_that_is_not_sorted_is_read_whole(tmp_path, lines, why) -> None:
    reading = trusted(tmp_path, lines)
    whole = read_vcf(tmp_path / "a.vcf.gz", TERRITORY)
    said = f"the file cannot be taken as sorted, {why}: the whole file was read"
    assert (reading.how, reading.records) == (WHOLE, whole.records)
    assert reading.warnings == (said, *whole.warnings)


def test_a_damaged_block_of_interest_is_refused(tmp_path) -> None:
    packed = tmp_path / "a.vcf.gz"
    content = bytearray(bgzf(text_of(SPREAD[:2]), 10_000))
    content[-len(BGZF_END) - 8] ^= 1
    packed.write_bytes(content)
    with pytest.raises(InputRejected, match="the compressed file is damaged"):
        read_vcf(packed, TERRITORY, trust_sorted=True)


# --- an index is written ---


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_index_is_written_beside_a_sorted_file_and_used(tmp_path) -> None:
    packed = tmp_path / "a.vcf.gz"
    packed.write_bytes(bgzf(text_of(SPREAD), 4000))
    write_index(packed)
    assert read_vcf(packed, TERRITORY).how == "by the index a.vcf.gz.tbi"
    assert files_in(tmp_path) == ["a.vcf.gz", "a.vcf.gz.tbi"]


def test_an_index_that_cannot_be_relied_on_is_replaced(tmp_path) -> None:
    packed = tmp_path / "a.vcf.gz"
    packed.write_bytes(bgzf(text_of(SPREAD[:100]), 4000))
    pysam.tabix_index(str(packed), preset="vcf", csi=True)
    packed.write_bytes(bgzf(text_of(SPREAD), 4000))
    assert check_index(packed).index is None
    write_index(packed)
    assert check_index(packed).index is not None
    assert files_in(tmp_path) == ["a.vcf.gz", "a.vcf.gz.tbi"]


def test_no_index_is_written_of_a_file_that_is_not_sorted(tmp_path) -> None:
    packed = tmp_path / "a.vcf.gz"
    packed.write_bytes(bgzf(text_of(SPREAD[::-1]), 4000))
    with pytest.raises(InputRejected, match=r"cannot be written .*bcftools sort"):
        write_index(packed)
    assert files_in(tmp_path) == ["a.vcf.gz"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_no_index_is_written_of_what_is_not_packed_in_blocks(tmp_path, pack) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(pack(text_of(SPREAD[:2])))
    with pytest.raises(InputRejected, match="only a VCF packed with bgzip can be indexed"):
        write_index(path)


# --- a file is refused alike, whichever way it is read ---


@pytest.mark.parametrize("trust", [False, True])
@pytest.mark.parametrize("with_isal", [False, True])
@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (lambda packed: packed[: -len(BGZF_END)], "its end marker is missing"),
        (lambda packed: packed[: len(packed) // 2], "its end marker is missing"),
        (lambda packed: flipped(packed, -len(BGZF_END) - 8), "the compressed file is damaged"),
        (lambda packed: flipped(packed, -len(BGZF_END) - 3), "the compressed file is damaged"),
        (lambda packed: flipped(packed, 40), "the compressed file is damaged"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path, monkeypatch, harm, why, with_isal, trust) -> None:
    if not with_isal:
        monkeypatch.setitem(sys.modules, "isal", None)
    packed = tmp_path / "a.vcf.gz"
    packed.write_bytes(harm(bgzf(text_of(SPREAD[:2]), 10_000)))
    with pytest.raises(InputRejected, match=why):
        read_vcf(packed, TERRITORY, trust_sorted=trust)


def flipped(packed: bytes, at: int) -> bytes:
    content = bytearray(packed)
    content[at] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize("form", list(Format)[:2])
def test_the_way_in_and_what_it_cannot_see_are_said_in_the_output(tmp_path, form) -> None:
    packed, output = tmp_path / "a.vcf.gz", tmp_path / "out"
    packed.write_bytes(bgzf(text_of(SPREAD).replace(b",length=100000", b""), 4000))
    run_scan([str(packed)], output=output, form=form, assembly=Assembly.GRCH38, trust_sorted=True)
    said = output.read_text()
    assert BY_HEADS in said
    assert "begin more than 100000 bases before a gene" in said.replace(",000", "000")
