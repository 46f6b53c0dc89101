"""The audit: a contradiction stops the case, a document that says anything else is withheld."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builders import (
    FROM_VCF,
    PANEL,
    SOFTWARE,
    all_cases,
    finding,
    man_with_anaemia,
    statement,
    stopped,
)

from genetics.classification import Assertion, Classification
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.results import SampleResult
from genetics.variants import Assembly, Variant, Zygosity
from pedigrees.case import Address
from pedigrees.plan import DiseaseClass, Pattern
from reports.audit.after import discrepancies
from reports.audit.before import contradictions
from reports.audit.mandatory import FIELDS, missing_fields
from reports.audit.marks import Kind, Reader, marks_of_facts, texts_of
from reports.basis import Basis
from reports.case_json import case_facts, case_json
from reports.deserved import deserved
from reports.management.alarms import load_alarms
from reports.printed_text import text_of_page
from reports.render import pdf_problem, render_html, render_pdf
from workflow.pipeline import conclude

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")


# Before rendering -------------------------------------------------------------------------


def man(plan=None, statements=(), **changes):
    """Return the basis of the man's family with something changed."""
    whole = man_with_anaemia(**changes)
    whole = replace(whole, plan=replace(whole.plan, **(plan or {})))
    if statements:
        applied = (*whole.statements.applied, *statements)
        whole = replace(whole, statements=replace(whole.statements, applied=applied))
    return whole.basis


def woman(basis):
    family = basis.case.family
    people = [
        replace(one, sex=Sex.FEMALE) if one.id == family.proband_id else one for one in family
    ]
    made = type(family)(tuple(people), family.proband_id)
    return replace(basis, case=replace(basis.case, family=made))


def of_chrx(ref):
    return finding(**{**FROM_VCF, "variant": Variant(Assembly.GRCH38, "X", 55014830, ref, "T")})


CLASS_OF_NOBODY = Assertion(Classification.UNCERTAIN, "the laboratory", date(2026, 5, 3), "report")
RECESSIVE = {"gene": "SLC25A38", "zygosity": Zygosity.HETEROZYGOUS}

CONTRADICTORY = [
    ("IDENTITY_MISMATCH", "sample", man(scan=SampleResult("BR", Sex.MALE, ()))),
    ("IDENTITY_MISMATCH", "names", man(names={"NOBODY": Address("Somebody")})),
    (
        "IDENTITY_MISMATCH",
        "relatives",
        man(plan={"decisions": (man_with_anaemia().plan.decisions[0],) * 2}),
    ),
    ("REF_BASE", "ALAS2", replace(man(findings=(of_chrx("C"),)), panel=load_panel())),
    ("PLOIDY_AND_SEX", "ALAS2", man(findings=(finding(zygosity=Zygosity.HETEROZYGOUS),))),
    ("PLOIDY_AND_SEX", "ALAS2", man(findings=(finding(zygosity=Zygosity.MOSAIC),))),
    ("PLOIDY_AND_SEX", "ALAS2", woman(man(plan={"pattern": Pattern.XL_F}))),
    (
        "CONTRADICTORY_EVIDENCE",
        "ALAS2",
        man(findings=(finding(), finding(hgvs_c="c.1G>A", withheld=True, withheld_why="two say"))),
    ),
    ("CONTRADICTORY_EVIDENCE", "ALAS2", man(findings=(finding(lab_class=CLASS_OF_NOBODY),))),
    (
        "CONTRADICTORY_EVIDENCE",
        "ALAS2",
        man(findings=(finding(), finding(hgvs_c="c.1757A>T", mechanism="GOF (published)"))),
    ),
    ("UNSOURCED_SENTENCE", "SR-99", man(statements=(statement("SR-99"),))),
    ("UNSOURCED_SENTENCE", "SR-02", man(statements=(statement("SR-02", source=""),))),
    ("UNSOURCED_SENTENCE", "SR-02", man(statements=(statement("SR-02", dated=""),))),
    (
        "UNSOURCED_SENTENCE",
        "BR",
        man(plan={"decisions": (replace(man().plan.of("BR"), reason_id="R-UNKNOWN"),)}),
    ),
    ("INHERITANCE_AND_GENOTYPE", "XL-M", woman(man())),
    ("INHERITANCE_AND_GENOTYPE", "XL-F", man(plan={"pattern": Pattern.XL_F})),
    ("INHERITANCE_AND_GENOTYPE", "NEG", man(plan={"pattern": Pattern.NEG})),
    (
        "INHERITANCE_AND_GENOTYPE",
        "AR",
        man(findings=(finding(**RECESSIVE),), plan={"pattern": Pattern.AR}),
    ),
    (
        "INHERITANCE_AND_GENOTYPE",
        "AR",
        man(
            findings=(
                finding(**RECESSIVE, phase="in cis"),
                finding(**RECESSIVE, hgvs_c="c.1A>G", phase="in cis"),
            ),
            plan={"pattern": Pattern.AR},
        ),
    ),
    ("INHERITANCE_AND_GENOTYPE", "XL-M", man(findings=())),
]


