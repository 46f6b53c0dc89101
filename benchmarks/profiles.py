"""Where a command of ours spends its time: what shows why a target is missed."""

from __future__ import annotations

import pstats
import re
import subprocess
import tempfile
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
    """Return where the wall time of a Python command goes, in shares of it (cProfile).

    First the imports, with all that they run, and the waits for other processes; then the five
    functions that take most by their own time.
    """
    with tempfile.TemporaryDirectory(prefix="sideroscreen-bench-") as folder:
        into = Path(folder) / "profile"
        subprocess.run(
            [command[0], "-m", "cProfile", "-o", str(into), *command[1:]],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            env=dict(environment),
        )
        if not into.exists():
            return ("no profile could be taken of this command",)
        stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]]
        stats = pstats.Stats(str(into)).stats  # type: ignore[attr-defined]
    return tuple(_in_words(list(stats.items())))


def _in_words(entries: Sequence[Entry], top: int = 5) -> list[str]:
    whole = sum(own for _, (_, _, own, _, _) in entries)
    imports = [entry for entry in entries if (entry[0][0], entry[0][2]) == _IMPORT]
    waits = [entry for entry in entries if _WAITING.search(entry[0][2])]
    rest = [one for one in entries if one not in waits and not _OF_AN_IMPORT.search(_named(one))]
    rows = [
        (sum(entry[1][3] for entry in imports), "the imports"),
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
