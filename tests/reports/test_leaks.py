"""The leak check: what is planted is found, wherever it stands, and a clean letter is clean."""

from __future__ import annotations

import io
import random
import string
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letter_families import (
    SITUATIONS,
    basis_of,
    demo_bases,
    infant_with_two_changes,
    letter,
    letters_of,
    man_with_xlsa,
    scenario_bases,
    situation,
)
from pypdf import PdfWriter

from pedigrees.case import Address, Laboratory, Request, Sample
from pedigrees.family import Family
from pedigrees.people import Birth
from reports.leaks import leaks
from reports.render import pdf_problem, render_pdf

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")
EVERY_SITUATION = pytest.mark.parametrize("name", SITUATIONS)
READER = "K-BR"


def case_with_secrets(**changes):
    """Return the family of a man, with names, dates, numbers, and a brother as the reader."""
    basis = basis_of(man_with_xlsa())
    births = {"K-P": date(1982, 3, 14), "K-SI": date(1989, 11, 2), READER: date(1986, 1, 5)}
    people = [
        replace(one, birth=Birth(births[one.id].year, births[one.id])) if one.id in births else one
        for one in basis.case.family
    ]
    people = [replace(one, sample="BR-SMP-7") if one.id == READER else one for one in people]
    case = replace(
        basis.case,
        family=Family(people, "K-P"),
        names={
            "K-P": Address("Tibor Quentin Marlowe", ("12 Hidden Lane", "Exampletown")),
            "K-SI": Address("Ottilie Vance", ("77 Far Road", "Sampleford")),
            READER: Address("Bela Marlowe", ("3 Near Road", "Exampletown")),
        },
        record_number="HN-4711",
        sample=Sample(id="SMP-0815", collected_on=date(2026, 4, 9)),
        request=Request(reference="REQ/2026/55"),
        laboratory=Laboratory(report_number="LAB-2026-123"),
        vcf="marlowe_exome.vcf.gz",
        **changes,
    )
    return replace(basis, case=case)


BASIS = case_with_secrets()
CLEAN = letter(BASIS, READER)


def planted(secret, page=CLEAN):
    """Return the letter with a sentence more."""
    return page.replace("</main>", f"<p>We also note {secret} in this paper.</p></main>")


# Clean letters ----------------------------------------------------------------------------


@EVERY_SITUATION
def test_a_letter_of_ours_is_clean(name):
    basis, page = situation(name)
    assert leaks(page, None, basis, SITUATIONS[name][1]) == ()


def test_a_letter_with_names_and_dates_is_clean():
    assert leaks(CLEAN, None, BASIS, READER) == ()


@needs_pdf
def test_the_letters_of_the_demo_families_are_clean_in_the_pdf_too(tmp_path):
    for basis in demo_bases(tmp_path):
        letters = list(letters_of(basis))
        for person, page in letters:
            assert leaks(page, None, basis, person) == (), person
        for person, page in letters[:1]:  # the PDF is made from the same page, and takes its time
            assert leaks(page, render_pdf(page), basis, person) == (), person


def test_every_letter_of_the_scenarios_is_clean(shared):
    for basis in scenario_bases(shared):
        for person, page in letters_of(basis):
            assert leaks(page, None, basis, person) == (), person


# Each kind of leak ------------------------------------------------------------------------

