"""Where a command of ours spends its time: what shows why a target is missed.

The wall time of the command is shared out by `cProfile`: the imports with all that they run,
the waits for other processes and files, then the five functions that take most by themselves.
Where the imports take most, the packages that take most of them are named, by Python's own
clock of imports.
"""

from __future__ import annotations

import pstats
import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

_IMPORT = ("<frozen importlib._bootstrap>", "_find_and_load")
_OF_AN_IMPORT = re.compile(
    r"<frozen importlib|<module>|dataclasses\.py|__build_class__|builtins\.(exec|compile)|"
    r"marshal\.loads|_imp\.|posix\.stat"
)
_WAITING = re.compile(r"select\.|posix\.(waitpid|wait4|read)|_thread\.(lock|RLock)|time\.sleep")

Entry = tuple[tuple[str, int, str], tuple[int, int, float, float, object]]


def profile_of(command: Sequence[str], environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return where the wall time of a Python command goes, in shares of it."""
    with tempfile.TemporaryDirectory(prefix="sideroscreen-bench-") as folder:
        into = Path(folder) / "profile"
        _run([command[0], "-m", "cProfile", "-o", str(into), *command[1:]], environment)
        if not into.exists():
            return ("no profile could be taken of this command",)
        stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
        stats = pstats.Stats(str(into)).stats  # type: ignore[attr-defined]
    entries = list(stats.items())
    whole, imports = sum(entry[1][2] for entry in entries), _imports(entries)
    if imports < whole / 2:
        return tuple(_in_words(entries))
    told = _run([command[0], "-X", "importtime", *command[1:]], environment)
    return (f"{imports / whole:4.0%}  the imports: {', '.join(_packages(told))}",)


def _run(command: Sequence[str], environment: Mapping[str, str]) -> str:
    return subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env=dict(environment),
    ).stderr


def _imports(entries: Sequence[Entry]) -> float:
    return sum(entry[1][3] for entry in entries if (entry[0][0], entry[0][2]) == _IMPORT)


_IMPORTED = re.compile(r"import time: +(\d+) \| +\d+ \| +(\w+)")


def _packages(told: str, top: int = 5) -> list[str]:
    """Return the packages that take most of the imports, each with its own milliseconds."""
    took: Counter[str] = Counter()
    for microseconds, package in _IMPORTED.findall(told):
        took[package] += int(microseconds)
    return [f"{package} {own / 1000:.0f} ms" for package, own in took.most_common(top)]


def _in_words(entries: Sequence[Entry], top: int = 5) -> list[str]:
    whole = sum(own for _, (_, _, own, _, _) in entries)
    waits = [entry for entry in entries if _WAITING.search(entry[0][2])]
    rest = [one for one in entries if one not in waits and not _OF_AN_IMPORT.search(_named(one))]
    rows = [
        (_imports(entries), "the imports"),
        (sum(entry[1][2] for entry in waits), "waiting for other processes and files"),
    ]
    rows += [
        (entry[1][2], f"{_named(entry)} ({entry[1][1]:,} calls)")
        for entry in sorted(rest, key=lambda entry: -entry[1][2])[:top]
    ]
    return [f"{took / whole:4.0%}  {what}" for took, what in rows if took >= 0.005 * whole]


def _named(entry: Entry) -> str:
    file, line, name = entry[0]
    path = Path(file)
    return name if file == "~" else f"{path.parent.name}/{path.name}:{line} {name}"
