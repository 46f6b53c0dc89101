"""Finds in a large piece of a VCF where each line and its columns lie, eight bytes at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from genetics.readers.numbers import MOST_DIGITS

Places = NDArray[np.int64]
Words = NDArray[np.uint64]
Signs = NDArray[np.uint8]
Truths = NDArray[np.bool_]

_TAB, _LINE_END = b"\t\n"
# The columns that every line of a VCF has: up to INFO.
_TO_INFO = 8

_WORD = 8  # bytes
_MARKS = 64
_ONE, _LAST_MARK = np.uint64(1), np.uint64(_MARKS - 1)


def _eight_times(byte: int) -> np.uint64:
    return np.uint64(int.from_bytes(bytes([byte] * _WORD), "little"))


_ZEROS, _ABOVE_NINE, _UPPERMOST = map(_eight_times, (ord("0"), 0x80 - 10, 0x80))
# By how many bytes are wanted of a word: how far it is shifted up, so that no others are left in
# it; and digits zero in place of those.
_WANTED = np.minimum(np.arange(_MARKS + 1), _WORD).astype(np.uint64)
_SHIFTS = (np.uint64(_WORD) - _WANTED) << np.uint64(3)
_LEADING_ZEROS = _ZEROS >> (_WANTED << np.uint64(3))
# Digits are made pairs, pairs fours, and fours eight: factor, bits between neighbours, which stay.
_JOINED = tuple(
    (np.uint64(factor), np.uint64(bits), np.uint64(stay))
    for factor, bits, stay in (
        (10, 8, 0x00FF00FF00FF00FF),
        (100, 16, 0x0000FFFF0000FFFF),
        (10_000, 32, 0x00000000FFFFFFFF),
    )
)


@dataclass(frozen=True, slots=True)
class Table:
    """A chunk of well-shaped lines: where each begins and ends, its first tab, and its POS.

    `signs` are the bytes of the chunk; `tabs` says of each whether it is one. `continues` says
    of each line whether it is on the same contig as the line before it.
    """

    chunk: bytes
    signs: Signs
    tabs: Truths
    starts: Places
    ends: Places
    first_tabs: Places
    positions: Places
    continues: Truths

    @classmethod
    def of(cls, chunk: bytes, tabs: int) -> Self | None:
        """Return the table of a chunk; None where one of its lines may be none of a VCF.

        Each line must have so many tabs, a line end, and a POS of one to eighteen digits; it must
        not begin as a header or a byte order mark does, nor have its second tab beyond byte 64.
        """
        if tabs < _TO_INFO - 1 or not chunk.endswith(b"\n"):
            return None
        data = np.frombuffer(chunk, np.uint8)
        ends = _places(_marks(data == _LINE_END))
        starts = np.concatenate(([0], ends[:-1] + 1))
        is_tab = data == _TAB
        marks = _marks(is_tab)
        before = _marks_before(marks, ends)
        if before[0] != tabs or (before[1:] - before[:-1] != tabs).any():
            return None
        columns = _marks_from(marks, starts)
        after_contig = columns & (columns - _ONE)
        if not after_contig.all():
            return None
        first_tabs = starts + _lowest(columns)
        lengths = starts + _lowest(after_contig) - first_tabs - 1
        if not lengths.all() or lengths.max() > MOST_DIGITS:
            return None
        words = words_of(chunk)
        positions, are_digits = numbers_in(words, first_tabs + 1, lengths)
        if not are_digits.all():
            return None
        continues = _continue(words, starts, first_tabs - starts)
        beginnings = data[starts[~continues]].tobytes()
        if b"#" in beginnings or b"\xef" in beginnings:  # a header; a byte order mark
            return None
        return cls(chunk, data, is_tab, starts, ends, first_tabs, positions, continues)

    @property
    def rows(self) -> int:
        return len(self.starts)

    def line(self, row: int) -> bytes:
        """Return one line, without its end."""
        return self.chunk[self.starts[row] : self.ends[row]].rstrip(b"\r")

    def contig(self, row: int) -> bytes:
        return self.chunk[self.starts[row] : self.first_tabs[row]]

    def runs(self) -> Iterator[tuple[int, int, int | None]]:
        """Yield the rows from one to another on one contig, and the first that is out of order."""
        falls = np.zeros(self.rows, bool)
        falls[1:] = self.positions[1:] < self.positions[:-1]
        falls &= self.continues
        for begin, end in pairwise([*np.flatnonzero(~self.continues).tolist(), self.rows]):
            fallen = np.flatnonzero(falls[begin:end])
            yield begin, end, begin + int(fallen[0]) if len(fallen) else None

    def columns(self, begin: int, end: int) -> Places:
        """Return where the columns of the rows from `begin` to `end` end."""
        low, high = self.starts[begin], self.ends[end - 1]
        tabs = np.flatnonzero(self.tabs[low:high]) + low
        return np.column_stack((tabs.reshape(end - begin, -1), self.ends[begin:end]))


def words_of(chunk: bytes) -> Words:
    """Return the eight bytes from every place on, the first of them lowest, as one number."""
    return np.ndarray((len(chunk) - _WORD + 1,), "<u8", chunk, 0, (1,))


def numbers_in(words: Words, begins: Places, lengths: Places) -> tuple[Places, Truths]:
    """Return the numbers of up to eighteen digits written so, and whether each is digits alone.

    Eight digits are counted at once: neighbours to pairs, pairs to fours, fours to eight.
    """
    digits = ((words[begins] << _SHIFTS[lengths]) | _LEADING_ZEROS[lengths]) - _ZEROS
    are_digits = ((digits | (digits + _ABOVE_NINE)) & _UPPERMOST) == 0
    for factor, bits, stay in _JOINED:
        digits = (digits * factor + (digits >> bits)) & stay
    values = digits.astype(np.int64)
    longer = np.flatnonzero(lengths > _WORD)
    if len(longer):
        more = lengths[longer] - _WORD
        rest, are_digits_too = numbers_in(words, begins[longer] + _WORD, more)
        values[longer] = values[longer] * 10**more + rest
        are_digits[longer] &= are_digits_too
    return values, are_digits


def _continue(words: Words, begins: Places, lengths: Places) -> Truths:
    """Return whether each text, of less than sixty-four bytes, is the same as the one before it."""
    same = np.zeros(len(begins), np.bool_)
    same[1:] = lengths[1:] == lengths[:-1]
    letters = words[begins] << _SHIFTS[lengths]
    same[1:] &= letters[1:] == letters[:-1]
    for at in range(_WORD, int(lengths.max()), _WORD):
        letters = words[np.minimum(begins + at, len(words) - 1)]
        letters <<= _SHIFTS[np.maximum(lengths - at, 0)]
        same[1:] &= letters[1:] == letters[:-1]
    return same


# --- marks: one bit a byte ---


def _marks(truths: Truths) -> Words:
    """Return truths by sixty-four in a word, the first of them lowest, and an empty word."""
    words = np.zeros(len(truths) // _MARKS + 2, np.uint64)
    packed = np.packbits(truths, bitorder="little")
    words.view(np.uint8)[: len(packed)] = packed
    return words


def _places(marks: Words) -> Places:
    """Return where the marks are."""
    at = np.flatnonzero(marks != 0)
    left = marks[at]
    places = [at * _MARKS + _lowest(left)]
    while (left := left & (left - _ONE)).any():
        at, left = at[left != 0], left[left != 0]
        places.append(at * _MARKS + _lowest(left))
    return places[0] if len(places) == 1 else np.sort(np.concatenate(places))


def _marks_before(marks: Words, places: Places) -> Places:
    """Return how many marks there are before each place."""
    with_word = np.cumsum(np.bitwise_count(marks), dtype=np.int64)
    at, inside = _split(places)
    before: Places = with_word[at] - np.bitwise_count(marks[at] >> inside)
    return before


def _marks_from(marks: Words, places: Places) -> Words:
    """Return the sixty-four marks from each place on."""
    at, inside = _split(places)
    return (marks[at] >> inside) | (marks[at + 1] << (_LAST_MARK - inside) << _ONE)


def _split(places: Places) -> tuple[Places, Words]:
    """Return in which word the mark of each place is, and which it is there."""
    return places >> 6, places.view(np.uint64) & _LAST_MARK


def _lowest(marks: Words) -> Places:
    """Return the number of the lowest mark in each word, none of which is empty."""
    lower = (marks & (~marks + _ONE)) - _ONE
    return np.bitwise_count(lower).astype(np.int64)