@pytest.mark.parametrize(
    ("violation", "where", "basis"),
    CONTRADICTORY,
    ids=[f"{number} {one[0]}" for number, one in enumerate(CONTRADICTORY)],
)
def test_a_contradiction_is_found_and_placed(violation, where, basis):
    found = contradictions(basis)
    assert violation in {one.id for one in found}
    assert any(where in one.where for one in found if one.id == violation)


def test_the_base_of_the_reference_itself_is_no_contradiction():
    basis = replace(man(findings=(of_chrx("G"),)), panel=load_panel())
    assert "REF_BASE" not in {one.id for one in contradictions(basis)}


def test_two_recessive_findings_on_two_copies_are_no_contradiction():
    two = (finding(**RECESSIVE), finding(**RECESSIVE, hgvs_c="c.1A>G"))
    both = man(findings=two, plan={"pattern": Pattern.AR, "disease_class": DiseaseClass.SLC25A38})
    assert contradictions(both) == ()


@pytest.mark.parametrize("name", all_cases())
def test_no_made_up_case_contradicts_itself(name):
    assert contradictions(all_cases()[name].basis) == ()


def test_a_stopped_case_may_hold_what_stops_it():
    assert contradictions(stopped().basis) == ()


# After rendering --------------------------------------------------------------------------


def rendered(basis):
    """Return for each document of a case: document, view, page."""
    made = ((document, document.view(basis)) for document in deserved(basis))
    return [(document, view, render_html(document.template, view)) for document, view in made]


def facts_of(basis):
    return case_facts(basis)


def basis_of(case):
    told = conclude(case)
    return Basis(
        told.case, told.plan, told.statements, load_panel(), told.facts, SOFTWARE, told.alarms
    )


@pytest.mark.parametrize("name", all_cases())
def test_the_facts_have_the_marks_of_case_json(name):
    basis = all_cases()[name].basis
    assert marks_of_facts(case_facts(basis)) == marks_of_facts(case_json(basis, {}, []).decode())


@pytest.mark.parametrize("name", all_cases())
def test_no_false_alarm_in_the_made_up_cases(name):
    basis = all_cases()[name].basis
    for document, view, html in rendered(basis):
        assert discrepancies(document, view, html, b"", basis, facts_of(basis)) == ()


def cut(start, end):
    """Return a change that takes out everything from one text to the next."""

    def change(html):
        at = html.index(start)
        return html[:at] + html[html.index(end, at) + len(end) :]

    return change


def swapped(old, new, *, all_of_them=True):
    def change(html):
        assert old in html
        return html.replace(old, new) if all_of_them else html.replace(old, new, 1)

    return change


