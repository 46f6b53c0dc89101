"""What the case file of a row says, and that the manifest does not say otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.errors import InputRejected, Mistake
from workflow.batch.manifest import Row
from workflow.batch.way import Way
from workflow.scanning import How, predictor_from

if TYPE_CHECKING:
    from pedigrees.readers.case_file import CaseInput
    from pedigrees.readers.case_vcf import VcfRequest


def entered_for(row: Row, way: Way) -> CaseInput | None:
    """Return what the case file says; raises InputRejected where the manifest says otherwise.

    The case file must name the VCF of the row: its documents would else say nothing of this
    file. What the case file leaves open of the scan is as in the manifest, or as asked for all.
    """
    if row.case_file is None:
        return None
    from pedigrees.readers.case_file import read_case

    entered = read_case(row.case_file, settings=way.letters.clinic().settings)
    if entered.vcf is None:
        what = "the case file names no VCF, so nothing that it leads to would come from this one"
        remedy = "name the VCF in it under [vcf], or leave case_file out"
        raise InputRejected(Mistake(what, remedy, str(row.case_file), place="vcf"))
    if mistakes := list(_contradictions(row, row.case_file, entered, entered.vcf)):
        raise InputRejected(mistakes)
    vcf = _filled(entered.vcf, way.of(row))
    return replace(entered, vcf=replace(vcf, callable=vcf.callable or row.callable))


def _filled(vcf: VcfRequest, how: How) -> VcfRequest:
    """Return what is to be read, with what the case file leaves open as it is asked for all."""
    return replace(
        vcf,
        assembly=vcf.assembly or how.get("assembly"),
        class_field=vcf.class_field or how.get("class_field"),
        depth=how.get("min_depth") if vcf.depth is None else vcf.depth,
        quality=how.get("min_gq") if vcf.quality is None else vcf.quality,
        predictor=vcf.predictor
        or predictor_from(how.get("predictor_field"), how.get("predictor_limits")),
    )


def _contradictions(row: Row, file: Path, entered: CaseInput, vcf: VcfRequest) -> Iterator[Mistake]:
    """Yield what the manifest states otherwise than the case file, which goes for the scan."""
    stated = (
        ("vcf.file", row.vcf.resolve(), vcf.path.resolve()),
        ("vcf.sample", row.sample, vcf.sample),
        ("vcf.assembly", row.assembly, vcf.assembly or row.assembly),
        ("ped", _resolved(row.ped), _resolved(entered.ped)),
        ("vcf.callable", _resolved(row.callable), _resolved(vcf.callable or row.callable)),
        ("vcf.class_field", row.class_field, vcf.class_field or row.class_field),
    )
    for place, in_manifest, in_case in stated:
        if in_manifest is not None and in_manifest != in_case:
            what = f"the manifest says {in_manifest}, the case file {in_case or 'nothing'}"
            remedy = "say the same in both, or leave the cell of the manifest empty"
            yield Mistake(what, remedy, str(file), place=place)


def _resolved(path: Path | None) -> Path | None:
    return path.resolve() if path is not None else None
