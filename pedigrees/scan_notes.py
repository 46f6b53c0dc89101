"""What a scan says of its file and its sources, as notes of the case that documents may print."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.kin.mendel import MENDELIAN_ERROR
from genetics.library.records import Source
from genetics.phrases import say
from genetics.results import Findings


def scan_notes(found: Findings) -> tuple[str, ...]:
    """Return the warnings fit to print, and each file of the laboratory's library that was asked.

    What may touch on parentage is only said to be there: misattributed parentage is never
    printed, a person looks at the scan (KNOWLEDGE.md 5).
    """
    return (*_fit_to_print(found.warnings), *map(_asked, found.sources))


def _fit_to_print(warnings: tuple[str, ...]) -> Iterator[str]:
    of_descent = [one for one in warnings if getattr(one, "id", "") == MENDELIAN_ERROR]
    yield from (one for one in warnings if one not in of_descent)
    if of_descent:
        yield say(
            "The genotypes of the samples do not fit together everywhere as read; a geneticist "
            "looks at the scan before the report is signed."
        )


def _asked(source: Source) -> str:
    return say(
        "Asked: {name}, file {file}, release {release}, sha256 {checksum}",
        name=source.name,
        file=source.file,
        release=source.release or say("not stated"),
        checksum=source.sha256,
    )
