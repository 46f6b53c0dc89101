"""The page about a batch: one page however much there is to say, and nobody's sample on it."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from reports.batch_numbers import (
    SAMPLE_TWICE,
    VERSIONS_DIFFER,
    BatchTimings,
    BatchWarning,
    GeneTotal,
    Summary,
    Versions,
)
from reports.batch_page import batch_html
from reports.render import pdf_problem, render_pdf

TODAY = date(2026, 11, 26)
TIMINGS = BatchTimings("2026-11-24T23:59:58+00:00", "2026-11-25T00:00:08+00:00", 12.0)


def gene(name: str) -> GeneTotal:
    return GeneTotal(name, 123456, 4000, 333, 4000, 100000, 9000, 10456, 0.0847)


def many(number: int, word: str = "C") -> tuple[str, ...]:
    return tuple(f"{word}{'x' * 90}-{one}" for one in range(number))


NOTHING = Summary(2, 0, 0, (), ("A", "B"), (), 0, (), {}, (), ())
MUCH = Summary(
    cases=100_000,
    done=99_000,
    failed=900,
    failed_cases=many(900),
    missing=many(100),
    not_in_manifest=many(50),
    samples=123_456,
    genes=tuple(map(gene, ("ALAS2", "SLC25A38", "STEAP3", "ABCB7", "GENE5", "GENE6"))),
    messages={f"A_RATHER_LONG_MESSAGE_ID_{one}": one for one in range(1, 60)},
    warnings=(
        *(
            BatchWarning(SAMPLE_TWICE, f"sample PERSON{one}", (f"A{one}", f"B{one}"))
            for one in range(500)
        ),
        BatchWarning(VERSIONS_DIFFER, "differ", many(300)),
    ),
    versions=(Versions("1.2.3", "2026.11", ("clinvar abc",)), Versions("1.2.4", "2026.11")),
    timings=TIMINGS,
)


def words(html: str) -> str:
    from reports.printed_text import read_page

    return " ".join(block.text for block in read_page(html).blocks)


def test_the_page_says_cases_genes_warnings_versions_and_timings() -> None:
    told = words(batch_html(MUCH, TODAY))
    for part in (
        "25 November 2026",
        "99000 of 100000; samples: 123456",
        "and 899 more",
        "10456 (8.5 %)",
        "stands in several cases, 1000: A0, B0, A1, B1, A2 and 995 more",
        "A_RATHER_LONG_MESSAGE_ID_59 (59)",
        "56 other kinds",
        "sideroscreen 1.2.3, knowledge 2026.11, laboratory’s files: 1; other versions: 1",
        "2026-11-24 23:59:58 to 2026-11-25 00:00:08; processor 0.000 s a case, PDFs apart",
        "Decision support for professionals.",
        "DRAFT – for professional use until signed",
    ):
        assert part in told, part


def test_no_sample_stands_on_the_page() -> None:
    assert "PERSON" not in batch_html(MUCH, TODAY)


def test_a_batch_of_which_nothing_is_there_says_so() -> None:
    told = words(batch_html(NOTHING, TODAY))
    assert "26 November 2026" in told
    assert "2: A, B" in told
    assert "no case was run" in told


@pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")
@pytest.mark.parametrize("summary", [NOTHING, MUCH], ids=["nothing", "much"])
def test_it_is_one_page(summary: Summary) -> None:
    assert len(PdfReader(io.BytesIO(render_pdf(batch_html(summary, TODAY)))).pages) == 1
