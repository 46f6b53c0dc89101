"""What the laboratory has added: taken in, and listed with dates, checksums and ages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from genetics.library.folder import data_folder
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.library.records import Source
    from genetics.library.store import StoredClinvar, StoredFrequencies


def run_update(
    *,
    clinvar: Sequence[Path] = (),
    frequencies: Sequence[Path] = (),
    assembly: Assembly | None = None,
    data: Path | None = None,
    today: date | None = None,
) -> int:
    """Take downloads into the library, say what was kept and what was not, and return 0."""
    from genetics.gene_files import load_panel
    from genetics.library.loading import load_library
    from genetics.library.update import update

    folder = data_folder(data)
    day = today or datetime.now(UTC).date()
    taken = update(
        folder, load_panel(), clinvar=clinvar, frequencies=frequencies, assembly=assembly, today=day
    )
    for one in taken:
        for line in _taken(one):
            click.echo(line)
    for source in load_library(folder, today=day).sources:
        for remark in source.remarks:
            click.echo(f"{source.name}: {remark}")
    return 0


def run_sources(data: Path | None = None, today: date | None = None) -> int:
    """List what was added, with dates, checksums and ages, and return 0."""
    folder = data_folder(data)
    lines = list(source_lines(folder, today))
    click.echo("\n".join(lines) if lines else f"nothing was added in {folder}")
    return 0


def source_lines(folder: Path, today: date | None = None) -> Iterator[str]:
    """Yield a line for each source. Raises KnowledgeInvalid where a file is damaged."""
    from genetics.library.loading import load_library

    for source in load_library(folder, today=today).sources:
        yield _line(source)


def _line(source: Source) -> str:
    release = f"release {source.release}" if source.release else "release not stated"
    parts = [f"{source.name}: {source.file}", release, f"added {source.added}"]
    return ", ".join([*parts, f"sha256 {source.sha256}", *source.remarks])


def _taken(stored: StoredClinvar | StoredFrequencies) -> Iterator[str]:
    for source in stored.sources:
        yield _line(source)
    yield f"    build {stored.assembly}: {'; '.join(stored.signs)}"
    yield f"    {stored.records_read} records read, {len(stored.alleles)} alleles kept"
    for left in stored.not_used:
        yield f"    not used or noted: {left}"
