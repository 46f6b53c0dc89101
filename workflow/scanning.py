"""How a VCF is scanned: what the user says of the file, of the people, and of its own data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from genetics.errors import Mistake, UsageError
from genetics.kin.parents import Parents
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.acmg.prediction import Predictor
    from genetics.callable_beds import CallableBeds
    from genetics.library.library import Library
    from genetics.panel import Panel
    from genetics.results import Findings
    from pedigrees.people import Person


class How(TypedDict, total=False):
    """The plain arguments that every command takes that scans; the names are the options'.

    `ped` gives the recorded sexes, and the parents: those whose samples a file holds are read
    with the child. Each of `callable_beds` is a BED file for all samples, or "SAMPLE=BED" for
    one. `data` is the data folder, with what the laboratory has added.
    """

    assembly: Assembly | None
    ped: Path | None
    samples: Sequence[str]
    class_field: str | None
    callable_beds: Sequence[str]
    min_depth: int | None
    min_gq: int | None
    predictor_field: str | None
    predictor_limits: Path | None
    data: Path | None
    trust_sorted: bool
    write_index: bool


def scanner(
    panel: Panel, how: How, library: Library | None = None
) -> Callable[[str | Path], Findings]:
    """Return the scan of one file in this way. Raises SideroscreenError for a wrong argument."""
    from genetics.findings import find
    from genetics.library.folder import data_folder
    from genetics.library.loading import load_library

    ped = how.get("ped")
    scan = _indexed_first if how.get("write_index") else find
    people = _people(ped) if ped else ()
    return partial(
        scan,
        panel=panel,
        assembly=how.get("assembly"),
        sexes={one.id: one.sex for one in people} if ped else None,
        parents={one.id: Parents(one.mother, one.father) for one in people},
        samples=how.get("samples") or None,
        class_field=how.get("class_field"),
        depth=how.get("min_depth"),
        quality=how.get("min_gq"),
        callable=_callable(how.get("callable_beds", ()), panel),
        predictor=predictor_from(how.get("predictor_field"), how.get("predictor_limits")),
        library=library or load_library(data_folder(how.get("data"))),
        trust_sorted=how.get("trust_sorted", False),
    )


def _indexed_first(vcf: str | Path, panel: Panel, **how: Any) -> Findings:
    from genetics.findings import find
    from genetics.readers.index import write_index
    from genetics.readers.sources import STANDARD_INPUT

    if str(vcf) == STANDARD_INPUT:
        what = "--write-index is given with standard input, which has no place for an index"
        raise UsageError(Mistake(what, "name the file, or leave the option out"))
    write_index(Path(vcf))
    return find(vcf, panel, **how)


def predictor_from(field: str | None, limits: Path | None) -> Predictor | None:
    """Return the field with a predictor's scores, and the laboratory's limits for them."""
    from genetics.acmg.prediction import Predictor, read_limits

    if field is None and limits is not None:
        what = "--predictor-limits is given without the field they are for"
        raise UsageError(Mistake(what, "name it with --predictor-field"))
    return Predictor(field, read_limits(limits) if limits else None) if field else None


def _callable(entries: Sequence[str], panel: Panel) -> CallableBeds:
    """Read the BED files: one for all samples, and one for each sample that is named."""
    from genetics.callable_beds import read_callable
    from genetics.readers.territory import territory_of

    for_all: list[str] = []
    for_one: dict[str, str] = {}
    for entry in entries:
        sample, equals, bed = entry.partition("=")
        if not equals or Path(entry).exists():
            for_all.append(entry)
        elif sample in for_one:
            raise _given_twice(f"sample {sample}")
        else:
            for_one[sample] = bed
    if len(for_all) > 1:
        raise _given_twice("all samples")
    return read_callable(territory_of(panel), for_all[0] if for_all else None, for_one)


def _given_twice(whom: str) -> UsageError:
    what = f"--callable is given twice for {whom}"
    return UsageError(Mistake(what, "join the files, or name the sample of each: SAMPLE=BED"))


def _people(ped: Path) -> tuple[Person, ...]:
    """Return the people of a PED file; their ids are those of the samples."""
    from pedigrees.readers.pedigree import read_pedigree

    return read_pedigree(ped).people
