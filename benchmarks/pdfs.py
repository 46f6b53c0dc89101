"""The documents as PDFs: memory of the PDF process, its speed, two processes, the same bytes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

from measure import Beside, Section, Target, Verdict
from printing import SETTLED
from side_by_side import COMMAND, HERE, environment, profile
from vcf_data import Sizes, once

METHOD = """\
The documents of a fictitious family of `sideroscreen demo`, {pages} of them, of {least} to {most}
kB of HTML; rendered by `reports.render.render_pdf`, that is by the one warm PDF process, which
keeps one FontConfiguration. CPU is that of both processes. "Bare" is
`HTML(string=page).write_pdf()` of the same page, warm, without our font, tags or refusal of what
lies outside. The memory is that of the PDF process (VmRSS)."""
FAMILY = "DEMO-A"
OURS = (sys.executable, str(HERE / "printing.py"))


def measure(sizes: Sizes, data: Path, rounds: int) -> Section:
    """Measure memory, CPU, wall and bytes of the PDFs."""
    folder = once(data, "documents", _documents)
    pages = sorted(folder.glob("*.html"))
    kilobytes = [page.stat().st_size // 1024 for page in pages]
    method = METHOD.format(pages=len(pages), least=min(kilobytes), most=max(kilobytes))
    lines = [
        _memory(folder, sizes.printed),
        *_warm(folder, rounds),
        _two_processes(folder, max(2, sizes.printed // 10), rounds),
        _same_bytes(folder),
    ]
    return Section("PDFs", method, lines)


def _documents(folder: Path) -> None:
    """Write the documents of the family as `sideroscreen demo` does."""
    from workflow.commands.demo import copy_inputs

    case = copy_inputs(FAMILY, folder.with_suffix(".inputs"))
    command = [*COMMAND, "report", str(case), "-o", str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=environment())


def _numbers(what: str, folder: Path, number: int = 1) -> list[float]:
    command = [*OURS, what, str(folder), str(number)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment())
    return [float(word) for word in done.stdout.split()]


def _memory(folder: Path, number: int) -> Beside:
    early, late = _numbers("memory", folder, number)
    return Beside(
        f"memory of the PDF process over {number} documents",
        f"the same after {min(SETTLED, number // 2)}",
        late / early,
        Target(1.2, 1.05),
        f"{late:.0f} MiB",
        f"{early:.0f} MiB",
    )


def _warm(folder: Path, rounds: int) -> list[Beside]:
    """Hold whole documents and bare rendering of their pages beside the PDF library alone."""
    asked = ("documents", "rendered", "bare")
    took = [{what: _numbers(what, folder)[0] for what in asked} for _ in range(rounds)]
    bare = median(one["bare"] for one in took)
    rows = []
    for what, task, target, remark in (
        ("documents", "PDF, warm: views, templates, checks and files", Target(1.15, 1.05), ""),
        ("rendered", "PDF, warm: the rendering alone", None, "told, not judged"),
    ):
        line = Beside(
            task,
            "bare WeasyPrint",
            median(one[what] / one["bare"] for one in took),
            target,
            f"{median(one[what] for one in took):.2f} s",
            f"{bare:.2f} s",
            remark,
        )
        rows.append(_with_profile(line, (*OURS, what, str(folder))))
    return rows


def _with_profile(line: Beside, command: Sequence[str]) -> Beside:
    if line.verdict is not Verdict.MISSED:
        return line
    return replace(line, profile=profile(command))


def _two_processes(folder: Path, number: int, rounds: int) -> Beside:
    """Compare the wall of two cold processes, half the documents each, with that of one."""
    ratios, walls = [], []
    for _ in range(rounds):
        two = _wall(folder, [number // 2, number - number // 2])
        one = _wall(folder, [number])
        ratios.append(two / one)
        walls.append((two, one))
    two, one = (median(values) for values in zip(*walls, strict=True))
    return Beside(
        f"{number} PDFs, wall, 2 processes",
        "one process",
        median(ratios),
        Target(0.65, 0.55),
        f"{two:.1f} s wall",
        f"{one:.1f} s wall",
        f"{number / two:.1f} documents a second; the imports of all processes included",
    )


def _wall(folder: Path, numbers: Sequence[int]) -> float:
    began = perf_counter()
    running = [
        subprocess.Popen([*OURS, "printed", str(folder), str(number)], env=environment())
        for number in numbers
    ]
    codes = [program.wait() for program in running]
    if any(codes):
        raise RuntimeError("a process that prints has failed")
    return perf_counter() - began


def _same_bytes(folder: Path) -> Beside:
    """Hold every PDF, and every archive PDF with a file inside, against those of another run."""
    first, second = (_digests(folder, seed) for seed in ("0", "4711"))
    differing = sum(one != other for one, other in zip(first, second, strict=True))
    return Beside(
        "PDF bytes, with and without attachments",
        "another process and hash seed",
        differing,
        Target(0, 0, "differ"),
        f"{len(first)} PDFs",
        f"{len(second)} PDFs",
    )


def _digests(folder: Path, seed: str) -> list[str]:
    command = [*OURS, "digests", str(folder)]
    with_seed = {**environment(), "PYTHONHASHSEED": seed}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=with_seed)
    return done.stdout.split()