LEAKS = {
    "K-P": "the code of K-P",
    "k-si": "the code of K-SI",
    "K-BR": "the code of K-BR",
    "BR-SMP-7": "the sample of K-BR",
    "KIN-77": "the number of the case",
    "Tibor Quentin Marlowe": "the name of K-P",
    "TIBOR QUENTIN MARLOWE": "the name of K-P",
    "Marlowe, Tibor": "the name of K-P",
    "our patient Tibor": "the name of K-P",
    "Ottilie Vance": "the name of K-SI",
    "that Ms Vance": "the name of K-SI",
    "12 Hidden Lane": "the address of K-P",
    "77\u00a0Far\u00a0Road": "the address of K-SI",
    "Tibor Quen\u00adtin Marlowe": "the name of K-P",
    "1982-03-14": "the date of birth of K-P",
    "19820314": "the date of birth of K-P",
    "14 March 1982": "the date of birth of K-P",
    "14 Mar 1982": "the date of birth of K-P",
    "14th of March 1982": "the date of birth of K-P",
    "March 14, 1982": "the date of birth of K-P",
    "14.3.1982": "the date of birth of K-P",
    "14.03.1982": "the date of birth of K-P",
    "14/03/1982": "the date of birth of K-P",
    "03/14/1982": "the date of birth of K-P",
    "2 November 1989": "the date of birth of K-SI",
    "9 April 2026": "the day of the sample",
    "HN-4711": "the proband's record number",
    "SMP-0815": "the number of the sample",
    "REQ/2026/55": "the reference of the request",
    "LAB-2026-123": "the number of the laboratory's report",
    "marlowe_exome.vcf.gz": "the name of the VCF",
    "that p.(Arg452Cys) is hemizygous": "the zygosity of the proband",
    "a hemizygous person": "the zygosity of the proband",
    "your brother": "how the reader is related to someone",
    "your child's father": "how the reader is related to someone",
    "the proband": "how the reader is related to someone",
}


@pytest.mark.parametrize(("secret", "what"), LEAKS.items())
def test_each_kind_of_secret_is_found(secret, what):
    assert f"{what} (text of the page)" in leaks(planted(secret), None, BASIS, READER)


@pytest.mark.parametrize("secret", ["c.1354C>T", "p.(Arg452Cys)", "p.Arg452Cys"])
def test_the_change_is_a_secret_unless_it_may_be_shared(secret):
    page = planted(secret.replace(">", "&gt;"))
    kept = replace(
        BASIS, case=replace(BASIS.case, consent=replace(BASIS.case.consent, share_variant=False))
    )
    assert "a change found in the proband (text of the page)" in leaks(page, None, kept, READER)
    assert leaks(page, None, BASIS, READER) == ()


def test_another_change_of_the_proband_is_a_secret_even_then():
    other = replace(BASIS.case.findings[0], hgvs_c="c.999G>A", hgvs_p="p.(Trp333Ter)", somatic=True)
    basis = replace(BASIS, case=replace(BASIS.case, findings=(*BASIS.case.findings, other)))
    found = leaks(planted("c.999G&gt;A"), None, basis, READER)
    assert "a change found in the proband (text of the page)" in found
    assert leaks(CLEAN, None, basis, READER) == ()


def test_a_result_of_another_relative_is_found():
    basis = basis_of(infant_with_two_changes())
    page = letter(basis, "K-MA")
    told = planted("a person who is heterozygous", page)
    assert leaks(page, None, basis, "K-MA") == ()
    assert leaks(told, None, basis, "K-MA") == ("the zygosity of the proband (text of the page)",)


@pytest.mark.parametrize(
    ("reader", "others"), [("K-MA", "c.625G&gt;C"), ("K-PU", "p.(Arg117Ter)"), ("K-AD", "")]
)
def test_the_change_of_the_other_parents_line_is_a_secret(reader, others):
    basis = basis_of(infant_with_two_changes())
    page = letter(basis, reader)
    assert leaks(page, None, basis, reader) == ()
    for name in ("c.625G&gt;C", "p.(Arg117Ter)"):
        found = leaks(planted(name, page), None, basis, reader)
        assert ("a change found in the proband (text of the page)" in found) is (name == others)


def test_a_secret_is_never_repeated_but_for_the_code():
    found = " ".join(leaks(planted("Tibor Quentin Marlowe, HN-4711"), None, BASIS, READER))
    assert "Tibor" not in found
    assert "4711" not in found


# What is the reader's own -----------------------------------------------------------------


@pytest.mark.parametrize(
    "own",
    [
        "Bela Marlowe",
        "the family Marlowe",
        "3 Near Road",
        "Exampletown",
        "5 January 1986",
        "1 June 2026",
        "1 June 2027",
        "1 Sample Street",
    ],
)
def test_what_the_reader_shares_is_the_readers_own(own):
    assert leaks(planted(own), None, BASIS, READER) == ()


