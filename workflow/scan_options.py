"""The options of commands that scan: what the user says of the file, the people, its own data."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import Any

import click

from genetics.variants import Assembly
from workflow.scanning import How

DATA_OPTION = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="The data folder; else $SIDEROSCREEN_DATA, else sideroscreen in $XDG_DATA_HOME.",
)

_OF_EVERY_FILE = (
    click.option(
        "--assembly",
        type=click.Choice([one.value for one in Assembly]),
        help="Genome build, where the file does not tell it. Never overrides a contradiction.",
    ),
    click.option("--class-field", help="INFO field with the laboratory's own class."),
    click.option(
        "--min-depth",
        type=click.IntRange(min=1),
        help="Reads from which on a base counts as read (assumed: 20).",
    ),
    click.option(
        "--min-gq",
        type=click.IntRange(min=0),
        help="Genotype quality from which on a base counts as read (assumed: 20); 0 asks for none.",
    ),
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
    click.option(
        "--trust-sorted",
        is_flag=True,
        help="Read a file without index (BGZF, text) only about the genes, if it is in order.",
    ),
    DATA_OPTION,
)
_OF_ONE_FILE = (
    click.option(
        "--ped", type=click.Path(path_type=Path), help="PED file with the sexes and parents."
    ),
    click.option("--sample", "samples", multiple=True, help="Only this sample; may be repeated."),
    click.option(
        "--callable",
        "callable_beds",
        metavar="[SAMPLE=]BED",
        multiple=True,
        help="BED file of the bases that could be called, for all samples or for one.",
    ),
    click.option(
        "--write-index",
        is_flag=True,
        help="Write an index (.tbi) beside a VCF that has none, and read by it.",
    ),
)


def scan_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of `How`, in this order."""
    return _with((*_OF_EVERY_FILE, *_OF_ONE_FILE), command)


def batch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command those of them that can be meant for many files."""
    return _with(_OF_EVERY_FILE, command)


def _with(options: Sequence[Callable[..., Any]], command: Callable[..., Any]) -> Callable[..., Any]:
    done: Callable[..., Any] = reduce(lambda made, one: one(made), reversed(options), command)
    return done


def how_from(options: dict[str, Any]) -> How:
    """Return what the options say; the build is one of two words there."""
    assembly = options["assembly"]
    how: How = {**options, "assembly": Assembly(assembly) if assembly else None}  # type: ignore[typeddict-item]
    return how
