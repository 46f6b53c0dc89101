"""Puts what no link joins side by side, and into rows one below another where it is wide.

A block is a part of the family that links join, laid out by itself. A file of three hundred
people without links becomes a readable block of rows, not one row of three hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pedigrees.drawing.figure import Layout

BETWEEN_PARTS, BETWEEN_OTHERS = 1.6, 1.2
"""Columns from the first block to the next, and between all others."""

LEAST_ROOM = 12.0
"""A row of blocks is as wide as the widest of them, or as this many columns: a choice of our
own, so that twelve people without links still stand in one row."""


@dataclass(frozen=True, slots=True)
class _Put:
    """A block, and how many columns it is moved to the right."""

    block: Layout
    shift: float


def together(blocks: Sequence[Layout], within: float = LEAST_ROOM, *, apart: bool = True) -> Layout:
    """Return one layout of all blocks: the first, then the others from the tallest on.

    They stand side by side as far as `within` columns reach, or the widest block; then a new
    row of blocks begins below. In each row of blocks the generations are counted anew. With
    `apart` the first is the family, and the others are marked as those apart from it.
    """
    first, *others = blocks
    others.sort(key=lambda block: -block.generations)
    room = max(within, *(block.width_in_columns for block in blocks))
    shelves = _shelves([first, *others], room, BETWEEN_PARTS if apart else BETWEEN_OTHERS)
    starts, moved, row = [], [], 0
    for shelf in shelves:
        starts.append(row)
        moved += [_moved(put.block, put.shift, row) for put in shelf]
        row += max(put.block.generations for put in shelf)
    return Layout(
        places=tuple(one for block in moved for one in block.places),
        matings=tuple(one for block in moved for one in block.matings),
        descents=tuple(one for block in moved for one in block.descents),
        twins=tuple(one for block in moved for one in block.twins),
        tracks=tuple(n for shelf in shelves for n in _most(put.block.tracks for put in shelf)),
        bridges=tuple(n for shelf in shelves for n in _most(put.block.bridges for put in shelf)),
        width=max(block.width for block in moved),
        apart=tuple(name for block in others for name in people_of(block) if apart),
        apart_from=first.width + (BETWEEN_PARTS - 1) / 2 if apart and shelves[0][1:] else 0.0,
        starts=tuple(starts),
        not_drawn=tuple(one for block in moved for one in block.not_drawn),
    )


def people_of(layout: Layout) -> tuple[str, ...]:
    """Return the people of a layout, each once."""
    return tuple(dict.fromkeys(place.person for place in layout.places))


def is_the_family(block: Layout, proband: str) -> bool:
    """Whether a block is the family, and not only the first of many people without links."""
    people = people_of(block)
    return len(people) > 1 or proband in people


def _shelves(blocks: Sequence[Layout], room: float, first_gap: float) -> list[list[_Put]]:
    """Return the rows of blocks; a block that does not fit beside the others begins a new one."""
    shelves: list[list[_Put]] = [[]]
    end = 0.0
    for number, block in enumerate(blocks):
        shift = end - 0.5 + (first_gap if number == 1 else BETWEEN_OTHERS)
        if number and shift + block.width_in_columns > room:
            shelves.append([])
        if not shelves[-1]:
            shift = 0.0
        shelves[-1].append(_Put(block, shift))
        end = shift + block.width
    return shelves


def _most(counts: Iterable[Sequence[int]]) -> list[int]:
    """Return for each row the largest count of those that reach so far down."""
    counts = list(counts)
    rows = range(max(len(each) for each in counts))
    return [max(each[row] for each in counts if row < len(each)) for row in rows]


def _moved(layout: Layout, shift: float, down: int) -> Layout:
    if not shift and not down:
        return layout
    return replace(
        layout,
        places=tuple(
            replace(one, x=one.x + shift, generation=one.generation + down) for one in layout.places
        ),
        matings=tuple(
            replace(
                one,
                left=one.left + shift,
                right=one.right + shift,
                generation=one.generation + down,
            )
            for one in layout.matings
        ),
        descents=tuple(
            replace(
                one,
                x=one.x + shift,
                generation=one.generation + down,
                drops=tuple(replace(drop, x=drop.x + shift) for drop in one.drops),
            )
            for one in layout.descents
        ),
        twins=tuple(replace(one, generation=one.generation + down) for one in layout.twins),
        width=layout.width + shift,
    )
