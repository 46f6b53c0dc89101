"""`sideroscreen profile check`: the situations, what is said of each, and the exit code."""

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest

from genetics.gene_files import load_panel
from pedigrees.readers.case_file import read_case
from reports.render import pdf_problem
from reports.site import Site
from workflow.__main__ import main
from workflow.commands.profile import basis_of, run_check, try_situation
from workflow.situations import SITUATIONS, case_file

EXAMPLE = Path(__file__).resolve().parents[2] / "docs/examples/site.toml"
HEAD = 'schema = "sideroscreen-site/1"\n[clinic]\nname = "Clinic"\n'

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


# The situations ---------------------------------------------------------------------------


def test_every_case_file_of_the_folder_is_a_situation():
    files = resources.files("workflow.situations").iterdir()
    named = {file.name.removesuffix(".toml") for file in files if file.name.endswith(".toml")}

    assert named == {*SITUATIONS}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_situation_is_fictitious_and_says_so(situation):
    values = tomllib.loads(case_file(situation).read_text("utf-8"))

    assert values["labelled"].startswith("Fictitious situation: made family")
    assert all(re.fullmatch(r"F\d\d-[A-Z]+", one["id"]) for one in values["people"])
    assert ("names" in values) == (situation == "hostile-names")
    assert not {"site", "letterhead", "vcf"} & {*values}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_situation_names_only_variants_of_our_gene_files(situation):
    with resources.as_file(case_file(situation)) as path:
        case = read_case(path).case
    known = {
        (gene.symbol, one.hgvs_c, one.hgvs_p)
        for gene in load_panel().genes
        for one in gene.known_variants
    }

    assert {(one.gene, one.hgvs_c, one.hgvs_p) for one in case.findings} <= known


# The command ------------------------------------------------------------------------------


def test_the_example_is_a_profile_without_a_problem(capsys):
    assert main(["profile", "check", str(EXAMPLE), "--html-only"]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert [line.split(":")[0] for line in lines[:-1]] == [*SITUATIONS]
    assert "one-finding: counselling, management, lab, referral" in lines[0]
    assert lines[-1] == f"{EXAMPLE}: 15 situations, 0 problems"


def test_a_profile_with_mistakes_is_refused_before_anything_is_written(tmp_path, capsys):
    file = tmp_path / "site.toml"
    file.write_text(HEAD + 'logo = "absent.svg"\n[sections.referral]\nrelatives = false\n')

    assert main(["profile", "check", str(file)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 2
    assert "site.toml:4: clinic, logo: the logo absent.svg cannot be read" in err
    assert '"relatives" must stand in the document referral' in err


def test_letters_that_our_font_lacks_are_named_and_are_no_problem(tmp_path, capsys):
    file = tmp_path / "site.toml"
    file.write_text(HEAD.replace("Clinic", "\u05de\u05e8\u05e4\u05d0\u05d4"), encoding="utf-8")

    assert run_check(file, html_only=True) == 0
    assert "NOTE  not in our font, please look at them in print: " in capsys.readouterr().out


def test_a_phrase_of_the_clinic_is_printed_as_text_and_reaches_no_template(tmp_path):
    from genetics.phrases import speaking
    from reports.catalogues import languages, own_phrases, tongue
    from reports.deserved import deserved
    from reports.site_file import read_site
    from workflow.commands.profile import page_of

    file = tmp_path / "site.toml"
    hostile = "{{7*7}} {% include 'print.css' %} <script>alert(1)</script>"
    file.write_text(HEAD + f'[phrases]\n"next.questions" = "{hostile}"\n')
    site = read_site(file, phrases=own_phrases(), languages=languages())
    with speaking(tongue(site.language, site.phrases)):
        basis = basis_of("one-finding", site)
        page = page_of(basis, deserved(basis)[0])

    escaped = hostile.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
    assert f"<li>{escaped}</li>" in page
    assert "<script" not in page


@needs_pdf
def test_with_pdf_every_document_is_written_and_its_pages_are_counted():
    tried = try_situation("male-heterozygote", Site(name="Clinic"))

    assert [(one.document, one.problem) for one in tried] == [("management", ""), ("lab", "")]
    assert all(one.pages >= 2 for one in tried)
    assert str(tried[0]).endswith(" pages")


@needs_pdf
def test_a_phrase_that_names_what_is_not_of_the_case_is_a_problem(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("workflow.situations.SITUATIONS", ("none",))
    file = tmp_path / "site.toml"
    file.write_text(HEAD + '[phrases]\n"next.questions" = "Ask us about c.1354C>T."\n')

    assert run_check(file) == 1
    out = capsys.readouterr().out
    assert "PROBLEM  none, counselling: withheld: " in out
    assert out.splitlines()[-1] == f"{file}: 1 situations, 1 problems"


# Plain words for families -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "wording", "problems"),
    [
        (
            "privacy.insurance",
            "A normal victim of a mutation will surely lose all insurance.",
            [f"families are not told “{word}”" for word in ("normal", "victim", "mutation")],
        ),
        ("support.talk", f"You can{' talk and' * 10} talk.", ["23 words a sentence"]),
        ("next.talk", "Talk with us. Then talk again.", []),
        ("letter.salutation", "Dear colleague, for a mutation:", []),
    ],
)
def test_a_phrase_that_a_family_should_not_read_is_named_with_its_id(
    tmp_path, capsys, monkeypatch, phrase, wording, problems
):
    monkeypatch.setattr("workflow.situations.SITUATIONS", ("one-finding",))
    file = tmp_path / "site.toml"
    file.write_text(HEAD + f'[phrases]\n"{phrase}" = "{wording}"\n')

    assert run_check(file, html_only=True) == (1 if problems else 0)
    told = [one for one in capsys.readouterr().out.splitlines() if one.startswith("PROBLEM")]
    assert len(told) == len(problems)
    for line, problem in zip(told, problems, strict=True):
        assert line.startswith(f"PROBLEM  phrases, {phrase}: {problem}")


def test_a_document_that_a_family_should_not_read_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("workflow.situations.SITUATIONS", ("one-finding",))
    file = tmp_path / "site.toml"
    file.write_text(HEAD + 'contact = "the clinic for defects"\n')

    assert run_check(file, html_only=True) == 1
    told = [one for one in capsys.readouterr().out.splitlines() if one.startswith("PROBLEM")]
    assert told
    for line in told:
        assert re.match(
            r"PROBLEM  one-finding, (counselling|relative_letter:F01-\w+): "
            "families are not told “defects”",
            line,
        )


def test_the_phrases_left_to_doctors_are_in_no_document_of_a_family():
    from genetics.phrases import speaking
    from reports.audit.plain_language import FOR_DOCTORS, running_text
    from reports.catalogues import own_phrases, tongue
    from reports.deserved import deserved

    ids = [one for one in own_phrases() if one.startswith(FOR_DOCTORS)]
    assert len(ids) >= len(FOR_DOCTORS)
    gaps = {"review.clinicians": "{day}"}
    marked = {one: f"ONLY-DOCTORS {gaps.get(one, '')}" for one in ids}
    read = []
    with speaking(tongue("en-GB", marked)):
        for situation in SITUATIONS:
            basis = basis_of(situation, Site(name="Clinic"))
            for document in deserved(basis):
                if document.addressee or document.name == "counselling":
                    read += running_text(document.view(basis))

    assert read
    assert not [text for text in read if "ONLY-DOCTORS" in text]
