"""What lies inside the PDF for the archive: the case's data, or a letter's data alone."""

from __future__ import annotations

import hashlib
import json

from reports.basis import Basis
from reports.deserved import Document
from reports.record.canonical import CASE_REPORT

LETTER_SCHEMA = "sideroscreen-letter/1"


def attached_to(basis: Basis, document: Document, report: bytes) -> dict[str, bytes]:
    """Return the files inside a document's archive PDF, by name.

    A document about the proband carries the whole `case.json`. A relative's letter never
    does, for it holds other people's data: it carries the number of the letter, and the
    digest by which the clinic finds the `case.json` that says to whom it went.
    """
    if not document.addressee:
        return {CASE_REPORT: report}
    letter = {
        "schema": LETTER_SCHEMA,
        "letter": document.report_id,
        "report_date": basis.case.report_date.isoformat(),
        "software": basis.software,
        "knowledge": basis.panel.version,
        "case_json_sha256": hashlib.sha256(report).hexdigest(),
    }
    text = json.dumps(letter, sort_keys=True, indent=2, ensure_ascii=False)
    return {"letter.json": f"{text}\n".encode()}
