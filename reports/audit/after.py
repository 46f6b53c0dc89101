"""The audit after rendering: a document says what its case says, all of it and nothing else.

Four steps, each fail-closed:

1. the view against `case.json`: every finding of the case is in it, and no name, class, rule
   or reference sequence that the case does not have;
2. the page against the view: the same marks (`marks`), and each box and row whole;
3. the page against the table of mandatory fields (`mandatory`);
4. the PDF against the page: the same words (`printed`).
"""

from __future__ import annotations

from collections.abc import Iterator

from genetics.results import Finding
from reports.audit.mandatory import missing_fields
from reports.audit.marks import Kind, Mark, Reader, marks_of_facts, texts_of
from reports.audit.printed import printed_differently
from reports.audit.violation import Violation
from reports.basis import Basis
from reports.deserved import Document
from reports.parts.finding_box import shown_findings
from reports.printed_text import plain, squeezed, text_of_page
from reports.views import FindingBox, GeneRow, Labelled, RelativeRow, StatementRow
from reports.words import class_in_words


def discrepancies(
    document: Document, view: object, html: str, pdf: bytes, basis: Basis, facts: str
) -> tuple[Violation, ...]:
    """Return what is wrong in a document, nothing when it may be written.

    `facts` is what the `case.json` says of the case, without what is printed; `pdf` is empty
    where no PDF can be written. A relative's letter need not show the findings, and often may not.
    """
    reader = Reader(basis.case.family, basis.panel)
    wanted = reader.of_all(texts_of(view))
    page = text_of_page(html)
    told = tuple(
        Violation(kind, document.name, words)
        for kind, words in (
            *(_findings(basis, wanted, page) if not document.addressee else ()),
            *_not_of_the_case(basis, reader, wanted, facts),
            *_marks_of_the_page(wanted, _marks_of_lines(reader, page)),
            *_rows(view, page),
            *_fields_of_the_page(document, view, basis, page),
        )
    )
    return (*told, *(printed_differently(html, pdf) if pdf else ()))


# The view against the case --------------------------------------------------------------------


def _findings(basis: Basis, wanted: frozenset[Mark], page: str) -> Iterator[tuple[str, str]]:
    """Every finding with a box is named: gene, c. and p. name, and class in words."""
    letters = squeezed(page)
    for finding in shown_findings(basis.case):
        for text in _must_say(finding):
            if squeezed(text) not in letters:
                yield "MISSING_FINDING", f"{text} of {finding.name} is not there"
        if (Kind.GENE, finding.gene) not in wanted:
            yield "MISSING_FINDING", f"the gene {finding.gene} is not there"


def _must_say(finding: Finding) -> tuple[str, ...]:
    protein = "" if finding.hgvs_p == "p.?" else finding.hgvs_p
    told = (finding.hgvs_c, protein, class_in_words(finding.classification))
    return tuple(plain(text) for text in told if text)


def _not_of_the_case(
    basis: Basis, reader: Reader, wanted: frozenset[Mark], facts: str
) -> Iterator[tuple[str, str]]:
    """No change, sequence, place, class or rule that is not in the case or the panel."""
    known = marks_of_facts(plain(facts)) | reader.of_all(_names_on_file(basis))
    for kind, mark in sorted(wanted):
        if kind in FACTS_ONLY and (kind, mark) not in known:
            yield "NOT_OF_THE_CASE", f"{kind} {mark} is not in the case"


FACTS_ONLY = (Kind.CHANGE, Kind.SEQUENCE, Kind.PLACE, Kind.CLASS, Kind.RULE)


def _names_on_file(basis: Basis) -> Iterator[str]:
    """Yield what a document may name beside the facts: MANE transcripts, places, classes.

    And people: the code "P" in brackets looks like a class, and their tests name changes.
    """
    for person in basis.case.family:
        yield f"({person.id})"
        for test in person.tests:
            yield from map(plain, (*test.looked_for, *test.found))
    for gene in basis.panel.genes:
        if gene.transcript is not None:
            yield gene.transcript.refseq
    for finding in basis.case.findings:
        yield str(finding.variant or "")
        for part in (finding.transcript, finding.hgvs_c, finding.hgvs_p, finding.name):
            yield plain(part)
        given = (finding.lab_class, finding.our_class, *finding.assertions)
        yield class_in_words(finding.classification)
        for one in given:
            yield class_in_words(one.classification) if one is not None else ""


# The page against the view --------------------------------------------------------------------


def _marks_of_lines(reader: Reader, page: str) -> frozenset[Mark]:
    return reader.of_all(iter(page.splitlines()))


def _marks_of_the_page(
    wanted: frozenset[Mark], printed: frozenset[Mark]
) -> Iterator[tuple[str, str]]:
    for kind, mark in sorted(wanted - printed):
        yield "LOST", f"{kind} {mark} is not on the page"
    for kind, mark in sorted(printed - wanted):
        yield "NOT_OF_THE_VIEW", f"{kind} {mark} is on the page, and nothing says it"


def _rows(view: object, page: str) -> Iterator[tuple[str, str]]:
    """Each box and each row of a table stands on the page as one, in its order."""
    letters = squeezed(page)
    for row in _rows_in(view):
        if squeezed(plain("".join(row))) not in letters:
            start = " ".join(" ".join(row).split())[:60]
            yield "LOST", f"the row “{start} …” is not whole on the page"


def _rows_in(view: object) -> Iterator[tuple[str, ...]]:
    from dataclasses import fields, is_dataclass

    row = _row(view)
    if row:
        yield row
    elif isinstance(view, tuple):
        for one in view:
            yield from _rows_in(one)
    elif is_dataclass(view):
        for one in fields(view):
            yield from _rows_in(getattr(view, one.name))


def _row(one: object) -> tuple[str, ...]:
    """Return the texts of a box or a row in the order in which the templates place them."""
    match one:
        case FindingBox():
            lines = [text for line in one.lines for text in (line.label, line.text)]
            return (one.title, one.mark, one.alert, *lines, *one.remarks)
        case RelativeRow():
            told = (one.relation, one.person, one.flag, one.tests, one.minor)
            return (*told, *one.why, one.order)
        case StatementRow():
            return (one.lead, one.text, one.mark)
        case GeneRow():
            return (one.gene, one.word, one.why)
        case Labelled():
            return (one.label, one.text)
    return ()


def _fields_of_the_page(
    document: Document, view: object, basis: Basis, page: str
) -> Iterator[tuple[str, str]]:
    for name in missing_fields(document, view, basis, page):
        yield "MANDATORY_FIELD", f"the field “{name}” is missing"
