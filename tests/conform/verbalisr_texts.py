"""What verbalisr says of a pair, taken apart: "Half-avuncular: 5 is a half-aunt of 10"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Way:
    """The two lines of a way, each from one of the pair upwards, and the ancestors on top."""

    lines: frozenset[tuple[str, ...]]
    ancestors: frozenset[str]

    @property
    def near(self) -> int:
        """Return the generations of the shorter line."""
        return min(map(len, self.lines))

    @property
    def far(self) -> int:
        """Return the generations of the longer line."""
        return max(map(len, self.lines))

    @property
    def full(self) -> bool:
        """Whether a couple stands on top."""
        return len(self.ancestors) > 1


@dataclass(frozen=True)
class Claim:
    """One heading: ways of one kind, `near` and `far` generations below the ancestor.

    `older` is said to be the `term` of `younger`, all "" where it says nothing of the kind.
    """

    text: str
    near: int
    far: int
    full: bool
    times: int = 1
    older: str = ""
    term: str = ""
    younger: str = ""
    ways: tuple[Way, ...] = ()


UNRELATED = "unrelated"
MULTIPLES = ("", "", "double", "triple", "quadruple", "quintuple", "sextuple", "septuple")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
TIMES = {"once": 1, "twice": 2, "thrice": 3, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

MULTIPLE = re.compile(rf"({'|'.join(MULTIPLES[2:])}) ")
DETAIL = re.compile(r": (?P<older>.+?) is (?:an?|the) (?P<term>[\w-]+) of (?P<younger>.+)$")
LINEAL = re.compile(r"lineal of degree (\d+)")
SIBS = re.compile(r"(full|half) siblings")
AVUNCULAR = re.compile(r"(half[- ])?((?:great-)*)(grand-)?avuncular")
COUSINS = re.compile(r"(half )?(\S+) cousins(?: (\S+?)(?: times)? removed)?")


def claims_of(expected: Mapping[str, Any], ids: Sequence[str]) -> tuple[Claim, ...]:
    """Return the claims: with the people on the ways where `paths` is there, else from `full`.

    Raises ValueError for a text that is not understood, or where the two do not agree.
    """
    full = str(expected["full"])
    headings = [] if full.lower() == UNRELATED else full.split(" + ")
    paths = expected.get("paths")
    if paths is None:
        return tuple(map(_claim, headings))
    lines = [paths] if isinstance(paths, str) else list(paths)
    if [line.lower() for line in lines] == [UNRELATED]:
        lines = []
    claims = tuple(_with_ways(lines, ids))
    if [claim.text for claim in claims] != headings:
        raise ValueError(f'"{full}" does not agree with its paths')
    for claim in claims:
        if len(claim.ways) != claim.times:
            raise ValueError(f'"{claim.text}" has {len(claim.ways)} paths')
    return claims


def _with_ways(lines: Sequence[str], ids: Sequence[str]) -> Iterator[Claim]:
    """Yield each heading with the indented lines below it."""
    claim: Claim | None = None
    for line in lines:
        if not line.startswith(" "):
            if claim is not None:
                yield claim
            claim = _claim(line)
        elif claim is None:
            raise ValueError(f'the path "{line.strip()}" has no heading')
        else:
            claim = replace(claim, ways=(*claim.ways, _way(line.strip(), ids)))
    if claim is not None:
        yield claim


def _claim(text: str) -> Claim:
    detail = DETAIL.search(text)
    kind = (text[: detail.start()] if detail else text).lower()
    multiple = MULTIPLE.match(kind)
    times = MULTIPLES.index(multiple[1]) if multiple else 1
    near, far, full = _kind(kind[multiple.end() :] if multiple else kind)
    told = detail.groupdict() if detail else {}
    return Claim(text, near, far, full, times, **told)


def _kind(kind: str) -> tuple[int, int, bool]:
    if found := LINEAL.fullmatch(kind):
        return 0, int(found[1]), False
    if found := SIBS.fullmatch(kind):
        return 1, 1, found[1] == "full"
    if found := AVUNCULAR.fullmatch(kind):
        return 1, 2 + found[2].count("great-") + bool(found[3]), not found[1]
    if found := COUSINS.fullmatch(kind):
        near = _ordinal(found[2]) + 1
        return near, near + _times(found[3]), not found[1]
    raise ValueError(f'"{kind}" is not understood')


def _ordinal(word: str) -> int:
    return ORDINALS.index(word) if word in ORDINALS else int(re.sub(r"'?(st|nd|rd|th)$", "", word))


def _times(word: str | None) -> int:
    if word is None:
        return 0
    return TIMES[word] if word in TIMES else int(word)


def _way(path: str, ids: Sequence[str]) -> Way:
    """Return a path such as 12-8-4-[1,2]-5-9. An id may hold a hyphen: only known ids count."""
    one = "|".join(re.escape(name) for name in sorted(ids, key=len, reverse=True))
    found = re.fullmatch(rf"((?:(?:{one})-)*)\[((?:{one})(?:,(?:{one}))*)\]((?:-(?:{one}))*)", path)
    if found is None:
        raise ValueError(f'the path "{path}" is not understood')
    before = re.findall(rf"({one})-", found[1])
    after = re.findall(rf"-({one})(?=-|$)", found[3])
    ancestors = re.findall(rf"({one})(?=,|$)", found[2])
    return Way(frozenset({tuple(before), tuple(reversed(after))}), frozenset(ancestors))


def own_word(term: str) -> str:
    """Return verbalisr's term in our words: "half-great-granduncle" is "half-great-great-uncle"."""
    return re.sub(r"grand(uncle|aunt)", r"great-\1", term)
