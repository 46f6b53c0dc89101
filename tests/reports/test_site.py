"""The site profile: what is read, what is refused, and how it shows on the page."""

import base64
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import man_with_anaemia
from page_text import words_of

from genetics.errors import InputRejected
from pedigrees.case import Letterhead, SiteSettings
from reports.letters.counselling import counselling_view
from reports.letters.management import management_view
from reports.letters.referral import referral_view
from reports.logo import LARGEST, read_logo
from reports.render import _style_sheet, pdf_problem, render_html, render_pdf
from reports.sections import MANDATORY, OPTIONAL, without
from reports.site import Paper, Site
from reports.site_file import read_site
from reports.site_model import schema_text

REPOSITORY = Path(__file__).resolve().parents[2]
PHRASES = {"privacy.insurance": "Rules differ.", "contact": "Call {clinic} on {telephone}."}
HEAD = 'schema = "sideroscreen-site/1"\n[clinic]\nname = "Clinic"\n'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">{}</svg>'
SITE = Site(
    name="Example Clinic",
    lines=("9 Site Street",),
    contact="site telephone",
    accreditation="Accredited under 00000",
    signatories=("Dr Site",),
)

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


def png(width=40, height=20):
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return out.getvalue()


def read(folder, text, **files):
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    file = folder / "site.toml"
    file.write_text(text, encoding="utf-8")
    return read_site(file, phrases=PHRASES, languages=("en-GB", "qps"))


def mistakes(folder, text, **files):
    with pytest.raises(InputRejected) as caught:
        read(folder, text, **files)
    return [str(one).removeprefix(f"{folder}/") for one in caught.value.mistakes]


# What is read -----------------------------------------------------------------------------


def test_the_name_of_the_clinic_is_enough(tmp_path):
    assert read(tmp_path, HEAD) == Site(name="Clinic")


def test_everything_that_a_profile_may_say_is_read(tmp_path):
    text = """
schema = "sideroscreen-site/1"
paper = "Letter"
language = "qps"
[clinic]
name = "Clinic"
lines = ["Street", "Town"]
contact = "telephone"
logo = "logo.png"
accreditation = "under 1"
signatories = ["Dr A"]
[sections.counselling]
drawing = false
[sections.management]
drawing = true
laboratory_values = false
result = true
[phrases]
"privacy.insurance" = "Ask us."
[settings]
callability_pct = 99.5
lead_action_level = 0.24
off_label_annex = true
callable_depth = 30
"""
    site = read(tmp_path, text, logo_png=png())

    assert site.logo == "data:image/png;base64," + base64.b64encode(png()).decode()
    assert replace(site, logo="") == Site(
        name="Clinic",
        lines=("Street", "Town"),
        contact="telephone",
        accreditation="under 1",
        signatories=("Dr A",),
        paper=Paper.LETTER,
        left_out=frozenset({"counselling.drawing", "management.laboratory_values"}),
        phrases={"privacy.insurance": "Ask us."},
        language="qps",
        settings=SiteSettings(99.5, 0.24, True, 30),
    )


def test_the_example_is_read_and_shows_every_section_that_may_be_left_out():
    site = read_site(REPOSITORY / "docs/examples/site.toml", phrases={})
    text = (REPOSITORY / "docs/examples/site.toml").read_text("utf-8")

    assert site.logo
    for kind, sections in OPTIONAL.items():
        block = text.split(f"[sections.{kind}]")[1].split("\n[")[0]
        assert [line.split(" =")[0] for line in block.splitlines() if " = " in line] == [*sections]


def test_the_schema_in_the_docs_is_current():
    stored = (REPOSITORY / "docs/site.schema.json").read_text("utf-8")

    assert schema_text() == stored, "write schema_text() to docs/site.schema.json"


# What is refused --------------------------------------------------------------------------


