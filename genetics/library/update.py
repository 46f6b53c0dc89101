"""Takes the laboratory's downloads into its library: ClinVar, and frequencies.

Everything is read first; only when all files are good is anything written, each file whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from genetics.errors import InputRejected, Mistake, UsageError
from genetics.library.clinvar import clinvar_table
from genetics.library.frequencies import frequency_table
from genetics.library.records import Frequency, NotUsed, Source
from genetics.library.sites import Sites, read_sites, require_reference_bases
from genetics.library.store import (
    CLINVAR_SCHEMA,
    FREQUENCY_SCHEMA,
    StoredClinvar,
    StoredFrequencies,
    write_stored,
)
from genetics.panel import Panel
from genetics.sequence.store import load_slices
from genetics.variants import Assembly, Variant


def update(
    folder: Path,
    panel: Panel,
    *,
    clinvar: Sequence[Path] = (),
    frequencies: Sequence[Path] = (),
    assembly: Assembly | None = None,
    today: date,
) -> tuple[StoredClinvar | StoredFrequencies, ...]:
    """Read all downloads, write a file for each kind and build, and return what was written.

    `clinvar` is one file for each build. `frequencies` are one set for each build, which may
    come as one file for each chromosome. `assembly` is the build as the user states it, where
    a file does not tell it. Where the laboratory has added its reference of that build, every
    REF must be found there. What was kept before of the same kind and build is replaced.
    Raises SideroscreenError, and then nothing is replaced.
    """
    if not clinvar and not frequencies:
        what = "no file is named"
        raise UsageError(Mistake(what, "name one with --clinvar or --frequencies"))
    slices = load_slices(folder)

    def compared(path: Path) -> Sites:
        sites = read_sites(path, panel, assembly)
        require_reference_bases(sites, slices)
        return sites

    taken: list[StoredClinvar | StoredFrequencies] = []
    for path in clinvar:
        stored = _clinvar(compared(path), today)
        if any(stored.assembly is other.assembly for other in taken):
            what = f"two ClinVar files are on {stored.assembly}"
            raise UsageError(Mistake(what, "name one for each build", str(path)))
        taken.append(stored)
    read = [compared(path) for path in frequencies]
    by_build = {build: [sites for sites in read if sites.assembly is build] for build in Assembly}
    taken.extend(_frequencies(files, build, today) for build, files in by_build.items() if files)
    for one in taken:
        write_stored(folder, one)
    return tuple(taken)


def _clinvar(sites: Sites, today: date) -> StoredClinvar:
    table = clinvar_table(sites)
    return StoredClinvar(
        schema=CLINVAR_SCHEMA,
        assembly=sites.assembly,
        signs=sites.build.signs,
        sources=(_source("ClinVar", sites, today),),
        records_read=sites.records_read,
        not_used=table.not_used,
        alleles=tuple(sorted(table.records.items(), key=lambda item: item[0])),
    )


def _frequencies(files: Sequence[Sites], build: Assembly, today: date) -> StoredFrequencies:
    records: dict[Variant, Frequency] = {}
    not_used: list[NotUsed] = []
    for sites in files:
        table = frequency_table(sites)
        if again := sorted(records.keys() & table.records.keys()):
            what = f"{len(again)} alleles stand in another file too (first: {again[0]})"
            remedy = "name one file for each chromosome, or the one of exomes and genomes together"
            raise InputRejected(Mistake(what, remedy, sites.file))
        records.update(table.records)
        not_used.extend(table.not_used)
    return StoredFrequencies(
        schema=FREQUENCY_SCHEMA,
        assembly=build,
        signs=tuple(dict.fromkeys(sign for sites in files for sign in sites.build.signs)),
        sources=tuple(_source("frequencies", sites, today) for sites in files),
        records_read=sum(sites.records_read for sites in files),
        not_used=tuple(not_used),
        alleles=tuple(sorted(records.items(), key=lambda item: item[0])),
    )


def _source(name: str, sites: Sites, today: date) -> Source:
    return Source(f"{name} ({sites.assembly})", sites.file, sites.release, today, sites.sha256)
