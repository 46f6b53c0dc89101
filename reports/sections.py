"""The sections of each document: which a clinic may leave out, and which must stand."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace
from typing import Any

from reports.views import DrawingPart

NO_DRAWING = DrawingPart("", (), (), sideways=False)


def without(document: str, view: Any, left_out: Set[str]) -> Any:
    """Return the view of a document without the sections that the site leaves out.

    `document` is its name ("counselling", "relative_letter:BR"), `left_out` holds names as
    "counselling.drawing". Views are built whole first, so that numbers of sources, and what
    `case.json` says was concluded, do not depend on what is printed.
    """
    kind = document.split(":")[0]
    for section, taken_out in OPTIONAL.get(kind, {}).items():
        if f"{kind}.{section}" in left_out:
            view = taken_out(view)
    return view


def _no_drawing(view: Any) -> Any:
    return replace(view, drawing=NO_DRAWING)


def _no_values(view: Any) -> Any:
    return replace(view, picture=replace(view.picture, values=()))


OPTIONAL: dict[str, dict[str, Callable[[Any], Any]]] = {
    "counselling": {"drawing": _no_drawing},
    "management": {"drawing": _no_drawing, "laboratory_values": _no_values},
    "referral": {"drawing": _no_drawing, "laboratory_values": _no_values},
}
"""What may be left out: the family stands in words and tables too, a value beside its rule."""

FRAME = ("heading", "disclaimer", "signature", "sources")
FOR_DOCTORS = ("alarms", "result", "picture", "not_read", "statements", *FRAME)
MANDATORY = {
    "counselling": (
        "act_now",
        "result",
        "meaning",
        "inheritance",
        "relatives",
        "children",
        "not_read",
        "next_steps",
        "support",
        "privacy",
        "who_to_ask",
        *FRAME,
    ),
    "management": (*FOR_DOCTORS, "needs", "method"),
    "referral": (*FOR_DOCTORS, "asked", "family", "relatives", "enclosures"),
    "lab": ("result", "method", "not_read", "interpretation", "sample", "review", *FRAME),
    "relative_letter": ("contact", "choice", "what_to_tell_the_doctor", "privacy", *FRAME),
}
"""What must stand in each document (the table of fields, KNOWLEDGE.md section 5)."""