def test_all_mistakes_of_a_profile_are_said_together_in_the_order_of_their_lines(tmp_path):
    text = """schema = "sideroscreen-site/1"
paper = "A5"
language = "xx"
[clinic]
nam = "Clinic"
logo = "absent.png"
[sections.counselling]
support = false
pictures = true
[sections.postcard]
[phrases]
"privacy.insurence" = "Ask."
contact = "Call {clinic} or {operator}."
[settings]
callability_pct = 120
"""
    assert mistakes(tmp_path, text) == [
        'site.toml:2: paper: "A5" is not an allowed value; allowed values: A4, Letter',
        'site.toml:3: language: there is no catalogue for the language "xx"; (there are: en-GB, qps)',
        'site.toml:5: clinic, nam: unknown key "nam"; did you mean "name"? (allowed keys: accreditation, contact, lines, logo, name, signatories)',
        "site.toml:6: clinic, logo: the logo absent.png cannot be read: No such file or directory; check the path; it starts in the folder of this file",
        'site.toml:8: sections, counselling, support: "support" must stand in the document counselling and cannot be switched off; may be switched off: drawing',
        f'site.toml:9: sections, counselling, pictures: no section "pictures"; (there are: drawing, {", ".join(MANDATORY["counselling"])})',
        f'site.toml:10: sections, postcard: "postcard" is not a document; (there are: {", ".join(MANDATORY)})',
        'site.toml:12: phrases, privacy.insurence: no phrase has the id "privacy.insurence"; did you mean "privacy.insurance"? (there are: privacy.insurance, contact)',
        "site.toml:13: phrases, contact: the gap {telephone} is missing; keep {clinic}, {telephone}",
        "site.toml:13: phrases, contact: {operator} is not a gap of this phrase; keep {clinic}, {telephone}",
        "site.toml:15: settings, callability_pct: 120 is not a percentage; write a number from 0 to 100",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema = ", "site.toml:1: end of file: not valid TOML"),
        ('schema = "sideroscreen-case/1"\n[clinic]\nname = "C"', '"sideroscreen-case/1" is not an allowed value'),
        ('schema = "sideroscreen-site/1"', 'the key "clinic" is missing'),
        (HEAD.replace('"Clinic"', '" "'), "the name is empty"),
        (HEAD + 'lines = ["a\\nb"]', "a control character or a line break"),
        (HEAD + "logo = 3", "3 is not text"),
        (HEAD + "[phrases]\ncontact = 3", "3 is not text"),
        (HEAD + '[phrases]\ncontact = ""', "the phrase is empty"),
        (HEAD + '[phrases]\ncontact = "{clinic} {telephone} {clinic.__class__}"', "{clinic.__class__} is not a gap"),
        (HEAD + "[sections]\ncounselling = false", "false is not a table"),
        (HEAD + '[sections.counselling]\ndrawing = "no"', '"no" is not true or false'),
        (HEAD + '[sections.lab]\nresult = false', "may be switched off: none"),
        (HEAD + 'templates = "own/"', 'unknown key "templates"'),
        (HEAD + 'logo = "a\\u0000b.png"', "this is no path"),
    ],
)  # fmt: skip
def test_each_mistake_of_a_profile_is_one_line(tmp_path, text, said):
    found = mistakes(tmp_path, text)

    assert any(said in one for one in found), found
    assert not [one for one in found if "\n" in one]


def test_a_profile_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(InputRejected, match=r"site\.toml: cannot be read: No such file"):
        read_site(tmp_path / "site.toml", phrases={})