MUTATIONS = {
    "a finding box is dropped": cut('<section class="finding">', "</section>"),
    "one letter of a coding name": swapped("c.1354C&gt;T", "c.1354C&gt;A"),
    "one letter of a coding name, once": swapped("c.1354C&gt;T", "c.1354C&gt;A", all_of_them=False),
    "one letter of a protein name": swapped("Arg452Cys", "Arg452His"),
    "a digit of the transcript": swapped("NM_000032.5", "NM_000032.6"),
    "a digit of the position": swapped("X:55014830", "X:55014831"),
    "a second change": swapped("</main>", "<p>c.123A&gt;G</p></main>"),
    "a second change in a table": swapped("</td>", " and p.(Gly5Asp)</td>", all_of_them=False),
    "another class": swapped("pathogenic (P)", "likely pathogenic (LP)"),
    "another class, once": swapped("(P)", "(B)", all_of_them=False),
    "another gene": swapped("ALAS2", "ABCB7"),
    "a rule is dropped": cut("<li>\n<p>Professional text of SR-01", "</li>"),
    "another rule": swapped("SR-01", "SR-10"),
    "an alarm that is not raised": swapped("</main>", "<p>AL-HB-70</p></main>"),
    "another transcript": swapped("</main>", "<p>NM_001037968.4</p></main>"),
    "a row of the genes is dropped": cut('<tr><th scope="row">STEAP3', "</tr>"),
    "the signature line is dropped": swapped("Signature and date", ""),
    "the disclaimer is dropped": cut('<p class="disclaimer">', "</p>"),
    "what was not assessed is dropped": cut('<ul class="tight">', "</ul>"),
    "the status is dropped": swapped("DRAFT – for professional use until signed", ""),
}


@pytest.fixture(scope="module")
def management():
    basis = man_with_anaemia(documents=("management",)).basis
    ((document, view, html),) = rendered(basis)
    return document, view, html, basis, facts_of(basis)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_page_that_was_changed_is_withheld(management, name):
    document, view, html, basis, facts = management
    changed = MUTATIONS[name](html)
    assert changed != html
    assert discrepancies(document, view, changed, b"", basis, facts)


IN_THE_FAMILY = {
    "the chance of a relative": swapped("1 in 2", "1 in 4"),
    "the chance of a relative, once": swapped("1 in 2", "1 in 3", all_of_them=False),
    "a relative is dropped": cut('<tr>\n<th scope="row">Brother', "</tr>"),
    "another person": swapped(" BR</span>", " MU</span>"),
}


@pytest.mark.parametrize("name", IN_THE_FAMILY)
def test_a_table_of_relatives_that_was_changed_is_withheld(name):
    basis = man_with_anaemia(documents=("counselling",)).basis
    ((document, view, html),) = rendered(basis)
    changed = IN_THE_FAMILY[name](html)
    assert changed != html
    assert discrepancies(document, view, changed, b"", basis, facts_of(basis))


IN_THE_PDF = (
    "a second change",
    "one letter of a protein name",
    "another gene",
    "another rule",
    "an alarm that is not raised",
)


@needs_pdf
@pytest.mark.parametrize("name", IN_THE_PDF)
def test_a_pdf_that_does_not_say_what_the_page_says_is_withheld(management, name):
    document, view, html, basis, facts = management
    other = render_pdf(MUTATIONS[name](html))
    found = discrepancies(document, view, html, other, basis, facts)
    assert {one.id for one in found} == {"PRINTED_DIFFERENTLY"}


def test_a_view_that_says_more_than_the_case_is_withheld(management):
    document, view, _, basis, facts = management
    box = view.boxes[0]
    line = replace(box.lines[0], text="NM_000032.5:c.99G>A, p.(Ala33Thr)")
    wrong = replace(view, boxes=(box, replace(box, lines=(line, *box.lines[1:]))))
    page = render_html(document.template, wrong)
    found = discrepancies(document, wrong, page, b"", basis, facts)
    assert {one.id for one in found} == {"NOT_OF_THE_CASE"}
    assert "c.99G>A" in str(found)


def test_a_view_that_leaves_a_finding_out_is_withheld(management):
    document, view, _, basis, facts = management
    two = replace(basis.case, findings=(*basis.case.findings, finding(hgvs_c="c.7T>A")))
    basis = replace(basis, case=two)
    page = render_html(document.template, view)
    found = discrepancies(document, view, page, b"", basis, facts)
    assert "MISSING_FINDING: management: c.7T>A" in str(found[0])