def test_a_letter_to_someone_else_names_this_reader():
    found = leaks(CLEAN, None, BASIS, "K-SI")
    assert "the name of K-BR (text of the page)" in found
    assert "the date of birth of K-BR (text of the page)" in found


@pytest.mark.parametrize(
    ("label", "what"),
    [
        ("K-P", ["the code of K-P"]),
        ("Tibor Quentin Marlowe", ["the name of K-P"]),
        ("for Ms Vance", ["the name of K-SI"]),
        ("born 14 March 1982", ["the date of birth of K-P"]),
        ("Fictitious demonstration: made family, published variant", []),
        ("Fictitious", []),
        ("Training only, not a patient's result", []),
    ],
)
def test_a_label_of_the_case_is_searched_like_any_other_words(label, what):
    basis = replace(BASIS, case=replace(BASIS.case, labelled=label))
    found = leaks(letter(basis, READER), None, basis, READER)
    assert list(found) == [f"{one} (text of the page)" for one in what]


# Codes that could be words or numbers -----------------------------------------------------


def with_code(code):
    """Return the family with another code for the proband."""
    entries = man_with_xlsa(proband=code)
    for one in entries["people"]:
        one["id"] = code if one["id"] == "K-P" else one["id"]
        for parent in ("father", "mother"):
            if one.get(parent) == "K-P":
                one[parent] = code
    return basis_of(entries)


@pytest.mark.parametrize("code", ["P", "1", "2", "MO", "A", "X", "LP", "anna", "Test", "18", "DNA"])
def test_a_code_that_is_a_word_or_a_number_is_found_as_a_code_only(code):
    basis = with_code(code)
    page = letter(basis, READER)
    assert leaks(page, None, basis, READER) == ()
    for secret in (f"the person tested ({code})", f"code {code}", f"Case: {code}"):
        found = leaks(planted(secret, page), None, basis, READER)
        assert f"the code of {code} (text of the page)" in found, secret
    cell = page.replace("</main>", f"<table><tr><td>{code}</td></tr></table></main>")
    assert f"the code of {code} (text of the page)" in leaks(cell, None, basis, READER)


def test_a_word_in_capitals_is_a_code_wherever_it_stands():
    basis = with_code("ANNA")
    page = letter(basis, READER)
    assert leaks(page, None, basis, READER) == ()
    assert leaks(planted("that ANNA came", page), None, basis, READER)


# Where it stands --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>", "<title>K-P · "),
        ("<title>", "<!-- for Tibor Quentin Marlowe --><title>"),
        ('name="generator" content="', 'name="generator" content="KIN-77 '),
        ("<main>", '<main title="born 1982-03-14">'),
    ],
)
def test_title_attributes_and_comments_of_the_page_are_searched(before, after):
    page = CLEAN.replace(before, after, 1)
    assert page != CLEAN
    found = leaks(page, None, BASIS, READER)
    assert [one.partition("(")[2] for one in found] == ["title and metadata of the page)"]


def blank_pdf(metadata=None, attached=None, xmp=""):
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    if metadata:
        writer.add_metadata(metadata)
    if attached:
        writer.add_attachment(*attached)
    if xmp:
        writer.xmp_metadata = xmp.encode()
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("made", "where"),
    [
        ({"metadata": {"/Title": "Letter about K-P"}}, "metadata of the PDF"),
        ({"metadata": {"/Keywords": "Tibor Quentin Marlowe"}}, "metadata of the PDF"),
        ({"attached": ("KIN-77.json", b"{}")}, "metadata of the PDF"),
        ({"attached": ("case.json", b'{"id": "KIN-77"}')}, "attachment of the PDF"),
        ({"attached": ("a.txt", b"Tibor Quentin\nMarlowe")}, "attachment of the PDF"),
        ({"xmp": "<x:xmpmeta xmlns:x='ns'>HN-4711</x:xmpmeta>"}, "metadata of the PDF"),
    ],
)
def test_metadata_and_attachments_of_the_pdf_are_searched(made, where):
    found = leaks(CLEAN, blank_pdf(**made), BASIS, READER)
    assert found
    assert all(one.endswith(f"({where})") for one in found)


