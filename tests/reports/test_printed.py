"""The words of a PDF are those of its page: nothing changed, nothing lost, nothing more."""

from __future__ import annotations

import random
import re
from datetime import date

import pytest
from builders import man_with_anaemia

from reports import documents
from reports.audit.printed import printed_differently
from reports.deserved import deserved
from reports.documents import Wanted, write_documents
from reports.printed_text import pages_of_pdf, text_of_page
from reports.render import pdf_problem, render_archive_pdf, render_html, render_pdf

pytestmark = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


def pages_of_the_man():
    """Return the page of each document of the man's case, by name."""
    basis = man_with_anaemia().basis
    return {one.name: render_html(one.template, one.view(basis)) for one in deserved(basis)}


PAGES = pages_of_the_man()
REFERRAL = PAGES["referral"]


@pytest.fixture(scope="module")
def printed():
    """Return the PDF of the referral letter."""
    return render_pdf(REFERRAL)


@pytest.mark.parametrize("name", PAGES)
def test_a_document_as_it_is_printed_raises_no_alarm(name):
    assert printed_differently(PAGES[name], render_pdf(PAGES[name])) == ()


def test_the_pdf_for_the_archive_has_the_words_of_the_page_too():
    pdf = render_archive_pdf(REFERRAL, {"case.json": b"{}"}, date(2026, 6, 1))
    assert printed_differently(REFERRAL, pdf) == ()


# Texts that print badly -------------------------------------------------------------------

HARD_TO_READ_BACK = {
    "letters from right to left": "<p>To the sister דוגמה בדויה of 12 years (abc) שלום</p>",
    "a turned direction": "<p>Alex\u202egnirts</p><p>and further</p>",
    "arabic letters and numbers": "<p>محمد لا إله العربية ١٢٣ and 12</p>",
    "signs": "<p>Example 🌻 👩‍👩‍👧 Example 👍🏽</p>",
    "composed letters": "<p>Zu\u0308rich q\u0307\u0323 Łódź ﬁ ½ ² … № µg</p>",
    "soft hyphens": f"<p>{'Donau&shy;dampf&shy;schiff ' * 40}</p>",
    "a name longer than a line": f"<p style='overflow-wrap:anywhere'>{'Abcdefghi-' * 40}</p>",
    "blanks that join": "<p>a&nbsp;b\u2009c\u200bd</p>",
    "dots": "<p>a • b</p><ul><li>• c</li></ul>",
    "a warning": "<section class='alert'><h2>Act now</h2><p>Please</p></section>",
    "a table over pages": "<table class='genes'><thead><tr><th>Gene</th><th>Class</th></tr></thead>"
    f"<tbody>{'<tr><td>one</td><td>two</td></tr>' * 90}</tbody></table>",
    "drawings on pages of their own": "".join(
        f"<svg style='break-after: page' width='90' height='20'><text y='9'>Part {number}</text>"
        "</svg>"
        for number in (1, 2, 3)
    ),
    "a paragraph over pages": f"<p>{' '.join(f'word{number}' for number in range(2500))}</p>",
}


def test_what_is_hard_to_read_back_raises_no_alarm():
    page = REFERRAL.replace("<h1>", f"{''.join(HARD_TO_READ_BACK.values())}<h1>", 1)
    assert printed_differently(page, render_pdf(page)) == ()


# What differs -----------------------------------------------------------------------------

CHANGED = [
    ("Do not give", "Do give", "“not give iron,” is printed as “give iron, 1450.”"),
    ("hemizygous", "heterozygous", "hemizygous"),
    ("1450", "14.5", "“1450.” is printed as “14.5."),
    ("c.1354C&gt;T", "c.1354C&gt;A", "c.1354C>T"),
    ("1 June 2026", "1 June 2027", "“2026"),
    ("Mr D. Example", "Mr X. Wrong", "“D. Example” is printed as “X. Wrong"),
    ("<h1>", "<p>Mr X. Wrong</p><h1>", "is printed as “Mr X. Wrong”"),
    ("</main>", "<p>More at the end</p></main>", "“More at the” is in the PDF"),
    ("DRAFT – for professional use until signed", "FINAL", "head and foot of page 1"),
    ('<p class="page-number">page ', '<p class="page-number">leaf ', "head and foot of page 1"),
]


