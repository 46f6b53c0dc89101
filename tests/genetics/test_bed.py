"""BED files: what counts as callable in them, and what is refused, with file and line."""

import gzip
from pathlib import Path

import pytest

from genetics.errors import InputRejected, UsageError
from genetics.intervals import Interval
from genetics.readers.bed import read_bed
from genetics.readers.territory import Territory

# Bases 101 to 200 of X and 50 to 60 of 3 must be read.
PLACES = {"X": (Interval("X", 101, 200),), "3": (Interval("3", 50, 60),)}
TERRITORY = Territory(PLACES, PLACES)
DEPTH = ", which may be a depth; give only the callable stretches, without numbers"
FORM = "; a line of a BED is chromosome, start (from 0), end, parted by tabs"


@pytest.fixture
def bed(tmp_path: Path):
    def written(text: str, name: str = "callable.bed") -> Path:
        path = tmp_path / name
        path.write_text(text.replace(" ", "\t"), encoding="utf-8")
        return path

    return written


@pytest.mark.parametrize(
    ("text", "on_x"),
    [
        ("X 100 200\n", ((101, 200),)),
        ("chrX 100 200\n", ((101, 200),)),
        ("chrX 99 100\nchrX 200 300\n", ()),
        ("chrX 0 1000\n", ((101, 200),)),
        ("chrX 150 160\nchrX 110 120\nchrX 115 130\nchrX 130 131\n", ((111, 131), (151, 160))),
        ("#chrom start end\ntrack name=x\nbrowser position chrX\n\nchrX 100 101\n", ((101, 101),)),
        ("chrX 100 101\r\nchrX 150 151", ((101, 101), (151, 151))),
        ("\ufeffchrX 100 101\n", ((101, 101),)),
        ("chrX 110 110\n", ()),
        ("NC_000023.11 100 200\n", ()),
        # a name in the fourth column is only a name
        ("chrX 100 110 ALAS2_exon_5 0 -\nchrX 150 160 gene 900 +\n", ((101, 110), (151, 160))),
        # states: only CALLABLE counts
        ("chrX 100 110 CALLABLE\nchrX 110 120 NO_COVERAGE\nchrX 120 130 other\n", ((101, 110),)),
        ("chrX 100 110 LOW_COVERAGE\nchrX 120 130 REF_N\n", ()),
        ("chrX 100 110 HIGH_COVERAGE\nchrX 120 130 x\n", ()),
    ],
)
def test_what_a_bed_names(bed, text, on_x):
    assert read_bed(bed(text), TERRITORY).on("X") == on_x


def test_parted_by_blanks_and_packed(tmp_path):
    path = tmp_path / "callable.bed.gz"
    path.write_bytes(gzip.compress(b"chrX 100 200\nchr3  50\t60\n".replace(b"  ", b"\t")))
    (tmp_path / "blanks.bed").write_text("chrX   100   200\n")

    assert read_bed(path, TERRITORY).spans == {"X": ((101, 200),), "3": ((51, 60),)}
    assert read_bed(tmp_path / "blanks.bed", TERRITORY).spans == {"X": ((101, 200),)}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("chrX 100 200\nchrX 100\n", ":2: the line has 2 columns" + FORM),
        ("chrX x 200\n", ":1: start 'x' or end '200' is no number" + FORM),
        ("chrX -1 200\n", ":1: start '-1' or end '200' is no number" + FORM),
        ("chrX 1e3 2000\n", ":1: start '1e3' or end '2000' is no number" + FORM),
        ("chrX 1,000 2,000\n", ":1: start '1,000' or end '2,000' is no number" + FORM),
        ("#x\nchrX 300 200\n", ":2: start 300 lies behind end 200" + FORM),
        ("chrom start end\n", ":1: start 'start' or end 'end' is no number" + FORM),
        ("chrX 100 200 0\n", ":1: the fourth column holds a number (0)" + DEPTH),
        (
            "chr9 100 200 a\nchr9 100 200 31.5\n",
            ":2: the fourth column holds a number (31.5)" + DEPTH,
        ),
    ],
)
def test_what_is_no_bed_is_refused_in_one_line(bed, text, line):
    path = bed(text)
    with pytest.raises(InputRejected) as refused:
        read_bed(path, TERRITORY)

    assert str(refused.value) == f"{path}{line}"


def test_a_damaged_or_binary_file_is_refused(tmp_path):
    cut, binary = tmp_path / "cut.bed.gz", tmp_path / "binary.bed"
    cut.write_bytes(gzip.compress(b"chrX\t100\t200\n" * 1000)[:-20])
    binary.write_bytes(b"chrX\t100\t200\n\xff\xfe\x00")
    with pytest.raises(InputRejected, match="the compressed file is damaged"):
        read_bed(cut, TERRITORY)
    with pytest.raises(InputRejected, match=r"binary\.bed:2: this is no text"):
        read_bed(binary, TERRITORY)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="there is no such file"):
        read_bed(tmp_path / "absent.bed", TERRITORY)
    with pytest.raises(UsageError, match="cannot be opened"):
        read_bed(tmp_path, TERRITORY)
