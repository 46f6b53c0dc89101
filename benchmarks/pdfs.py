"""The documents as PDFs: memory of the PDF process, its speed, two processes, the same bytes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from made_data import Sizes
from printing import SETTLED, page_count
from side_by_side import (
    COMMAND,
    HERE,
    Bench,
    Row,
    difference_of,
    environment,
    measured,
    with_profile,
)
from tables import FLAT, Line, Section, Sides, Target

METHOD = """\
The documents of a fictitious family of `sideroscreen demo`: {documents} PDFs of {least} pages (a
letter to a relative) to {most} pages (a report), {pages} in all; rendered by
`reports.render.render_pdf`, that is by the one warm PDF process, which keeps one
FontConfiguration. CPU is that of both processes, of all documents. "Bare" is
`HTML(string=page).write_pdf()` of the same HTML, warm, without tags or refusal of what lies
outside; it is given our font and one FontConfiguration, so that it fills as many pages, which is
held against ours. The memory is that of the PDF process (VmRSS)."""
FAMILY = "DEMO-A"
OURS = (sys.executable, str(HERE / "printing.py"))


def measure(sizes: Sizes, bench: Bench) -> Section:
    """Measure memory, CPU, wall and bytes of the PDFs."""
    folder = bench.data / "family"
    _write_family(folder, sizes.documents)
    pages = [page_count(pdf.read_bytes()) for pdf in folder.rglob("*.pdf")]
    method = METHOD.format(
        documents=len(pages), least=min(pages), most=max(pages), pages=sum(pages)
    )
    lines = [
        _memory(folder, sizes.printed),
        *_warm(folder, bench),
        measured(_two_processes(folder, max(2, sizes.printed // 10)), bench),
        _same_bytes(folder),
    ]
    return Section("PDFs", method, lines)


def _write_family(folder: Path, documents: Sequence[str]) -> None:
    """Write the documents of the family as `sideroscreen demo` does, all where none is named.

    They are written anew in each run: the pages must be those that our code writes now.
    """
    from workflow.commands.demo import copy_inputs

    shutil.rmtree(folder, ignore_errors=True)
    case = copy_inputs(FAMILY, folder / "case")
    if documents:
        case.write_text(f"documents = {[*documents]}\n{case.read_text('utf-8')}", "utf-8")
    command = [*COMMAND, "report", str(case), "-o", str(folder / "documents")]
    subprocess.run(command, check=True, capture_output=True, env=environment())


def _said(what: str, folder: Path, *numbers: int, seed: str = "") -> list[str]:
    command = [*OURS, what, str(folder), *map(str, numbers)]
    with_seed = environment() | ({"PYTHONHASHSEED": seed} if seed else {})
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=with_seed)
    return done.stdout.split()


def _memory(folder: Path, number: int) -> Line:
    early, late = map(float, _said("memory", folder, number))
    return Line(
        task=f"memory of the PDF process over {number} documents",
        peer=f"the same after {min(SETTLED, number // 2)}",
        peak=Sides.of([(late, early)]),
        measured=late / early,
        target=FLAT,
    )


CpuAndPages = tuple[float, int]


def _warm(folder: Path, bench: Bench) -> Iterator[Line]:
    """Hold whole documents, and the rendering of their pages, beside the PDF library alone."""
    rounds = [
        (*_cpu_and_pages("documents", folder), *_cpu_and_pages("bare", folder))
        for _ in range(bench.rounds)
    ]
    whole, rendered, bare = zip(*rounds, strict=True)
    line = _beside_bare("views, templates, checks and files", whole, bare)
    line = replace(line, target=Target(1.15, 1.05))
    yield with_profile(line, (*OURS, "documents", str(folder)), bench)
    yield _beside_bare("of it, the rendering", rendered, bare)


def _beside_bare(task: str, ours: Sequence[CpuAndPages], bare: Sequence[CpuAndPages]) -> Line:
    cpu = Sides.of([(one[0], other[0]) for one, other in zip(ours, bare, strict=True)])
    different = difference_of([pages for _, pages in ours], [pages for _, pages in bare])
    return Line(
        task=f"PDF, warm: {task}",
        peer="bare WeasyPrint",
        cpu=cpu,
        measured=None if different else cpu.ratio,
        remark=different,
    )


def _cpu_and_pages(what: str, folder: Path) -> list[CpuAndPages]:
    said = _said(what, folder)
    return [(float(cpu), int(pages)) for cpu, pages in zip(said[::2], said[1::2], strict=True)]


def _two_processes(folder: Path, number: int) -> Row:
    """Two cold processes, half the documents each, beside one; the PDFs must be the same."""
    printed = f"{' '.join(OURS)} printed {folder}"
    half = number // 2
    both = f"{printed} 0 {half} & other=$!; {printed} {half} {number} && wait $other"
    return Row(
        task=f"{number} PDFs, wall, 2 processes",
        peer="one process",
        target=Target(0.65, 0.55),
        ours=("sh", "-c", both),
        theirs=(*OURS, "printed", str(folder), "0", str(number)),
        said=lambda output: sorted(output.read_text(encoding="utf-8").split()),
        judged="wall",
        profiled=(*OURS, "printed", str(folder), "0", str(half)),
        remark="the start of every process included",
    )


def _same_bytes(folder: Path) -> Line:
    """Hold every PDF, and every archive PDF with a file inside, against those of another run."""
    first, second = (_said("digests", folder, seed=seed) for seed in ("0", "4711"))
    return Line(
        task=f"bytes of {len(first)} PDFs, with and without attachments",
        peer="another process and hash seed",
        measured=sum(one != other for one, other in zip(first, second, strict=True)),
        unit=" differ",
        target=Target(0, 0),
    )
