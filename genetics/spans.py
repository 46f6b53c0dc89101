"""Stretches of bases on one chromosome: joined, cut to a window, taken away, counted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import pairwise
from operator import itemgetter

Span = tuple[int, int]
"""First and last base, both included."""

Spans = tuple[Span, ...]
"""Sorted stretches of which none touches another: between any two lies a base at least."""

_LAST = itemgetter(1)


def joined(spans: Iterable[Span]) -> Spans:
    """Sort stretches and join those that overlap or touch; one without a base is dropped."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if start > end:
            continue
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def within(spans: Spans, start: int, end: int) -> Spans:
    """Return what lies from `start` to `end`."""
    result: list[Span] = []
    for number in range(bisect_left(spans, start, key=_LAST), len(spans)):
        first, last = spans[number]
        if first > end:
            break
        result.append((max(first, start), min(last, end)))
    return tuple(result)


def common(spans: Spans, others: Spans) -> Spans:
    """Return the bases that are in both."""
    return tuple(span for start, end in others for span in within(spans, start, end))


def without(spans: Spans, taken: Spans) -> Spans:
    """Return the bases of `spans` that are not in `taken`."""
    result: list[Span] = []
    for start, end in spans:
        edges = [(start - 1, start - 1), *within(taken, start, end), (end + 1, end + 1)]
        result += [(last + 1, first - 1) for (_, last), (first, _) in pairwise(edges)]
    return joined(result)


def bases_in(spans: Spans) -> int:
    """Count the bases."""
    return sum(end - start + 1 for start, end in spans)
