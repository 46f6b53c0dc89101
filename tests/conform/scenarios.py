"""Judges csa-scenario/1 families: `./dev conform scenarios PATH [--sections a,b] [--pdf]`.

Each file goes through the door and the pipeline of `sideroscreen report`, and what comes out
is held against what the file expects (KNOWLEDGE.md 10.1). A line for each scenario and
section, or for each point that does not hold; the last line is `N passed, M failed`.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from computed import compute
from judge import NEED_DOCUMENTS, SECTIONS, judge, to_be_read
from outcome import Outcome
from scenario_file import MalformedScenario, Scenario, read_scenario


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge a folder or a file. Returns 1 if a case failed, 2 for a wrong call, else 0."""
    asked = _arguments(arguments)
    passed = failed = 0
    for path in _files(asked.path):
        good = _judge_file(path, asked.sections, asked.pdf)
        passed += good is True
        failed += good is False
    left_out = [section for section in SECTIONS if section not in asked.sections]
    if left_out:
        print(f"sections left out: {', '.join(left_out)}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _judge_file(path: Path, sections: Sequence[str], pdf: bool) -> bool | None:
    """Print the lines of one file; None: there is nothing to judge it by."""
    try:
        scenario = read_scenario(path)
    except MalformedScenario as error:
        print(f"{path.name} malformed: {error}")
        return False
    with tempfile.TemporaryDirectory(prefix="conform-") as folder:
        try:
            outcome = compute(scenario, Path(folder), documents=_documents(sections), pdf=pdf)
        except Exception as error:  # noqa: BLE001 - a bug fails one case, the others are judged
            print(f"{scenario.id} FAILED the program stopped: {_one_line(error)}")
            return False
    if scenario.expected is None:
        print(f"{scenario.id} computed, not judged: the file expects nothing; {_summary(outcome)}")
        return None
    verdicts = [_judge_section(scenario, outcome, section) for section in sections]
    return all(verdicts)


def _judge_section(scenario: Scenario, outcome: Outcome, section: str) -> bool:
    failures = judge(scenario, outcome, section)
    for failure in failures:
        print(f"{scenario.id} {section} FAILED {failure}")
    if not failures:
        print(f"{scenario.id} {section} ok{_remark(scenario, outcome, section)}")
    return not failures


def _remark(scenario: Scenario, outcome: Outcome, section: str) -> str:
    if outcome.refused:
        return " (the input is refused, as expected)"
    read = to_be_read(scenario, outcome) if section == "rules" else ()
    return f" (to be read by a person: {'; '.join(read)})" if read else ""


def _summary(outcome: Outcome) -> str:
    if outcome.refused:
        return f"refused: {' / '.join(outcome.refused)}"
    flags = [one.flag for one in outcome.relatives.values()]
    counts = ", ".join(f"{flags.count(flag)} {flag}" for flag in sorted(set(flags)))
    return f"pattern {outcome.pattern}; relatives: {counts or 'none'}; {len(outcome.rules)} rules"


def _documents(sections: Iterable[str]) -> bool:
    return bool(NEED_DOCUMENTS & set(sections))


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"


def _files(path: Path) -> Iterator[Path]:
    """The file, or the .json files of the folder, SCN-2 before SCN-10."""
    yield from [path] if path.is_file() else sorted(path.glob("*.json"), key=_by_number)


def _by_number(path: Path) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", path.name)]


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="conform scenarios", description=__doc__)
    parser.add_argument("path", metavar="PATH", type=_existing, help="a file or a folder")
    parser.add_argument(
        "--sections",
        metavar="a,b",
        type=_sections,
        default=tuple(SECTIONS),
        help=f"judge these only: {', '.join(SECTIONS)}",
    )
    parser.add_argument("--pdf", action="store_true", help="make the PDFs and read them as well")
    return parser.parse_args(arguments)


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.is_file() and not any(path.glob("*.json")):
        raise argparse.ArgumentTypeError(f"{text} is no file and no folder with .json files")
    return path


def _sections(text: str) -> tuple[str, ...]:
    asked = [part.strip() for part in text.split(",") if part.strip()]
    unknown = [part for part in asked if part not in SECTIONS]
    if unknown or not asked:
        named = f"no section {', '.join(unknown)}" if unknown else "no section is named"
        raise argparse.ArgumentTypeError(f"{named}; choose from {', '.join(SECTIONS)}")
    return tuple(section for section in SECTIONS if section in asked)


if __name__ == "__main__":
    sys.exit(main())