# The logo ---------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [png(), SVG.format('<path d="M0 0h9v9z"/>').encode()])
def test_an_image_becomes_part_of_the_page(tmp_path, content):
    file = tmp_path / "logo"
    file.write_bytes(content)
    kind, _, data = read_logo(file).partition(";base64,")

    assert kind in ("data:image/png", "data:image/svg+xml")
    assert base64.b64decode(data) == content


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is no image"),
        (b"GIF89a", "is no image"),
        (b"\xff\xd8\xff\xe0 a photograph", "is no image"),
        (b"<html><body>no image</body></html>", "is XML, but no SVG"),
        (b"<svg>no namespace</svg>", "is XML, but no SVG"),
        (png()[:60], "is a PNG that cannot be read to its end"),
        (png()[:8] + b"only the signature", "is a PNG that cannot be read to its end"),
        (png(5000, 2), "is larger than 4000 pixels"),
        (b" " * (LARGEST + 1), "is larger than 300 kB"),
        (SVG.format("<script>alert(1)</script>"), "is an SVG with <script>"),
        (SVG.format('<x:script xmlns:x="http://www.w3.org/2000/svg"/>'), "is an SVG with <script>"),
        (SVG.format("<foreignObject><p/></foreignObject>"), "is an SVG with <foreignObject>"),
        (SVG.format('<image href="data:image/png;base64,AA"/>'), "is an SVG with <image>"),
        (SVG.format('<a href="https://example.org"/>'), "is an SVG with <a>"),
        (SVG.format('<set attributeName="href"/>'), "is an SVG with <set>"),
        (SVG.format('<rect onclick="alert(1)"/>'), 'a script in "onclick"'),
        (SVG.format('<use href="https://example.org/a.svg#b"/>'), 'points outwards in "href"'),
        (SVG.format('<use xmlns:l="http://www.w3.org/1999/xlink" l:href="/etc/passwd"/>'), 'points outwards in "href"'),
        (SVG.format('<g xml:base="https://example.org/"/>'), 'points outwards in "base"'),
        (SVG.format('<rect style="fill: url(https://example.org/x)"/>'), 'loads something in "style"'),
        (SVG.format("<rect fill=\"url( 'file:///etc/passwd')\"/>"), 'loads something in "fill"'),
        (SVG.format("<style>@import 'https://example.org/x.css';</style>"), "whose style loads something"),
        (SVG.format(r"<style>rect { fill: \75rl(https://example.org/x) }</style>"), "whose style loads something"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "document type, entities"),
        ('<?xml-stylesheet href="https://example.org/x.css"?>' + SVG.format(""), "or a style sheet"),
    ],
)  # fmt: skip
def test_what_is_no_harmless_image_is_refused(tmp_path, content, why):
    file = tmp_path / "logo.png"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputRejected) as caught:
        read_logo(file)

    assert why in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_picture_may_point_at_its_own_parts(tmp_path):
    file = tmp_path / "logo.svg"
    file.write_text(SVG.format('<rect fill="url(#a)"/><rect style="fill: url(\'#a\')"/>'))

    assert read_logo(file)


# Phrases ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "wording", "printed"),
    [
        ("privacy.insurance", "{{7*7}} and {% raw %}", "{{7*7}} and {% raw %}"),
        ("privacy.insurance", "<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("contact", "{clinic}: {telephone}", "C: 0"),
        ("contact", "{clinic} {telephone} {{7*7}} {0} {} {!r}", "C 0 {{7*7}} {0} {} {!r}"),
        ("contact", "{clinic} {telephone} {clinic!r:>9} {{clinic}}", "C 0 {clinic!r:>9} {{clinic}}"),
    ],
)  # fmt: skip
def test_a_phrase_is_text_and_never_a_template(tmp_path, name, wording, printed):
    from genetics.phrases import _filled

    site = read(tmp_path, f"{HEAD}[phrases]\n'{name}' = '{wording}'")
    gaps = {"clinic": "C", "telephone": "0"} if name == "contact" else {}

    assert _filled(site.phrases[name], gaps) == printed


# On the page ------------------------------------------------------------------------------


def views_of(basis):
    return {
        "counselling": counselling_view(basis, "X-counselling"),
        "management": management_view(basis, "X-management"),
        "referral": referral_view(basis, "X-referral", ()),
    }


def page(site, name="management", **changes):
    basis = replace(man_with_anaemia(**changes).basis, site=site)
    view = without(name, views_of(basis)[name], site.left_out)
    return render_html(f"{name}.html", view)


NOBODY = Letterhead()


def test_the_site_writes_where_the_case_names_nobody():
    words = words_of(page(SITE, letterhead=NOBODY))

    for said in ("Example Clinic", "9 Site Street", "site telephone", "Dr Site", "under 00000"):
        assert said in words


def test_what_the_case_states_goes_first_and_borrows_no_address_logo_or_accreditation():
    logo = "data:image/png;base64," + base64.b64encode(png()).decode()
    html = page(replace(SITE, logo=logo))
    words = words_of(html)

    for said in ("Clinic for Genetics", "1 Sample Street", "Telephone 00 000", "Dr Someone"):
        assert said in words
    for said in ("9 Site Street", "site telephone", "Dr Site", "under 00000"):
        assert said not in words
    assert "<img" not in html


def test_a_case_may_name_its_department_under_the_name_of_the_site():
    words = words_of(page(SITE, letterhead=Letterhead(lines=("Ward 3",))))

    assert "Example Clinic" in words
    assert "Ward 3" in words
    assert "9 Site Street" not in words


