"""Looks for the VCF that a case file names, and for the samples in it; it is not read here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.acmg.prediction import Predictor, read_limits
from genetics.errors import SideroscreenError
from genetics.phrases import say
from genetics.toml_lines import KeyPath
from genetics.variants import Assembly
from pedigrees.people import Person
from pedigrees.readers.notebook import Notebook

if TYPE_CHECKING:
    from pedigrees.readers.case_model import CaseFile
    from pedigrees.readers.variants_model import VcfPart


@dataclass(frozen=True, slots=True)
class VcfRequest:
    """The VCF of a case: where it is, whose column is the proband's, what the user states.

    `callable` is the BED file of what could be called; `depth` and `quality` are those from
    which on a base counts as read, None where nothing was stated. `predictor` is where the
    scores of a predictor stand, `limits` the file with the laboratory's limits for them.
    """

    path: Path
    sample: str
    assembly: Assembly | None = None
    class_field: str | None = None
    callable: Path | None = None
    depth: int | None = None
    quality: int | None = None
    predictor: Predictor | None = None
    limits: Path | None = None


def vcf_request(
    entered: CaseFile, people: tuple[Person, ...], folder: Path | None, notebook: Notebook
) -> VcfRequest | None:
    """Return what is to be read; a missing file and a sample that is not in it are mistakes.

    The depth from which on a base counts as read is stated under [vcf], or for the clinic
    under [site].

    The proband's sample is the one named under [vcf] or with the person; with neither, the
    only sample of the file, else the sample with the proband's id.
    """
    part = entered.vcf
    if part is None:
        return None
    if folder is None:
        notebook.wrong(("vcf",), "a file is named outside a case file", "enter the findings")
        return None
    callable = _beside(folder, part.callable, "callable", notebook) if part.callable else None
    limits = (
        _beside(folder, part.predictor_limits, "predictor_limits", notebook)
        if part.predictor_limits
        else None
    )
    path = _beside(folder, part.file, "file", notebook)
    if path is None:
        return None
    there = _samples_in(path, notebook)
    sample = _proband_sample(entered, people, there, notebook)
    if there is not None:
        _require_samples(entered, people, sample, there, notebook)
    return VcfRequest(
        path,
        sample,
        part.assembly,
        part.class_field or None,
        callable,
        part.min_depth if part.min_depth is not None else _depth_of_the_clinic(entered),
        part.min_gq,
        _predictor(part, limits, notebook),
        limits,
    )


def _predictor(part: VcfPart, file: Path | None, notebook: Notebook) -> Predictor | None:
    """Return the field with the scores and the limits; limits without a field are a mistake."""
    if not part.predictor_field:
        if part.predictor_limits:
            what = "limits are given without the field they are for"
            notebook.wrong(("vcf", "predictor_limits"), what, 'add "predictor_field"')
        return None
    limits = None
    try:
        limits = read_limits(file) if file is not None else None
    except SideroscreenError as error:
        notebook.absorb(("vcf", "predictor_limits"), error)
    return Predictor(part.predictor_field, limits)


def _beside(folder: Path, file: str, key: str, notebook: Notebook) -> Path | None:
    path = folder / file
    if path.is_file():
        return path
    what = f"there is no file {file} beside the case file"
    notebook.wrong(("vcf", key), what, "check the path; it starts in that folder")
    return None


def _depth_of_the_clinic(entered: CaseFile) -> int | None:
    """Return the site's depth if it stands in the file: its default is nobody's statement."""
    stated = "callable_depth" in entered.site.model_fields_set
    return entered.site.callable_depth if stated else None


def _samples_in(path: Path, notebook: Notebook) -> tuple[str, ...] | None:
    """Return the samples in the header of a text VCF; None for a BCF, which is read later."""
    from genetics.readers.header import parse_header
    from genetics.readers.sources import Wrapping, lines_of, open_source
    from genetics.readers.streamed import header_lines

    try:
        with open_source(path) as source:
            if source.wrapping is Wrapping.BCF:
                return None
            return parse_header(source.name, header_lines(source.name, lines_of(source))).samples
    except SideroscreenError as error:
        notebook.absorb(("vcf", "file"), error)
        return None


def _proband_sample(
    entered: CaseFile,
    people: tuple[Person, ...],
    there: tuple[str, ...] | None,
    notebook: Notebook,
) -> str:
    part = entered.vcf
    named = part.sample if part is not None else None
    own = next((person.sample for person in people if person.id == entered.proband), None)
    if named and own and named != own:
        what = f"the proband's sample is {named} here and {own} among the people"
        notebook.wrong(("vcf", "sample"), what, "keep one of the two")
    if named or own:
        return named or own or ""
    if there is not None and len(there) == 1 and there[0] != entered.proband:
        notebook.note(
            say(
                "The only sample of the VCF, {sample}, is taken for the proband's.",
                sample=there[0],
            )
        )
        return there[0]
    return entered.proband


def _require_samples(
    entered: CaseFile,
    people: tuple[Person, ...],
    sample: str,
    there: tuple[str, ...],
    notebook: Notebook,
) -> None:
    remedy = f"name one of its samples: {', '.join(there[:10])}" if there else "it has none"
    if sample not in there:
        what = f"sample {sample} of the proband is not in the VCF"
        notebook.wrong(("vcf", "sample"), what, remedy)
    numbers = {part.id: number for number, part in enumerate(entered.people)}
    for person in people:
        if person.sample and person.sample not in there and person.id != entered.proband:
            path: KeyPath = ("people", numbers.get(person.id, 0), "sample")
            what = f"sample {person.sample} of {person.id} is not in the VCF"
            notebook.wrong(path, what, remedy)
