"""What documents may print of a scan's warnings, and which files were asked."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.library.records import Source
from pedigrees.scan_notes import scan_notes

VCFS = Path(__file__).resolve().parents[1] / "vcfs"
SEXES = {"CHILD": Sex.FEMALE, "MOTHER": Sex.FEMALE, "FATHER": Sex.MALE}


def found():
    parents = {"CHILD": Parents("MOTHER", "FATHER")}
    return find(VCFS / "mendel_trio.vcf", load_panel(), sexes=SEXES, parents=parents)


def test_what_touches_on_parentage_is_said_by_the_scan_and_not_printed() -> None:
    scan = found()
    notes = scan_notes(scan)

    assert any("wrong parentage" in warning for warning in scan.warnings)
    assert not any("parentage" in note or "MENDELIAN" in note for note in notes)
    assert sum("do not fit together everywhere as read" in note for note in notes) == 1


def test_each_file_of_the_library_is_named_with_date_and_checksum() -> None:
    source = Source("ClinVar GRCh38", "clinvar.vcf.gz", date(2026, 11, 1), date(2026, 11, 2), "ab")
    notes = scan_notes(replace(found(), sources=(source,)))

    assert notes[-1] == (
        "Asked: ClinVar GRCh38, file clinvar.vcf.gz, release 2026-11-01, sha256 ab"
    )
