"""Run many cases at once: a folder for each, and tables over all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from genetics.errors import Mistake, UsageError
from genetics.library.folder import data_folder
from workflow.batch.executors import ASSUMED_LIMIT
from workflow.batch.progress import LogFormat
from workflow.batch.running import Shard, run_batch, run_collect, usable_cores
from workflow.batch.status import Checksums, Documents
from workflow.batch.way import Letters, Way
from workflow.scan_options import batch_options, how_from


class _ShardType(click.ParamType[Shard]):
    """A shard as it is typed: ``3/16``."""

    name = "K/N"

    def convert(
        self, value: str | Shard, param: click.Parameter | None, ctx: click.Context | None
    ) -> Shard:
        """Return the shard; fail in click's way where it is none."""
        if isinstance(value, Shard):
            return value
        number, _, of = value.partition("/")
        try:
            return Shard(int(number), int(of))
        except ValueError:
            self.fail(f"{value!r} is no shard; write K/N, K from 1 to N", param, ctx)


@click.command("batch", help=__doc__)
@click.argument("source", metavar="MANIFEST.tsv|DIR", type=click.Path(path_type=Path, exists=True))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Folder for the results.")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes at work at the same time. Default: the cores that may be used.",
)
@click.option(
    "--executor",
    type=click.Choice(["here", "dask"]),
    default="here",
    show_default=True,
    help="Who does the work: the processes of this machine, or the workers of a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="The Dask scheduler: tcp://HOST:PORT.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    metavar="SECONDS",
    default=int(ASSUMED_LIMIT),
    show_default="1800, assumed",
    help="Seconds that one case may take; it is then ended and run once more, alone.",
)
@click.option("--resume", is_flag=True, help="Go on with a run: what is done and unchanged stays.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--shard", type=_ShardType(), help="Only every N-th case, from the K-th on.")
@click.option(
    "--collect",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Run nothing: write the tables from what the shards have written into this folder.",
)
@click.option(
    "--documents",
    type=click.Choice([one.value for one in Documents]),
    default=Documents.CASE.value,
    show_default=True,
    help="Write the summary PDF and the documents of rows with a case file; or neither.",
)
@click.option(
    "--checksums",
    type=click.Choice([one.value for one in Checksums]),
    default=Checksums.WHOLE.value,
    show_default=True,
    help="SHA-256 of each VCF whole, or of its first and last MiB, with size and time.",
)
@click.option(
    "--site",
    metavar="SITE.toml",
    type=click.Path(path_type=Path),
    help="The clinic's profile, for the documents of rows with a case file.",
)
@click.option("--language", metavar="TAG", default="", help="Language of these documents.")
@click.option("--archive", is_flag=True, help="Write these documents as PDF/A-3a too.")
@batch_options
@click.option(
    "--log-format",
    type=click.Choice([one.value for one in LogFormat]),
    default=LogFormat.TEXT.value,
    show_default=True,
    help="How the log is written: a line for each case, or one of JSON.",
)
def command(
    source: Path,
    output: Path | None,
    jobs: int | None,
    executor: str,
    scheduler: str | None,
    limit: int,
    resume: bool,
    dry_run: bool,
    shard: Shard | None,
    collect: Path | None,
    documents: str,
    checksums: str,
    site: Path | None,
    language: str,
    archive: bool,
    log_format: str,
    **options: Any,
) -> int:
    """Example: sideroscreen batch manifest.tsv -o results -j 4."""
    if collect is not None:
        _require_nothing_else()
        return run_collect(
            source, collect, documents=Documents(documents), log_format=LogFormat(log_format)
        )
    if (executor == "dask") is not (scheduler is not None):
        raise UsageError(Mistake("--executor dask and --scheduler go together", "give both"))
    if output is None:
        raise UsageError(Mistake("no folder is named for the results", "name it with -o"))
    every = how_from(options)
    way = Way(
        output,
        data_folder(every.get("data")).absolute(),
        every,
        Documents(documents),
        Letters(site, language, archive),
        resume,
        Checksums(checksums),
    )
    return run_batch(
        source,
        way,
        jobs=jobs or usable_cores(),
        scheduler=scheduler,
        limit=limit,
        dry_run=dry_run,
        shard=shard,
        log_format=LogFormat(log_format),
    )


_OF_COLLECT = frozenset({"source", "collect", "documents", "log_format"})


def _require_nothing_else() -> None:
    """Refuse what says how cases are run where none is run."""
    context = click.get_current_context()
    for parameter in context.command.params:
        name = parameter.name or ""
        given = context.get_parameter_source(name) is not ParameterSource.DEFAULT
        if given and name not in _OF_COLLECT:
            what = f"--collect runs nothing, so {parameter.opts[-1]} has no meaning beside it"
            raise UsageError(Mistake(what, "leave it out"))
