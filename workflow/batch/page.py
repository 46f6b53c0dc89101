"""The one-page PDF about a batch, beside its tables."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from genetics.outputs.files import write_whole
from reports.batch_numbers import Summary
from workflow.batch.summary import PAGE


def write_page(summary: Summary, out: Path) -> str:
    """Write the page into the folder; return why there is none, "" where there is.

    Like every document it is read again: a PDF that does not say what the page says is withheld.
    Raises UsageError where it cannot be written.
    """
    from reports.audit.printed import printed_differently
    from reports.batch_page import batch_html
    from reports.pdf_process import PdfStopped
    from reports.render import pdf_problem, render_pdf

    if problem := pdf_problem():
        return problem
    html = batch_html(summary, datetime.now(UTC).date())
    try:
        pdf = render_pdf(html)
    except PdfStopped as stopped:
        return str(stopped)
    if wrong := printed_differently(html, pdf):
        return "; ".join(map(str, wrong))
    write_whole(out / PAGE, lambda part: part.write_bytes(pdf))
    return ""
