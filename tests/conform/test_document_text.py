"""The text of a document is read as it is seen."""

from __future__ import annotations

from document_text import read_html, unfold


def test_text_and_sentences_are_read_as_they_are_seen() -> None:
    document = read_html(
        "<html><head><title>never shown</title><style>p {}</style></head><body>"
        "<h2>First heading</h2><p>One in\n  <b>bold</b>; two, e.g. a &lsquo;quote&rsquo;! No "
        "stop</p><ul><li>a line</li><li>an&shy;other line? Yes</li></ul><table><tr><td>cell</td>"
        "<td>1&nbsp;in&#8239;2<br>below</td></tr></table><svg><title>drawing</title><text>III:1"
        "</text></svg></body></html>"
    )

    assert document.sentences == (
        "First heading",
        "One in bold;",
        "two, e.g.",
        "a 'quote'!",
        "No stop",
        "a line",
        "another line?",
        "Yes",
        "cell",
        "1 in 2 below",
        "III:1",
    )
    assert document.rows == (("cell", "1 in 2 below"),)
    assert document.text.endswith("another line? Yes cell 1 in 2 below III:1")


def test_lines_of_a_page_are_joined() -> None:
    printed = "sidero\u00ad\nblastic ana\u2010\nemia, X-\nlinked, one - \ntwo"

    assert unfold(printed) == "sideroblastic anaemia, X-linked, one - two"
