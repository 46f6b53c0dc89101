"""Say what is missing on this machine, and how to mend it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import click

PACKAGES = ("genetics", "pedigrees", "reports", "templates", "workflow")
SYSTEM_LIBRARIES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at: whether it is well, what was seen, how to mend it."""

    name: str
    well: bool
    seen: str
    remedy: str = ""

    def __str__(self) -> str:
        mark = "ok     " if self.well else "MISSING"
        mend = "" if self.well else f"; {self.remedy}"
        return f"{mark}  {self.name}: {self.seen}{mend}"


def run_doctor() -> int:
    """Print one line a check; return 0 when all is well, else 1."""
    from workflow.versions import versions_line

    click.echo(versions_line())
    checks = [*check_pdf(), check_writing(Path.cwd()), check_strangers(), check_knowledge()]
    checks.append(check_library())
    for check in checks:
        click.echo(str(check))
    return 0 if all(check.well for check in checks) else 1


def check_pdf() -> list[Check]:
    """Look at the PDF library and at the glyphs that the documents print."""
    from reports.render import missing_glyphs, pdf_problem

    problem = pdf_problem()
    pdf = Check(
        "PDF (pango)",
        not problem,
        problem or "WeasyPrint finds its system libraries",
        f"as root: apt-get install -y {SYSTEM_LIBRARIES}; until then HTML is written",
    )
    missing = missing_glyphs()
    glyphs = Check(
        "glyphs",
        not missing,
        f"not in our font: {' '.join(missing)}" if missing else "all glyphs are in our font",
        "reinstall font-source-sans-pro with the versions of requirements.lock",
    )
    return [pdf, glyphs]


def check_writing(folder: Path) -> Check:
    """Look whether this folder can be written to."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        return Check("write access", False, f"{folder}: {error.strerror}", "choose another folder")
    return Check("write access", True, "the current folder can be written to")


def check_strangers() -> Check:
    """Look for other distributions that have written into packages of our names."""
    from importlib import metadata

    names = {dist.metadata["Name"] or "?": dist.files or () for dist in metadata.distributions()}
    strangers = strangers_among(
        (name, tuple(str(file) for file in files)) for name, files in names.items()
    )
    return Check(
        "our packages",
        not strangers,
        f"also written to by {', '.join(strangers)}" if strangers else "nobody else writes there",
        "install sideroscreen into an environment of its own",
    )


def strangers_among(distributions: Iterable[tuple[str, tuple[str, ...]]]) -> list[str]:
    """Return the names of distributions, ours aside, with files in our packages."""
    ours = tuple(f"{package}/" for package in PACKAGES)
    return sorted(
        name
        for name, files in distributions
        if name != "sideroscreen" and any(file.startswith(ours) for file in files)
    )


def check_knowledge() -> Check:
    """Look whether gene files and rules can be read and hold what they must."""
    from genetics.errors import KnowledgeInvalid
    from genetics.gene_files import load_panel
    from reports.management.alarms import load_alarms
    from reports.management.rules import load_rules

    try:
        panel, rules, alarms = load_panel(), load_rules(), load_alarms()
    except KnowledgeInvalid as error:
        return Check("knowledge", False, str(error.mistakes[0]), "reinstall sideroscreen")
    seen = f"{len(panel.genes)} genes, {len(rules.rules)} rules, {len(alarms)} alarms"
    return Check("knowledge", True, seen)


def check_library() -> Check:
    """Look whether what the laboratory has added can be read, and say what it is."""
    from genetics.errors import SideroscreenError
    from workflow.versions import library_lines

    try:
        lines = library_lines()
    except SideroscreenError as error:
        return Check("library", False, str(error.mistakes[0]), "see sideroscreen knowledge sources")
    return Check("library", True, " | ".join(lines) or "nothing was added")


@click.command("doctor", help=__doc__)
def command() -> int:
    """Example: sideroscreen doctor."""
    return run_doctor()
