"""The family tree alone as a PDF, a page for each part, by the way of all documents."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.phrases import say, spoken
from pedigrees.drawing.parts import OnPaper
from reports.parts.heading import page_number
from reports.render import render_html, render_pdf
from reports.site import Paper


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """What stands on the pages; `name` is the file or family that is drawn."""

    title: str
    page_title: str
    language: str
    paper: Paper
    page_number: tuple[str, str, str]
    pictures: tuple[str, ...]
    sideways: bool


def family_tree_pdf(name: str, drawn: OnPaper, paper: Paper) -> bytes:
    """Return the PDF: tagged, with title and language, the same bytes for the same drawing.

    Each drawing must hold every sentence in its title. Raises PdfStopped where the PDF library
    fails.
    """
    title = say("Family tree")
    view = FamilyTree(
        title=title,
        page_title=say("{title} · {name}", title=title, name=name),
        language=spoken().tag,
        paper=paper,
        page_number=page_number(),
        pictures=tuple(drawing.svg for drawing in drawn.drawings),
        sideways=drawn.sideways,
    )
    return render_pdf(render_html("family_tree.html", view))
