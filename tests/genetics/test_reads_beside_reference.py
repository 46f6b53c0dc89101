"""Reads that show an allele where the genotype says reference are told, and change no word."""

import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.findings import find
from genetics.messages import Severity
from genetics.scan_warnings import READS_BESIDE_REFERENCE

FIELDS = (*HEADER, '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="reads">')
EXON = "chr3 39391488 . C T . PASS . GT:AD"


def notes_of(found):
    return [one for one in found.warnings if getattr(one, "id", "") == READS_BESIDE_REFERENCE]


def found_in(tmp_path, panel, *records, **more):
    path = tmp_path / "in.vcf"
    path.write_text(vcf_text(*records, header=FIELDS, **more))
    return find(path, panel)


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("0/0:85,15", "15 of 100 reads show the allele though the genotype says reference (0/0)"),
        ("0|0:27,3", "3 of 30 reads show the allele though the genotype says reference (0|0)"),
        ("0/0:18,2", ""),  # too few reads
        ("0/0:91,9", ""),  # too small a share
        ("0/0:60,40", ""),  # as of a heterozygote: not called
        ("0/0:.", ""),
        ("0/0:85,15,3", ""),  # not one number for each allele
        ("0/1:85,15", ""),  # named, with its own doubt
    ],
)
def test_the_reads_beside_a_reference_genotype_are_told(tmp_path, panel, column, told):
    notes = notes_of(found_in(tmp_path, panel, f"{EXON} {column}"))

    assert len(notes) == bool(told)
    for note in notes:
        assert told in note
        assert (note.severity, note.about) == (Severity.NOTE, "person")


def test_the_note_is_of_the_one_person_and_changes_no_word(tmp_path, panel):
    people = ("one", "other")
    noisy = found_in(tmp_path, panel, f"{EXON} 0/0:85,15 0/0:99,1", samples=people)
    plain = found_in(tmp_path, panel, f"{EXON} 0/0:99,1 0/0:99,1", samples=people)

    assert [note.about for note in notes_of(noisy)] == ["one"]
    assert noisy.samples == plain.samples


def test_many_are_counted_and_what_need_not_be_read_is_passed_over(tmp_path, panel):
    exon = [f"chr3 {pos} . {'N'} T . PASS . GT:AD 0/0:85,15" for pos in range(39391470, 39391500)]
    [*told, rest] = notes_of(found_in(tmp_path, panel, *exon))
    intron = found_in(tmp_path, panel, "chr3 39384000 . C T . PASS . GT:AD 0/0:85,15")

    assert len(told) == 20
    assert "10 more alleles that some reads show" in rest
    assert notes_of(intron) == []
