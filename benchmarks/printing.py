"""What of the PDFs is measured, each in a process of its own: `printing.py WHAT FOLDER NUMBERS`.

FOLDER holds a fictitious family: its `case`, and its `documents` as HTML. Prints numbers or
digests.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from itertools import cycle, islice
from os import sysconf
from pathlib import Path
from time import process_time
from typing import TypeVar

T = TypeVar("T")

SETTLED = 25
"""Documents after which the memory of the PDF process is taken as its own; that of the target."""


def memory(folder: Path, number: int) -> None:
    """Print the MiB of the PDF process after SETTLED documents, and after all."""
    from reports.render import render_pdf

    for done, page in enumerate(islice(cycle(_pages(folder)), number), 1):
        render_pdf(page)
        if done in (min(SETTLED, number // 2), number):
            print(_resident())


def documents(folder: Path) -> None:
    """Make the documents anew from their case, then render their pages alone: CPU and pages."""
    from reports.render import render_pdf
    from workflow.pipeline import load, report

    case = load(next((folder / "case").rglob("*.toml")))
    with tempfile.TemporaryDirectory(prefix="sideroscreen-bench-") as room:
        seconds, written = _warm_cpu(lambda: report(case, Path(tempfile.mkdtemp(dir=room))))
        files = [path for document in written for path in document.paths]
        print(
            seconds, sum(page_count(path.read_bytes()) for path in files if path.suffix == ".pdf")
        )
    seconds, pdfs = _warm_cpu(lambda: [render_pdf(page) for page in _pages(folder)], times=1)
    print(seconds, sum(map(page_count, pdfs)))


def bare(folder: Path) -> None:
    """Render the same pages by the PDF library alone, in the same font: CPU and pages."""
    from weasyprint import HTML

    from reports.pdf_worker import _fonts

    def pdf_of(page: str) -> bytes:
        fonts, faces = _fonts()
        pdf: bytes = HTML(string=page).write_pdf(stylesheets=[faces], font_config=fonts)
        return pdf

    seconds, pdfs = _warm_cpu(lambda: [pdf_of(page) for page in _pages(folder)])
    print(seconds, sum(map(page_count, pdfs)))


def printed(folder: Path, first: int, end: int) -> None:
    """Print the digests of the PDFs from the `first` to before the `end`, from a cold start."""
    from reports.render import render_pdf

    for page in islice(cycle(_pages(folder)), first, end):
        print(_digest(render_pdf(page)), flush=True)


def digests(folder: Path) -> None:
    """Print the digest of each PDF, and of each archive PDF with a file inside."""
    from reports.render import render_archive_pdf, render_pdf

    for page in _pages(folder):
        print(_digest(render_pdf(page)))
        print(_digest(render_archive_pdf(page, {"case.json": b"{}"}, date(2026, 6, 1))))


def _pages(folder: Path) -> list[str]:
    return [
        file.read_text(encoding="utf-8") for file in sorted((folder / "documents").glob("*.html"))
    ]


def _digest(pdf: bytes) -> str:
    return hashlib.sha256(pdf).hexdigest()


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


def _warm_cpu(work: Callable[[], T], times: int = 2) -> tuple[float, T]:
    """Return CPU seconds (of this and of the PDF process) and result of the last time."""
    for _ in range(times - 1):
        work()
    before = process_time() + _of_pdf_process()
    result = work()
    return process_time() + _of_pdf_process() - before, result


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


WHAT = {one.__name__: one for one in (memory, documents, bare, printed, digests)}

if __name__ == "__main__":
    WHAT[sys.argv[1]](Path(sys.argv[2]), *map(int, sys.argv[3:]))
