"""An index is looked at only at its ends; wherever it is damaged, no record is lost by it."""

from __future__ import annotations

from pathlib import Path

import pysam
import pytest
from vcf_helpers import vcf_text

from genetics.gene_files import load_panel
from genetics.readers.index import check_index, read_index
from genetics.readers.territory import territory_of
from genetics.readers.vcf import Reading, read_vcf

TERRITORY = territory_of(load_panel())
RECORDS = (
    "chr2 119224000 . A G . PASS . GT 0/1",
    "chr3 39384000 . C T . PASS . GT 0/1",
    "chrX 55014830 . G A . PASS . GT 0/1",
    "chrX 155000000 . G A . PASS . GT 0/1",
)
BY_INDEX = "by the index a.vcf.gz.tbi"


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A file whose index is several blocks long: of each 16 kb there is a place in it."""
    plain, packed = tmp_path / "a.vcf", tmp_path / "a.vcf.gz"
    plain.write_text(vcf_text(*RECORDS))
    pysam.tabix_compress(str(plain), str(packed))
    pysam.tabix_index(str(packed), preset="vcf")
    return packed


def places(reading: Reading) -> list[tuple[str, int]]:
    return [(record.chrom, record.pos) for record in reading.records]


def test_the_ends_of_an_index_tell_what_all_of_it_tells(packed) -> None:
    by_its_ends = check_index(packed, ends_alone=True)
    assert by_its_ends == check_index(packed)
    assert by_its_ends.index == read_index(Path(f"{packed}.tbi"))
    assert read_vcf(packed, TERRITORY).how == BY_INDEX


def test_the_middle_of_an_index_is_not_unpacked_twice(packed, monkeypatch) -> None:
    monkeypatch.setattr("genetics.readers.index.read_index", pytest.fail)
    assert check_index(packed, ends_alone=True).index is not None


def test_a_byte_that_is_wrong_anywhere_in_an_index_loses_no_record(packed) -> None:
    index = Path(f"{packed}.tbi")
    right = index.read_bytes()
    wanted = places(read_vcf(packed, TERRITORY))
    assert len(wanted) == 3
    ways = set()
    for at in range(0, len(right), 3):
        index.write_bytes(right[:at] + bytes([right[at] ^ 0x55]) + right[at + 1 :])
        reading = read_vcf(packed, TERRITORY)
        assert places(reading) == wanted, at
        ways.add(reading.how)
        assert (reading.how == BY_INDEX) is not any("damaged" in w for w in reading.warnings), at
    assert ways == {BY_INDEX, "from first line to last"}  # some bytes of a gzip head say nothing


def test_an_index_cut_anywhere_loses_no_record(packed) -> None:
    index = Path(f"{packed}.tbi")
    right = index.read_bytes()
    wanted = places(read_vcf(packed, TERRITORY))
    for at in range(0, len(right), 3):
        index.write_bytes(right[:at])
        assert places(read_vcf(packed, TERRITORY)) == wanted, at
