"""From columns and generations to points on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pedigrees.drawing.figure import Layout
from pedigrees.drawing.ink import REACH, RING

WIDEST, NARROWEST = 84.0, 56.0
"""Points from one column to the next: as wide as the labels ask for, within these."""

MARGIN, NUMERALS, TOP, BETWEEN_LABELS = 4.0, 20.0, 10.0, 7.0
LINE = 10.6
TRACK, BRIDGE = 8.0, 6.0
ABOVE_SYMBOL, BELOW_SYMBOL, BELOW_LABEL, DROP = 9.0, 6.0, 7.0, 19.0


@dataclass(frozen=True, slots=True)
class Grid:
    """Where columns, generations, tracks and bridges lie; `bottom` is the end of the labels."""

    pitch: float
    middles: tuple[float, ...]
    label_ends: tuple[float, ...]
    width: float

    @property
    def bottom(self) -> float:
        """Return where the last generation ends."""
        return self.label_ends[-1]

    def x(self, column: float) -> float:
        """Return the place of a column."""
        return MARGIN + NUMERALS + (column + 0.5) * self.pitch

    def y(self, generation: int) -> float:
        """Return the middle of the symbols of a generation."""
        return self.middles[generation]

    def track(self, generation: int, track: int) -> float:
        """Return the height of a sibship line below a generation."""
        return self.label_ends[generation] + BELOW_LABEL + (track - 1) * TRACK

    def bridge(self, generation: int, bridge: int) -> float:
        """Return the height of a mating line that runs above the symbols of a generation."""
        return self.y(generation) - REACH - RING - bridge * BRIDGE

    def label(self, generation: int, number: int) -> float:
        """Return the base line of a line of a label."""
        return self.y(generation) + REACH + BELOW_SYMBOL + (number + 0.75) * LINE


def grid_of(layout: Layout, label_lines: Mapping[int, int], pitch: float, top: float) -> Grid:
    """Return the grid of a layout; `label_lines` counts the lines of the longest labels."""
    rows = range(layout.generations)
    above = [REACH + ABOVE_SYMBOL + _bridges(layout, row) for row in rows]
    labels = [REACH + BELOW_SYMBOL + LINE * label_lines.get(row, 0) for row in rows]
    gaps = [_gap(layout, row) for row in rows]
    steps = [labels[row] + gaps[row] + above[row + 1] for row in rows[:-1]]
    middles = tuple(accumulate(steps, initial=TOP + top + above[0]))
    return Grid(
        pitch=pitch,
        middles=middles,
        label_ends=tuple(y + label for y, label in zip(middles, labels, strict=True)),
        width=2 * MARGIN + NUMERALS + layout.width_in_columns * pitch,
    )


def _bridges(layout: Layout, row: int) -> float:
    return BRIDGE * (layout.bridges[row] + 1) if layout.bridges[row] else 0.0


def _gap(layout: Layout, row: int) -> float:
    return BELOW_LABEL + TRACK * max(layout.tracks[row] - 1, 0) + DROP - ABOVE_SYMBOL


def pitch_of(widths: Sequence[float], columns: float, most: float | None) -> float:
    """Return the points from column to column for labels of these widths.

    As wide as the widest label, within limits; narrower where the drawing would be wider
    than `most`, but not narrower than the least.
    """
    wanted = min(max([NARROWEST, *(width + BETWEEN_LABELS for width in widths)]), WIDEST)
    if most is None:
        return wanted
    fitting = (most - 2 * MARGIN - NUMERALS) / columns
    return max(min(wanted, fitting), NARROWEST)


def columns_within(width: float) -> float:
    """Return how many of the narrowest columns there is room for."""
    return (width - 2 * MARGIN - NUMERALS) / NARROWEST