def test_a_mandatory_field_that_is_missing_is_named(management):
    document, view, _, basis, facts = management
    bare = replace(view, closing=replace(view.closing, disclaimer=""))
    page = render_html(document.template, bare)
    found = discrepancies(document, bare, page, b"", basis, facts)
    assert [str(one) for one in found] == [
        "MANDATORY_FIELD: management: the field “disclaimer” is missing"
    ]


def test_every_field_of_the_table_is_looked_for_in_every_document_that_must_have_it(management):
    """An empty page lacks all fields that hold for it."""
    document, view, _, basis, _ = management
    lacks = list(missing_fields(document, view, basis, ""))
    wanted = [one.name for one in FIELDS if "management" in one.places]
    assert lacks == [name for name in wanted if name != "urgent alarms"]


def test_a_referral_letter_without_sample_or_review_date_is_withheld():
    basis = man()
    document = next(one for one in deserved(basis) if one.name == "referral")
    view = document.view(basis)
    page = text_of_page(render_html(document.template, view))

    assert list(missing_fields(document, view, basis, page)) == []
    assert list(missing_fields(document, view, basis, page.replace("1 June 2027", ""))) == [
        "review date"
    ]
    bare = replace(view, sample=replace(view.sample, lines=()))
    assert list(missing_fields(document, bare, basis, page)) == ["sample"]


# Marks ------------------------------------------------------------------------------------


def reader():
    return Reader(man_with_anaemia().case.family, PANEL)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("(NM_000032.5:c.1354C>T).", {"NM_000032.5", "c.1354C>T"}),
        ("c.-15-2187_-15-2180del, p.?", {"c.-15-2187_-15-2180del", "p.?"}),
        ("p.(Arg452Cys) and p.Gly5=", {"p.(Arg452Cys)", "p.Gly5="}),
        ("p.(Glu569GlyfsTer24).", {"p.(Glu569GlyfsTer24)"}),
        ("thesis pp. 108, 117; p.105; e.g. 5", set()),
        ("GRCh38 X:55014830 G>A", {"GRCh38 X:55014830 G>A"}),
        ("1 in\n4 people; 21 in 200", {"1 in 4", "21 in 200"}),
        ("pathogenic (P), benign (B); vitamin B", {"(P)", "(B)", "P"}),
        ("ALAS2, not ALAS21 or XALAS2", {"ALAS2"}),
        ("AL-FERRITIN-1000 · SR-28", {"AL-FERRITIN-1000", "SR-28"}),
        ("the brother (BR), the BRIDE", {"BR"}),
    ],
)
def test_marks_are_read_as_they_stand(text, marks):
    assert {mark for _, mark in reader().marks(text)} == marks


def test_codes_made_like_those_of_the_family_are_codes():
    whole = man_with_anaemia()
    family = whole.case.family
    named = {one.id: f"F7-{one.id}" for one in family}
    people = [
        replace(
            one,
            id=named[one.id],
            father=named.get(one.father, ""),
            mother=named.get(one.mother, ""),
        )
        for one in family
    ]
    renamed = type(family)(tuple(people), named[family.proband_id])
    found = Reader(renamed, PANEL).marks("F7-BR and F7-XX")
    assert found == {(Kind.PERSON, "F7-BR"), (Kind.PERSON, "F7-XX")}


def test_the_text_of_a_page_is_read_without_style_and_with_drawings():
    page = "<style>c.1A>G</style><p>a&shy;b <b>c</b>d&nbsp;e</p><svg><text>II:1</text></svg>"
    assert text_of_page(page).split() == ["ab", "cd", "e", "II:1"]
    assert list(texts_of(("x", None, True, ("data:image/png;base64,AA",)))) == ["x"]


def test_the_id_of_an_alarm_is_read_as_one_mark():
    for alarm in load_alarms():
        assert (Kind.RULE, alarm.id) in reader().marks(f"{alarm.id} · [1]")
