"""How a VCF is scanned: what the user says of the file, of the people, and of its own data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import click

from genetics.errors import Mistake, UsageError
from genetics.kin.parents import Parents
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.acmg.prediction import Predictor
    from genetics.callable_beds import CallableBeds
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


def scanner(panel: Panel, how: How) -> Callable[[str | Path], Findings]:
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
        predictor=_predictor(how.get("predictor_field"), how.get("predictor_limits")),
        library=load_library(data_folder(how.get("data"))),
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


def _predictor(field: str | None, limits: Path | None) -> Predictor | None:
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


DATA_OPTION = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The data folder; else $SIDEROSCREEN_DATA, else sideroscreen in $XDG_DATA_HOME.",
)
DEPTH_OPTION = click.option(
    "--min-depth",
    type=click.IntRange(min=1),
    help="Reads from which on a base counts as read (assumed: 20).",
)
QUALITY_OPTION = click.option(
    "--min-gq",
    type=click.IntRange(min=0),
    help="Genotype quality from which on a base counts as read (assumed: 20); 0 asks for none.",
)
TRUST_SORTED_OPTION = click.option(
    "--trust-sorted",
    is_flag=True,
    help="Read a BGZF file without index only about the genes, if its blocks are in order.",
)

_OPTIONS = (
    click.option(
        "--assembly",
        type=click.Choice([one.value for one in Assembly]),
        help="Genome build, where the file does not tell it. Never overrides a contradiction.",
    ),
    click.option(
        "--ped", type=click.Path(path_type=Path), help="PED file with the sexes and parents."
    ),
    click.option("--sample", "samples", multiple=True, help="Only this sample; may be repeated."),
    click.option("--class-field", help="INFO field with the laboratory's own class."),
    click.option(
        "--callable",
        "callable_beds",
        metavar="[SAMPLE=]BED",
        multiple=True,
        help="BED file of the bases that could be called, for all samples or for one.",
    ),
    DEPTH_OPTION,
    QUALITY_OPTION,
    click.option(
        "--predictor-field",
        metavar="NAME",
        help="INFO field, or column of CSQ or ANN, with the scores of one predictor (PP3, BP4).",
    ),
    click.option(
        "--predictor-limits",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="TOML file with the laboratory's calibrated limits for these scores.",
    ),
    TRUST_SORTED_OPTION,
    click.option(
        "--write-index",
        is_flag=True,
        help="Write an index (.tbi) beside a VCF that has none, and read by it.",
    ),
    DATA_OPTION,
)


def scan_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `How`, in this order."""
    return reduce(lambda done, option: option(done), reversed(_OPTIONS), command)


def how_from(options: dict[str, Any]) -> How:
    """Return what the options say; the build is one of two words there."""
    assembly = options["assembly"]
    how: How = {**options, "assembly": Assembly(assembly) if assembly else None}  # type: ignore[typeddict-item]
    return how
