"""What of the PDFs is measured, each in a process of its own: `printing.py WHAT FOLDER [NUMBER]`.

FOLDER holds the pages (HTML) of the fictitious families. Prints a number, or several.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from itertools import cycle, islice
from os import sysconf
from pathlib import Path
from time import process_time

SETTLED = 25
"""Documents after which the memory of the PDF process is taken as its own; that of the target."""


def memory(folder: Path, number: int) -> None:
    """Print the MiB of the PDF process after SETTLED documents, and after all."""
    from reports.render import render_pdf

    for done, page in enumerate(islice(cycle(_pages(folder)), number), 1):
        render_pdf(page)
        if done in (min(SETTLED, number // 2), number):
            print(_resident())


def rendered(folder: Path, number: int) -> None:
    """Print the CPU seconds of pages by `render_pdf`, warm: of this and of the PDF process."""
    from reports.render import render_pdf

    pages = _pages(folder)
    print(_cpu_of(lambda: [render_pdf(page) for page in pages], number))


def bare(folder: Path, number: int) -> None:
    """Print the CPU seconds of the same pages by the PDF library alone, warm."""
    from weasyprint import HTML

    pages = _pages(folder)
    print(_cpu_of(lambda: [HTML(string=page).write_pdf() for page in pages], number))


def documents(folder: Path, number: int) -> None:
    """Print the CPU seconds of the same documents made from their cases: views, checks, files."""
    from workflow.pipeline import load, report

    case = load(next(folder.with_suffix(".inputs").rglob("*.toml")))
    with tempfile.TemporaryDirectory() as target:
        print(_cpu_of(lambda: report(case, Path(target)), number))


def printed(folder: Path, number: int) -> None:
    """Write so many PDFs from a cold start, and print nothing."""
    from reports.render import render_pdf

    for page in islice(cycle(_pages(folder)), number):
        render_pdf(page)


def digests(folder: Path, _: int) -> None:
    """Print the digest of each PDF, and of each archive PDF with a file inside."""
    from reports.render import render_archive_pdf, render_pdf

    for page in _pages(folder):
        inside = render_archive_pdf(page, {"case.json": b"{}"}, date(2026, 6, 1))
        print(*(hashlib.sha256(pdf).hexdigest() for pdf in (render_pdf(page), inside)))


def _pages(folder: Path) -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.html"))]


def _cpu_of(work: Callable[[], object], times: int) -> float:
    """Return the CPU seconds of one time, after one that warms up."""
    work()
    before = process_time() + _of_pdf_process()
    for _ in range(times):
        work()
    return (process_time() + _of_pdf_process() - before) / times


def _of_pdf_process() -> float:
    """Return the CPU seconds of the PDF process so far, 0 where none runs."""
    from reports import pdf_process

    if not pdf_process._running:
        return 0.0
    fields = _proc("stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / sysconf("SC_CLK_TCK")  # utime, stime: proc(5)


def _resident() -> float:
    """Return the MiB that the PDF process holds in memory."""
    rows = dict(line.split(":", 1) for line in _proc("status").splitlines())
    return int(rows["VmRSS"].split()[0]) / 1024


def _proc(name: str) -> str:
    from reports import pdf_process

    process = pdf_process._running[0].program.pid
    return Path(f"/proc/{process}/{name}").read_text(encoding="utf-8")


WHAT = {one.__name__: one for one in (memory, rendered, bare, documents, printed, digests)}

if __name__ == "__main__":
    WHAT[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
