"""The letters of a drawing: their size, how wide a text is, and where it is broken."""

from __future__ import annotations

SIZE = 9.0
"""Size of the letters in points; nothing in a drawing is smaller."""

BOLDER = 1.12
NARROW, WIDE = frozenset("iIjlft.,:;'|!()[]- 1r"), frozenset("mwMWOQGD@%–+")


def width_of(text: str, *, bold: bool = False) -> float:
    """Return about how wide a text is in points; rather too wide than too narrow."""
    return SIZE * (BOLDER if bold else 1) * sum(_ems(sign) for sign in text)


def _ems(sign: str) -> float:
    if sign in NARROW:
        return 0.36
    return 0.78 if sign in WIDE else 0.68 if sign.isupper() else 0.56


def wrapped(text: str, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines of this width: at blanks, after signs, else within a word."""
    width = width / BOLDER if bold else width
    lines, taken = [""], 0.0
    for piece in _pieces(text):
        if lines[-1] and taken + width_of(piece.rstrip()) > width:
            lines.append("")
            taken = 0.0
        lines[-1] += piece
        taken += width_of(piece)
        while width_of(lines[-1].rstrip()) > width and len(lines[-1]) > 1:
            fits = _fitting(lines[-1], width)
            lines[-1:] = [lines[-1][:fits], lines[-1][fits:]]
            taken = width_of(lines[-1])
    return tuple(line.strip() for line in lines if line.strip())


def _pieces(text: str) -> list[str]:
    """Return what is not broken unless it must be: "S01-" "MO", "Alexander" "Teck"."""
    pieces = [""]
    for before, sign in zip(f" {text}", text, strict=False):
        if before in " -_/." or (before.islower() and sign.isupper()):
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _fitting(text: str, width: float) -> int:
    fits = 1
    while fits < len(text) and width_of(text[: fits + 1]) <= width:
        fits += 1
    return fits
