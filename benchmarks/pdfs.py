"""The documents as PDFs: memory of the PDF process, its speed, two processes, the same bytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from measure import Line, Section, Sides, Target
from printing import SETTLED
from reading import TOLD
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
from vcf_data import Sizes, once

METHOD = """\
The documents of a fictitious family of `sideroscreen demo`, {pages} of them, of {least} to {most}
kB of HTML; rendered by `reports.render.render_pdf`, that is by the one warm PDF process, which
keeps one FontConfiguration. CPU is that of both processes, of all {pages}. "Bare" is
`HTML(string=page).write_pdf()` of the same HTML, warm, without tags or refusal of what lies
outside; it is given our font and one FontConfiguration, so that it fills as many pages, which is
held against ours. The memory is that of the PDF process (VmRSS)."""
FAMILY = "DEMO-A"
OURS = (sys.executable, str(HERE / "printing.py"))


def measure(sizes: Sizes, bench: Bench) -> Section:
    """Measure memory, CPU, wall and bytes of the PDFs."""
    folder = once(bench.data, "family", _family)
    kilobytes = [page.stat().st_size // 1024 for page in folder.rglob("*.html")]
    method = METHOD.format(pages=len(kilobytes), least=min(kilobytes), most=max(kilobytes))
    lines = [
        _memory(folder, sizes.printed),
        *_warm(folder, bench),
        measured(_two_processes(folder, max(2, sizes.printed // 10)), bench),
        _same_bytes(folder),
    ]
    return Section("PDFs", method, lines)


def _family(folder: Path) -> None:
    """Write the documents of the family as `sideroscreen demo` does."""
    from workflow.commands.demo import copy_inputs

    case = copy_inputs(FAMILY, folder / "case")
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
        target=Target(1.2, 1.05),
    )


def _warm(folder: Path, bench: Bench) -> list[Line]:
    """Hold whole documents, and the rendering of their pages, beside the PDF library alone."""
    rounds = [
        {what: _cpu_and_pages(what, folder) for what in ("documents", "rendered", "bare")}
        for _ in range(bench.rounds)
    ]
    lines = []
    for what, task, target, remark in (
        ("documents", "PDF, warm: views, templates, checks and files", Target(1.15, 1.05), ""),
        ("rendered", "PDF, warm: the rendering alone", None, TOLD),
    ):
        cpu = Sides.of([(one[what][0], one["bare"][0]) for one in rounds])
        pages = ([one[what][1] for one in rounds], [one["bare"][1] for one in rounds])
        different = difference_of(*pages)
        line = Line(
            task=task,
            peer="bare WeasyPrint",
            cpu=cpu,
            measured=None if different else cpu.ratio,
            target=target,
            remark=different or remark,
        )
        lines.append(with_profile(line, (*OURS, what, str(folder)), bench))
    return lines


def _cpu_and_pages(what: str, folder: Path) -> tuple[float, int]:
    seconds, pages = _said(what, folder)
    return float(seconds), int(pages)


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
