"""What the case file of a row says, and that the manifest does not say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.errors import InputRejected, Mistake
from workflow.batch.manifest import Row

if TYPE_CHECKING:
    from pedigrees.readers.case_file import CaseInput
    from pedigrees.readers.case_vcf import VcfRequest


def entered_for(row: Row) -> CaseInput | None:
    """Return what the case file says; raises InputRejected where the manifest says otherwise.

    The case file must name the VCF of the row: its documents would else say nothing of this
    file. A build that only the manifest states is added.
    """
    if row.case_file is None:
        return None
    from pedigrees.readers.case_file import read_case

    entered = read_case(row.case_file)
    if entered.vcf is None:
        what = "the case file names no VCF, so nothing that it leads to would come from this one"
        remedy = "name the VCF in it under [vcf], or leave case_file out"
        raise InputRejected(Mistake(what, remedy, str(row.case_file), place="vcf"))
    if mistakes := list(_contradictions(row, row.case_file, entered, entered.vcf)):
        raise InputRejected(mistakes)
    vcf = replace(entered.vcf, assembly=entered.vcf.assembly or row.assembly)
    return replace(entered, vcf=vcf)


def _contradictions(row: Row, file: Path, entered: CaseInput, vcf: VcfRequest) -> Iterator[Mistake]:
    """Yield what the manifest states otherwise than the case file, which goes for the scan."""
    stated = (
        ("vcf.file", row.vcf.resolve(), vcf.path.resolve()),
        ("vcf.sample", row.sample, vcf.sample),
        ("vcf.assembly", row.assembly, vcf.assembly or row.assembly),
        ("ped", _resolved(row.ped), _resolved(entered.ped)),
        ("vcf.callable", _resolved(row.callable), _resolved(vcf.callable)),
        ("vcf.class_field", row.class_field, vcf.class_field),
    )
    for place, in_manifest, in_case in stated:
        if in_manifest is not None and in_manifest != in_case:
            what = f"the manifest says {in_manifest}, the case file {in_case or 'nothing'}"
            remedy = "say the same in both, or leave the cell of the manifest empty"
            yield Mistake(what, remedy, str(file), place=place)


def _resolved(path: Path | None) -> Path | None:
    return path.resolve() if path is not None else None
