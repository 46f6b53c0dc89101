"""Reads the small tables of this folder: exons, proteins, chromosome lengths, known bases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from genetics.intervals import Interval
from genetics.panel import Exon
from genetics.variants import Assembly


@cache
def load_exons() -> dict[str, dict[Assembly, tuple[Exon, ...]]]:
    """Return the exons of each transcript (by RefSeq accession) on each build, 5' to 3'."""
    found: dict[str, dict[Assembly, tuple[Exon, ...]]] = {}
    for row in _rows("exons.tsv"):
        builds = found.setdefault(row["transcript"], {})
        assembly = Assembly(row["assembly"])
        builds[assembly] = (*builds.get(assembly, ()), _exon(row))
    return found


@cache
def load_proteins() -> dict[str, str]:
    """Return the amino acids of each protein (by RefSeq accession), in one-letter code."""
    entries = _text("proteins.fasta").split(">")[1:]
    return {entry.split()[0]: "".join(entry.split("\n")[1:]) for entry in entries}


@cache
def load_contig_lengths() -> dict[Assembly, dict[str, int]]:
    """Return the length of each chromosome (named without "chr") on each build."""
    found: dict[Assembly, dict[str, int]] = {assembly: {} for assembly in Assembly}
    for row in _rows("contig_lengths.tsv"):
        found[Assembly(row["assembly"])][row["chrom"]] = int(row["length"])
    return found


@cache
def load_reference_bases() -> dict[Assembly, dict[tuple[str, int], str]]:
    """Return the bases of the reference that are known inside our genes, on each build.

    No place is listed on both builds, so a base that fits speaks for one build alone.
    """
    found: dict[Assembly, dict[tuple[str, int], str]] = {assembly: {} for assembly in Assembly}
    for row in _rows("known_bases.tsv"):
        found[Assembly(row["assembly"])][row["chrom"], int(row["pos"])] = row["base"]
    return found


def _exon(row: dict[str, str]) -> Exon:
    coding = None
    if row["coding_start"] != ".":
        coding = Interval(row["chrom"], int(row["coding_start"]), int(row["coding_end"]))
    return Exon(
        number=int(row["exon"]),
        interval=Interval(row["chrom"], int(row["start"]), int(row["end"])),
        coding=coding,
        c_from=int(row["c_from"]) if coding else None,
        c_to=int(row["c_to"]) if coding else None,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    """Read a table: tab between columns, the first line names them, # begins a comment."""
    lines = [line for line in _text(name).splitlines() if not line.startswith("#")]
    columns = lines[0].split("\t")
    return (dict(zip(columns, line.split("\t"), strict=True)) for line in lines[1:])


def _text(name: str) -> str:
    return resources.files("genetics.reference").joinpath(name).read_text(encoding="utf-8")