def test_a_pdf_that_says_nothing_is_clean():
    pdf = blank_pdf({"/Title": "A gene change in your family"}, ("note.txt", b"nothing"))
    assert leaks(CLEAN, pdf, BASIS, READER) == ()


@needs_pdf
def test_a_secret_that_goes_on_in_the_next_block_is_found_in_the_pdf():
    page = CLEAN.replace("</main>", "<p>We also note Tibor Quentin</p><p>Marlowe</p></main>")
    found = leaks(page, render_pdf(page), BASIS, READER)
    assert "the name of K-P (text of the PDF)" in found


@needs_pdf
def test_the_text_of_the_pdf_is_searched():
    pdf = render_pdf(planted("Tibor Quentin Marlowe, born 14 March 1982, K-P"))
    assert set(leaks(CLEAN, pdf, BASIS, READER)) >= {
        "the name of K-P (text of the PDF)",
        "the date of birth of K-P (text of the PDF)",
        "the code of K-P (text of the PDF)",
    }


# Any secret, anywhere ---------------------------------------------------------------------

CODES = st.from_regex(r"\A[A-Z]{1,3}-[0-9]{1,4}\Z")
SURNAMES = st.text(string.ascii_lowercase, min_size=4, max_size=12).map(str.capitalize)
DAYS = st.dates(date(1920, 1, 1), date(2025, 12, 31))
WAYS = ("{:%Y-%m-%d}", "{:%d.%m.%Y}", "{:%d/%m/%Y}", "{:%d %B %Y}", "{:%d %b %Y}", "{:%B %d, %Y}")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def of_the_proband(code="K-P", name="", born=None):
    """Return the case with another code, name or birth of the proband; the reader stays."""
    family = [
        replace(one, id=code, birth=Birth(born.year, born) if born else one.birth)
        if one.id == "K-P"
        else replace(one, father=code if one.father == "K-P" else one.father)
        for one in BASIS.case.family
    ]
    names = {READER: BASIS.case.names[READER], **({code: Address(name)} if name else {})}
    case = replace(BASIS.case, family=Family(family, code), names=names)
    return replace(BASIS, case=case)


@FEW
@given(CODES, st.randoms(use_true_random=False))
def test_any_code_is_found_at_any_place(code, chance: random.Random):
    basis = of_the_proband(code)
    assert not [one for one in leaks(CLEAN, None, basis, READER) if one.startswith("the code")]
    ends = [at for at in range(len(CLEAN)) if CLEAN.startswith("</p>", at)]
    at = chance.choice(ends)
    page = f"{CLEAN[:at]} {code}{CLEAN[at:]}"
    assert f"the code of {code} (text of the page)" in leaks(page, None, basis, READER)


@FEW
@given(SURNAMES, SURNAMES, st.sampled_from(["{0} {1}", "{1}, {0}", "{0}\u00a0{1}", "{0}  {1}"]))
def test_any_name_is_found(first, last, way):
    basis = of_the_proband(name=f"{first} {last}")
    page = planted(way.format(first, last))
    assert "the name of K-P (text of the page)" in leaks(page, None, basis, READER)


@FEW
@given(DAYS, st.sampled_from(WAYS))
def test_any_date_of_birth_is_found_in_any_way_to_write_it(day, way):
    basis = of_the_proband(born=day)
    if day == BASIS.case.family[READER].birth.full:
        day += timedelta(days=1)
        basis = of_the_proband(born=day)
    assert leaks(CLEAN, None, basis, READER) == ()
    page = planted(way.format(day))
    assert "the date of birth of K-P (text of the page)" in leaks(page, None, basis, READER)


@FEW
@given(CODES, SURNAMES, st.sampled_from(["title", "attachment"]))
def test_any_secret_is_found_in_the_pdf(code, name, where):
    basis = of_the_proband(code, f"{name} Quay")
    secret = f"{code} and {name} Quay"
    pdf = (
        blank_pdf({"/Title": secret})
        if where == "title"
        else blank_pdf(attached=("a.txt", secret.encode()))
    )
    found = " ".join(leaks(CLEAN, pdf, basis, READER))
    assert f"the code of {code}" in found
    assert f"the name of {code}" in found
