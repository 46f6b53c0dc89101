"""Finds the line of every table, key and list entry of a TOML text that was read already."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

KeyPath = tuple[str | int, ...]


@lru_cache(maxsize=4)
def lines_by_path(text: str) -> Mapping[KeyPath, int]:
    """Return the line of every table, key and list entry of a valid TOML text.

    Walks the text once: table headers, then keys with their values; inside values it
    looks into lists and inline tables, and steps over strings.
    """
    plain = text.replace("\r\n", "\n")
    walk = _Walk(plain, [found.start() for found in re.finditer("\n", plain)])
    while walk.skip_blank():
        if walk.peek("["):
            walk.header()
        else:
            walk.assignment(walk.table)
    return walk.lines


_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}(?!")'
    r"|'''.*?'{3,5}(?!')"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)


@dataclass(slots=True)
class _Walk:
    """A place in a TOML text, and what was seen on the way to it."""

    text: str
    line_ends: list[int]
    at: int = 0
    table: KeyPath = ()
    lines: dict[KeyPath, int] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)

    def peek(self, what: str) -> bool:
        return self.text.startswith(what, self.at)

    def skip_blank(self) -> bool:
        """Step over white space and comments; False at the end of the text."""
        blank = _BLANK.match(self.text, self.at)
        self.at = blank.end() if blank else self.at
        return self.at < len(self.text)

    def note(self, path: KeyPath) -> None:
        """Remember the present line for a path and for tables named on the way to it."""
        line = bisect_left(self.line_ends, self.at) + 1
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def header(self) -> None:
        """Read ``[table]`` or ``[[list of tables]]``."""
        is_list = self.peek("[[")
        start = self.at
        self.at += 2 if is_list else 1
        keys = self.keys()
        self.table = (*self.resolved(keys[:-1]), keys[-1])
        if is_list:
            number = self.counts.get(self.table, 0)
            self.counts[self.table] = number + 1
            self.table += (number,)
        elif self.table in self.counts:
            self.table += (self.counts[self.table] - 1,)
        end, self.at = self.text.index("]", self.at) + (2 if is_list else 1), start
        self.note(self.table)
        self.at = end

    def resolved(self, keys: Sequence[str]) -> KeyPath:
        """Return the path of these keys, each list of tables standing for its last entry."""
        path: KeyPath = ()
        for key in keys:
            path += (key,)
            if path in self.counts:
                path += (self.counts[path] - 1,)
        return path

    def keys(self) -> list[str]:
        """Read a key, dotted or quoted or plain."""
        found: list[str] = []
        while True:
            self.skip_blank()
            quoted = _STRING.match(self.text, self.at)
            key = quoted or _BARE_KEY.match(self.text, self.at)
            if key is None:
                raise ValueError(f"no key at {self.at}")
            found.append(tomllib.loads(f"key = {key[0]}")["key"] if quoted else key[0])
            self.at = key.end()
            self.skip_blank()
            if not self.peek("."):
                return found
            self.at += 1

    def assignment(self, table: KeyPath) -> None:
        """Read ``key = value``."""
        start = self.at
        path = table + tuple(self.keys())
        after, self.at = self.text.index("=", self.at) + 1, start
        self.note(path)
        self.at = after
        self.value(path)

    def value(self, path: KeyPath) -> None:
        self.skip_blank()
        if self.peek("["):
            self.many(path, "]")
        elif self.peek("{"):
            self.many(path, "}")
        else:
            plain = _STRING.match(self.text, self.at) or _SCALAR.match(self.text, self.at)
            self.at = plain.end() if plain else self.at + 1

    def many(self, path: KeyPath, closing: str) -> None:
        """Read a list or an inline table to its closing bracket."""
        self.at += 1
        number = 0
        while self.skip_blank() and not self.peek(closing):
            if self.peek(","):
                self.at += 1
            elif closing == "}":
                self.assignment(path)
            else:
                self.note((*path, number))
                self.value((*path, number))
                number += 1
        self.at += 1