def test_the_logo_stands_in_the_letterhead_and_has_a_text():
    logo = "data:image/png;base64," + base64.b64encode(png()).decode()
    html = page(replace(SITE, logo=logo), letterhead=NOBODY)

    assert f'<img class="logo" src="{logo}" alt="Logo of Example Clinic">' in html


def test_the_language_of_the_page_is_the_one_spoken():
    from genetics.phrases import Tongue, speaking

    assert '<html lang="en-GB">' in page(SITE)
    with speaking(Tongue("en-US")):
        assert '<html lang="en-US">' in page(SITE)


@pytest.mark.parametrize(("kind", "section"), [(k, s) for k, v in OPTIONAL.items() for s in v])
def test_each_optional_section_can_be_left_out_and_nothing_else_goes(kind, section):
    whole = words_of(page(SITE, kind)).splitlines()
    left = words_of(
        page(replace(SITE, left_out=frozenset({f"{kind}.{section}"})), kind)
    ).splitlines()

    assert len(left) < len(whole)
    assert [line for line in left if line not in whole] == []
    if section == "drawing":
        assert "<svg" not in page(replace(SITE, left_out=frozenset({f"{kind}.drawing"})), kind)


def test_a_section_left_out_of_one_document_stays_in_the_others():
    site = replace(SITE, left_out=frozenset({"counselling.drawing"}))

    assert "<svg" not in page(site, "counselling")
    assert "<svg" in page(site, "management")


@needs_pdf
@pytest.mark.parametrize(
    ("paper", "width", "height"), [(Paper.A4, 210, 297), (Paper.LETTER, 215.9, 279.4)]
)
def test_the_paper_is_the_one_of_the_site_and_every_page_is_numbered(paper, width, height):
    from pypdf import PdfReader

    logo = "data:image/png;base64," + base64.b64encode(png()).decode()
    site = replace(SITE, paper=paper, logo=logo)
    pdf = render_pdf(page(site, letterhead=NOBODY), logo=logo)
    pages = PdfReader(io.BytesIO(pdf)).pages

    assert any(any(one.images) for one in pages)
    for number, one in enumerate(pages, 1):
        sides = sorted(float(side) / 72 * 25.4 for side in one.mediabox[2:])
        assert sides == pytest.approx([width, height], abs=0.2)
        text = " ".join(one.extract_text().split())
        assert f"page {number} of {len(pages)}" in text
        assert "DRAFT" in text.replace("DRAFT – for professional use", "")


@needs_pdf
def test_the_word_behind_the_text_is_not_read_aloud():
    import pikepdf

    with pikepdf.open(io.BytesIO(render_pdf(page(SITE)))) as pdf:
        first = pdf.pages[0].Contents.read_bytes().decode("latin-1")
        numbers = [int(found) for found in re.findall(r"/MCID (\d+)", first)]
        spoken = _spoken(pdf.Root.StructTreeRoot.K, pdf.pages[0].objgen)

    # It is drawn first, below everything, and its marked content is in no branch of the tree.
    assert numbers[0] == 0
    assert 0 not in spoken
    assert len(spoken) > 20


def _spoken(node, first_page, page=None):
    """The marked contents of the first page that the tree of the document reaches."""
    import pikepdf

    if isinstance(node, int):
        return [node] if page == first_page else []
    if isinstance(node, pikepdf.Array):
        return [number for one in node for number in _spoken(one, first_page, page)]
    page = node.Pg.objgen if "/Pg" in node else page
    if "/MCID" in node:
        return _spoken(int(node.MCID), first_page, page)
    return _spoken(node.K, first_page, page) if "/K" in node else []


def test_text_on_the_watermark_can_be_read():
    sheet = _style_sheet()
    watermark = re.search(r"\.watermark \{[^}]*?color: (#\w{6})", sheet)[1]
    inks = set(re.findall(r"[ {]color: (#\w{6})", sheet)) - {watermark}

    assert inks
    assert {ink: contrast(ink, watermark) for ink in inks if contrast(ink, watermark) < 4.5} == {}


def contrast(one, other):
    """The ratio of WCAG 2: 4.5 is asked for of text."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