@pytest.mark.parametrize(("old", "new", "said"), CHANGED, ids=[one[1] for one in CHANGED])
def test_a_pdf_that_says_something_else_is_named_with_the_first_words(old, new, said):
    planted = "<p>Do not give iron, 1450.</p><p>Mr D. Example</p><h1>"
    head, body = REFERRAL.replace("<h1>", planted, 1).split("<body>")
    assert old in body
    (found,) = printed_differently(
        f"{head}<body>{body}", render_pdf(f"{head}<body>{body.replace(old, new, 1)}")
    )
    assert found.id == "PRINTED_DIFFERENTLY"
    assert said in found.words


def words_in(page):
    """Return where each drawn word of a page's body stands."""
    body = page.index("<body>")
    texts = re.finditer(r"(?<!<title)(?<!<desc)>([^<]+)<(?!/title|/desc)", page[body:])
    return [
        (body + text.start(1) + word.start(), body + text.start(1) + word.end())
        for text in texts
        for word in re.finditer(r"[^\s&;]*\w[^\s&;]*", text.group(1))
    ]


def changed_word(page, chance):
    """Return the page with a word changed, left out, put in or moved."""
    words = words_in(page)
    at = chance.randrange(len(words) - 1)
    (start, end), (after, last) = words[at], words[at + 1]
    one, next_one = page[start:end], page[after:last]
    ways = {
        "change": f"{page[:start]}{one[::-1]}x{page[end:]}",
        "leave out": page[:start] + page[end:],
        "put in": f"{page[:start]}not {page[start:]}",
        "move": page[:start] + next_one + page[end:after] + one + page[last:],
    }
    return ways[chance.choice([*ways])]


def test_any_word_that_was_changed_is_found(printed):
    """The PDF is real; it is the page that is changed: a difference has no direction."""
    chance = random.Random(20260601)
    pages = [changed_word(REFERRAL, chance) for _ in range(60)]
    missed = [
        page
        for page in pages
        if text_of_page(page) != text_of_page(REFERRAL) and not printed_differently(page, printed)
    ]
    assert not missed


def test_one_sheet_too_many_is_found(printed):
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    writer, written = PdfWriter(), BytesIO()
    for pages in (PdfReader(BytesIO(printed)).pages, PdfReader(BytesIO(printed)).pages[:1]):
        for page in pages:
            writer.add_page(page)
    writer.write(written)
    assert printed_differently(REFERRAL, written.getvalue())


def test_a_pdf_that_cannot_be_read_is_named():
    (found,) = printed_differently(REFERRAL, b"%PDF-1.7 and no more")
    assert found.id == "UNREADABLE_PDF"
    with pytest.raises(ValueError, match="cannot be read"):
        pages_of_pdf(b"nothing")


# The story --------------------------------------------------------------------------------


def wrongly(render):
    """Return the printer of PDFs with other words in the PDF only."""
    return lambda html, *told, **more: render(html.replace("Dear", "Poor"), *told, **more)


@pytest.mark.parametrize("printer", ["render_pdf", "render_archive_pdf"])
def test_no_pdf_with_other_words_is_written(printer, monkeypatch, tmp_path):
    monkeypatch.setattr(documents, printer, wrongly(getattr(documents, printer)))
    whole = man_with_anaemia(documents=("referral",))
    written = write_documents(
        whole.case, whole.plan, whole.statements, tmp_path, wanted=Wanted(archive=True)
    )
    (referral,) = (one for one in written if one.document == "referral")
    assert referral.withheld
    assert "“Dear colleague," in f"{referral.why_not}{referral.remark}"
    assert not list(tmp_path.glob("*-archive.pdf"))
    assert bool(list(tmp_path.glob("*referral.pdf"))) is (printer == "render_archive_pdf")


# Texts ------------------------------------------------------------------------------------


def test_the_text_of_a_page_is_read_without_style_and_with_drawings():
    page = (
        "<head><title>not this</title></head><style>c.1A>G</style>"
        "<p>a&shy;b <b>c</b>d&nbsp;e</p><svg><title>drawn</title><text>II:1</text></svg>"
    )
    assert text_of_page(page).split("\n") == ["ab cd e", "drawn", "II:1"]
