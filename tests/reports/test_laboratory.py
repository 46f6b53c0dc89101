"""The laboratory report: each situation in its own words, what was read, what is missing."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import SOFTWARE, all_cases, finding, man_with_anaemia
from page_text import words_of

from genetics.callability import required_spans
from genetics.gene_files import load_panel
from genetics.variants import Assembly
from pedigrees.case import Laboratory, Request, Sample
from pedigrees.readers.case_file import case_from_mapping
from reports.basis import Basis
from reports.letters.laboratory import laboratory_view
from reports.letters.referral import LABORATORY_REPORT
from reports.render import render_html
from reports.site import Site
from workflow.pipeline import complete, conclude, load, report

CSA = {"diagnosis": "CSA", "report_date": date(2026, 11, 25)}
ALAS2 = {"gene": "ALAS2", "transcript": "NM_000032.5", "classification": "P"}
ARG452 = {**ALAS2, "hgvs_c": "c.1354C>T", "hgvs_p": "p.(Arg452Cys)", "mechanism": "LOF"}
HEMIZYGOUS = {**ARG452, "zygosity": "hemizygous"}
HETEROZYGOUS = {**ARG452, "zygosity": "heterozygous"}
SLC = {"gene": "SLC25A38", "transcript": "NM_017875.4", "classification": "P"}
STOP = {**SLC, "hgvs_c": "c.349C>T", "hgvs_p": "p.(Arg117Ter)", "zygosity": "heterozygous"}
OTHER = {**SLC, "hgvs_c": "c.625G>C", "hgvs_p": "p.(Asp209His)", "zygosity": "heterozygous"}
MAN, WOMAN = (
    {"id": "P", "sex": "M", "birth_year": 1990},
    {"id": "P", "sex": "F", "birth_year": 1990},
)
ALL_READ = {
    "ALAS2": {
        "cds_20x_pct": 100.0,
        "promoter": "covered",
        "intron1_gata_enhancer": "covered",
    },
    **{gene: {"cds_20x_pct": 100.0} for gene in ("SLC25A38", "STEAP3", "ABCB7")},
}


def basis_of(conclusion: Any, **changes: Any) -> Basis:
    return Basis(
        conclusion.case,
        conclusion.plan,
        conclusion.statements,
        load_panel(),
        conclusion.facts,
        SOFTWARE,
        conclusion.alarms,
        **changes,
    )


def case_of(*findings: dict[str, Any], person: dict[str, Any] = MAN, **changes: Any) -> Basis:
    """Return what is concluded of a case typed in: one person, the findings, and more."""
    people = changes.pop("people", [])
    values = {
        "schema": "sideroscreen-case/1",
        "id": "LAB",
        "proband": "P",
        "people": [person, *people],
        "findings": list(findings),
        **CSA,
        **changes,
    }
    stored = json.loads(json.dumps(values, default=date.isoformat))
    return basis_of(conclude(complete(case_from_mapping(stored))))


def view_of(basis: Basis):
    return laboratory_view(basis, "LAB-lab")


def page_of(basis: Basis) -> str:
    return words_of(render_html("lab.html", view_of(basis)))


def body_of(basis: Basis) -> str:
    """Return the page without its sources, whose titles are not ours."""
    return page_of(basis).partition("\nSources\n")[0]


def result_of(basis: Basis) -> str:
    return " ".join(view_of(basis).result.paragraphs)


# Each situation in its own words ------------------------------------------------------------

DE_NOVO = {**HEMIZYGOUS, "trio": {"mother": "not detected", "mother_depth": 210}}
MOTHER = {"id": "MO", "sex": "F", "birth_year": 1960}
SON = {**MAN, "mother": "MO"}
VUS = {**ALAS2, "hgvs_c": "c.1000G>A", "hgvs_p": "p.?", "classification": "VUS"}
STEAP3 = {
    "gene": "STEAP3",
    "hgvs_p": "p.(Cys110Ter)",
    "zygosity": "heterozygous",
    "classification": "P",
}
GAIN = {
    **ALAS2,
    "hgvs_p": "p.(Glu569GlyfsTer24)",
    "zygosity": "heterozygous",
    "mechanism": "GOF",
    "mechanism_confirmed": True,
}

SITUATIONS = {
    "one finding": (
        lambda: case_of(HEMIZYGOUS),
        ("A change was found in the gene ALAS2: c.1354C>T p.(Arg452Cys), hemizygous. Class: "
        "pathogenic (P). Diagnosis line: X-linked sideroblastic anaemia (ALAS2)"),
        r"protoporphyria, a light|No clinically significant|apparently new|not known whether",
    ),
    "several, on both copies": (
        lambda: case_of({**STOP, "phase": "in trans"}, {**OTHER, "phase": "in trans"}),
        "Changes were found on both copies of the gene SLC25A38: SLC25A38 c.349C>T",
        r"not known whether|One copy of|does not explain|settles the phase",
    ),
    "several, phase unknown": (
        lambda: case_of(STOP, OTHER),
        "Two changes or more were found in the gene SLC25A38, and it is not known whether they lie",
        r"found on both copies|One copy of",
    ),
    "one copy of a recessive gene": (
        lambda: case_of(STOP),
        ("One copy of SLC25A38 carries a change: SLC25A38 c.349C>T p.(Arg117Ter), heterozygous. On "
        "its own this does not explain the anaemia."),
        r"found on both copies|Diagnosis line: sideroblastic anaemia 2",
    ),
    "two changes on one copy": (
        lambda: case_of({**STOP, "phase": "in cis"}, {**OTHER, "phase": "in cis"}),
        "One copy of SLC25A38 carries 2 changes:",
        r"found on both copies|not known whether",
    ),
    "none, and all was read": (
        lambda: case_of(callability=ALL_READ),
        ("No clinically significant finding; all that had to be read of ALAS2, SLC25A38, STEAP3 and "
        "ABCB7 was read. No variant that explains the anaemia was reported"),
        r"incomplete|No result can be given",
    ),
    "none, and a part was read": (
        lambda: case_of(callability={**ALL_READ, "ABCB7": {"cds_20x_pct": 96.5}}),
        "The test is incomplete. No clinically significant finding in the parts that were read.",
        r"all that had to be read",
    ),
    "none, and one gene was read": (
        lambda: case_of(callability={"ALAS2": ALL_READ["ALAS2"]}),
        "The test is incomplete.",
        r"all that had to be read",
    ),
    "none, and nothing was read": (
        lambda: case_of(callability={"cnv": "not assessed"}),
        "No result can be given: it is not shown that any of the genes was read.",
        r"No clinically significant finding",
    ),
    "no test entered": (
        case_of,
        "No result of a gene test was entered",
        r"No clinically significant finding|all that had to be read",
    ),
    "VUS only": (
        lambda: case_of({**VUS, "zygosity": "hemizygous"}),
        ("A change was found whose effect is not known: ALAS2 c.1000G>A p.?, hemizygous. It must "
        "not be used to choose treatment or to test relatives. We suggest review on 25 November "
        "2027."),
        r"Diagnosis line: X-linked|explains the anaemia|No clinically significant",
    ),
    "classes differ": (
        lambda: case_of({**HEMIZYGOUS, "classification": "VUS"}),
        "The laboratory's class and ours differ: a person decides.",
        r"Diagnosis line: X-linked",
    ),
    "disputed gene": (
        lambda: case_of(STEAP3),
        ("A change was found in a gene whose link to sideroblastic anaemia is disputed: STEAP3 "
        "p.(Cys110Ter), heterozygous. It counts as a variant of uncertain significance: it does "
        "not explain the anaemia and gives no diagnosis."),
        r"Class: pathogenic|1 in 2",
    ),
    "protoporphyria": (
        lambda: case_of(GAIN, person=WOMAN),
        ("This change belongs to X-linked protoporphyria, a light-sensitivity condition, not to "
        "sideroblastic anaemia."),
        r"Diagnosis line: X-linked sideroblastic",
    ),
    "exon 11, direction not settled": (
        lambda: case_of({**GAIN, "mechanism": "LOF", "mechanism_confirmed": False}, person=WOMAN),
        "No diagnosis is stated: the direction of effect of the ALAS2 variant is not settled.",
        r"light-sensitivity condition, not|Diagnosis line: X-linked",
    ),
    "male heterozygote": (
        lambda: case_of(HETEROZYGOUS),
        ("No result is issued: the case is stopped, and a person decides first. Nothing is "
        "interpreted. Seen so far, not a result: ALAS2 c.1354C>T p.(Arg452Cys), heterozygous."),
        r"Interpretation\n|Diagnosis line: X-linked|Recommended for the test|MONDO",
    ),
    "mosaic": (
        lambda: case_of({**ARG452, "zygosity": "mosaic", "vaf": 0.12}, person=WOMAN),
        "The change is in a part of the cells only (mosaic).",
        r"No clinically significant",
    ),
    "de novo": (
        lambda: case_of(DE_NOVO, person=SON, people=[MOTHER]),
        ("is apparently new. The chance for another child is low but not zero, because a parent can "
        "carry it in some egg or sperm cells."),
        r"\b(no|zero) (recurrence )?(risk|chance) (for|to|of) (another|a further)",
    ),
    "a gene without a rule": (
        lambda: case_of({"gene": "GLRX5", "hgvs_c": "c.294A>G", "classification": "P"}),
        "This program has no rule for a finding in this gene: a person interprets it.",
        r"No clinically significant",
    ),
    "a finding and an uncertain one beside it": (
        lambda: case_of(HEMIZYGOUS, {**STOP, "classification": "VUS"}),
        "Also found, and not meant by the sentence above: SLC25A38 c.349C>T",
        r"One copy of SLC25A38 carries",
    ),
    "withheld": (
        lambda: case_of({**HEMIZYGOUS, "hgvs_p": "p.(Arg453Cys)"}),
        "No result",
        r"No clinically significant|Class: pathogenic",
    ),
}  # fmt: skip
EVERYWHERE = r"\bnormal\b|\bruled out\b|\bnegative\b(?! in)|\bmutation|\babnormal|\bvictim|validated|mg a day"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_situation_has_its_own_words(situation):
    make, said, never = SITUATIONS[situation]
    basis = make()

    assert said in result_of(basis)
    page = body_of(basis)
    assert not re.search(never, page)
    assert not re.search(EVERYWHERE, page, re.IGNORECASE)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_relative_and_no_treatment_stands_in_it(situation):
    page = body_of(SITUATIONS[situation][0]())

    assert not re.search(r"pyridoxine|chelat|phlebotom|screening list|offer testing", page)


@pytest.mark.parametrize("kind", all_cases())
def test_every_part_that_is_a_must_stands_in_every_report(kind):
    page = page_of(all_cases()[kind].basis)

    for title in (
        "Person, sample and request",
        "Result",
        "What was read, and what was not",
        "Not assessed, or not shown to have been assessed",
        "Callability, by gene and exon",
        "Method",
        "Limits of this test",
        "Left to a person",
        "Laboratory",
        "Performed, checked, authorised",
        "Sources",
    ):
        assert f"\n{title}\n" in page
    assert "DRAFT – for professional use until signed" in page
    assert "(SR-33)" in page
    assert "accreditation: not stated" in page


def test_the_interpretation_names_inheritance_and_the_class_of_the_link():
    steap3, abcb7 = (
        case_of(STEAP3),
        case_of({"gene": "ABCB7", "hgvs_p": "p.(Glu675Gly)", "zygosity": "hemizygous", "classification": "LP"}),
    )  # fmt: skip

    assert "Disputed (ClinGen, 25 April 2025)" in page_of(steap3)
    words = page_of(abcb7)
    assert "Moderate (ClinGen, 28 September 2023), curated as “mitochondrial disease" in words
    assert "Review date: 25 November 2027" in words


# What was read ------------------------------------------------------------------------------

GENES = {"ALAS2": "X", "SLC25A38": "3", "STEAP3": "2", "ABCB7": "X"}
HEADER = """##fileformat=VCFv4.2
##reference=GRCh38.fa
##contig=<ID=chr2,length=242193529>
##contig=<ID=chr3,length=198295559>
##contig=<ID=chrX,length=156040895>
##INFO=<ID=END,Number=1,Type=Integer,Description="Last base">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Quality">
"""
COLUMNS = "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT P\n"
CASE = """
schema = "sideroscreen-case/1"
id = "READ"
report_date = 2026-11-25
proband = "P"
diagnosis = "CSA"

[vcf]
file = "proband.g.vcf"

[[people]]
id = "P"
sex = "M"
birth_year = 1990
"""
UNREAD = 55021100
"""A coding base of exon 5 of ALAS2."""


def blocks(*, unread: int = 0) -> list[str]:
    """Blocks over all that must be read; the base `unread` is left out."""
    return [
        f"chr{GENES[gene.symbol]} {first} . N <NON_REF> . . END={last} GT:DP:GQ 0/0:30:60"
        for gene in load_panel().scanned
        for start, end in required_spans(gene, Assembly.GRCH38)
        for first, last in (
            [(start, unread - 1), (unread + 1, end)]
            if gene.symbol == "ALAS2" and start <= unread <= end
            else [(start, end)]
        )
    ]


@pytest.fixture
def read_from(tmp_path: Path):
    def read(*records: str) -> Basis:
        rows = "".join(f"{record}\n" for record in (COLUMNS.strip(), *records))
        (tmp_path / "proband.g.vcf").write_text(HEADER + rows.replace(" ", "\t"))
        (tmp_path / "case.toml").write_text(CASE)
        return basis_of(conclude(load(tmp_path / "case.toml")))

    return read


def test_a_gvcf_read_whole_gives_a_table_without_gaps(read_from):
    basis = read_from(*blocks())
    part = view_of(basis).callability

    assert result_of(basis).startswith("No clinically significant finding; all that had to be read")
    assert [gene.gene for gene in part.genes] == [
        f"{gene}: assessed, nothing found" for gene in ("ALAS2", "SLC25A38", "STEAP3", "ABCB7")
    ]
    assert all(row.gaps == "" for gene in part.genes for row in gene.rows)
    alas2 = {row.part: row for row in part.genes[0].rows}
    assert (alas2["all exons"].coding, alas2["all exons"].margins) == ("1764 of 1764", "160 of 160")
    assert (alas2["exon 5"].coding, alas2["promoter"].coding) == ("223 of 223", "300 of 300")
    assert "A base counts as read from: DP >= 20 and GQ >= 20 (assumption)." in part.intro


def test_one_base_that_was_not_read_is_named_by_its_place(read_from):
    basis = read_from(*blocks(unread=UNREAD))
    rows = {row.part: row for row in view_of(basis).callability.genes[0].rows}

    assert result_of(basis).startswith("The test is incomplete.")
    assert rows["exon 5"].coding == "222 of 223"
    assert rows["exon 5"].gaps == f"X:{UNREAD}-{UNREAD}"
    assert "ALAS2 exon 5: not fully covered" in page_of(basis)


def test_a_plain_vcf_is_said_to_show_nothing_of_what_was_read(read_from):
    basis = read_from("chrX 55012000 . A C . PASS . GT:DP:GQ 0/0:30:60")
    page = page_of(basis)

    assert result_of(basis).startswith("No result can be given")
    assert "The file does not say what was read: where it lists no change, nothing follows." in page
    assert page.count("What was read of this gene is not stated.") == 4


def test_what_the_laboratory_states_stands_instead_of_a_table():
    stated = {**ALL_READ, "SLC25A38": {"cds_20x_pct": 98.5, "uncovered": ["1"]}}
    part = view_of(case_of(callability=stated)).callability

    assert [gene.rows for gene in part.genes] == [()] * 4
    assert part.genes[0].told == (
        "100 % of the coding bases at 20x, as the laboratory states.",
        "Promoter: covered. Intron-1 enhancer: covered.",
    )
    assert part.genes[1].told[1] == "Not fully covered, as the laboratory states: exon 1."


def test_records_that_were_not_interpreted_stand_in_a_short_table(read_from):
    inside = f"chrX {UNREAD} . N <DEL> . PASS END={UNREAD + 40} GT:DP:GQ 1:30:60"
    outside = "chrX 55012000 . A C . PASS . GT:DP:GQ 1:30:60"
    basis = read_from(outside, inside)
    records = view_of(basis).records

    assert [row.record for row in records.rows] == [
        f"X:{UNREAD} N><DEL>",
        "X:55012000 A>C",
    ]
    structural, other = records.rows
    assert structural.why.startswith(f"Deletion, {UNREAD + 1} to {UNREAD + 40}: a person decides.")
    assert "Carried: yes" in structural.why
    assert other.why.startswith("Not interpreted: ")
    assert "In ALAS2 a change was called that this program cannot interpret" in result_of(basis)
    assert "could not be interpreted" in " ".join(view_of(basis).for_a_person.items)
    assert "cannot interpret" not in result_of(read_from(outside))
    assert view_of(case_of(HEMIZYGOUS)).records is None


def test_a_call_that_the_caller_marks_is_reported_and_to_be_confirmed(read_from):
    basis = read_from("chrX 55014830 . G A . LowQual . GT:DP:GQ 1:38:60")
    page = page_of(basis)

    assert "filter LowQual" in page
    assert "by a second method: the caller marks the call." in page


# Person, sample, request --------------------------------------------------------------------


def entered(**changes: Any) -> Basis:
    whole = man_with_anaemia(
        findings=(finding(),),
        record_number="R-4711",
        request=Request("Dr Asker", "haematologist", ("Ward 3",), "Which gene is it?", "Q-1"),
        laboratory=Laboratory("Lab", "L-1", "exome", "Ms Bench", "Dr Chief"),
        sample=Sample("S-1", "EDTA blood", "blood", date(2026, 5, 1), date(2026, 5, 2)),
        **changes,
    )
    return whole.basis


def test_person_sample_and_request_stand_on_the_page():
    page = page_of(entered())

    assert "Alex Example; born 1982; record number R-4711; sex for analysis: male" in page
    assert "S-1, EDTA blood; tissue: blood; taken: 1 May 2026; received: 2 May 2026" in page
    assert "Dr Asker, haematologist; reference Q-1" in page
    assert "\nDr Asker\nWard 3\n" in page
    assert "Performed and checked by: Ms Bench" in page
    assert "Authorised by: Dr Chief" in page


@pytest.mark.parametrize(
    ("sample", "warned"),
    [
        (Sample(tissue="blood", after_transfusion=True), "DNA can be that of donors"),
        (Sample(after_transfusion=True), "DNA can be that of donors"),
        (Sample(tissue="Blood", after_transplantation=True), "not valid for the person"),
        (Sample(tissue="buccal cells", after_transfusion=True), ""),
        (Sample(tissue="fibroblasts", after_transplantation=True), ""),
        (Sample(tissue="blood"), ""),
    ],
)
def test_blood_after_transfusion_or_transplantation_is_a_warning(sample, warned):
    basis = man_with_anaemia(sample=sample).basis
    remarks = view_of(basis).sample.remarks

    assert bool(remarks) is bool(warned)
    assert all(warned in remark for remark in remarks)
    assert ("Repeat the test on another tissue" in page_of(basis)) is bool(warned)


def test_what_is_not_stated_is_listed_and_a_complete_report_lists_nothing():
    bare = view_of(man_with_anaemia(names={}, findings=()).basis)
    assert bare.gaps == (
        "two identifiers of the person: of name, full date of birth, record number",
        "who requests the test",
        "clinical question",
        "type of the sample",
        "tissue of the sample",
        "date of sampling",
        "date of receipt of the sample",
        "method of the test",
        "accreditation and its scope",
        "name of the authorising person",
        "what was read of any gene",
    )
    assert "; ".join(bare.gaps) in bare.to_complete.paragraphs[0]

    typed = case_of({**HEMIZYGOUS, "class_criteria": "as listed", "class_by": "Lab"})
    assert view_of(typed).gaps[-2:] == (
        "ALAS2 c.1354C>T p.(Arg452Cys): date of the laboratory's class",
        "ALAS2 c.1354C>T p.(Arg452Cys): genome build and coordinate",
    )


def test_a_complete_report_has_nothing_to_complete(read_from):
    basis = read_from(*blocks())
    case = replace(
        basis.case,
        record_number="R-1",
        names={"P": man_with_anaemia().case.names["P"]},
        request=Request("Dr Asker", question="Which gene is it?"),
        laboratory=Laboratory("Lab", "L-1", "exome", "Ms Bench", "Dr Chief"),
        sample=Sample("S-1", "DNA", "blood", date(2026, 5, 1), date(2026, 5, 2)),
        clinical=replace(basis.case.clinical, phenotype=frozenset({"HP:0001924"})),
    )
    site = Site(name="Lab", accreditation="ISO 15189, number 1: panel of four genes")
    view = view_of(replace(basis, case=case, site=site))

    assert view.gaps == ()
    assert view.to_complete is None


def test_names_and_numbers_of_the_person_are_not_kept_in_case_json(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.documents.pdf_problem", lambda: "left out")
    basis = entered()
    written = report(basis.case, tmp_path)

    assert "lab" in [one.document for one in written if one.paths]
    stored = (tmp_path / "case.json").read_text(encoding="utf-8")
    for name in ("Alex Example", "R-4711", "Dr Asker", "Ward 3", "Ms Bench", "Dr Chief"):
        assert name in (tmp_path / "FAM-1-lab.html").read_text(encoding="utf-8")
        assert name not in stored
    assert "gaps" in json.loads(stored)["printed"]["lab"]


def test_what_a_user_typed_is_never_markup():
    typed = Request("<b>Dr</b>", "", (), "{{7*7}} <script>", "")
    page = render_html("lab.html", view_of(man_with_anaemia(request=typed).basis))

    assert "<b>Dr" not in page
    assert "<script>" not in page
    assert "{{7*7}}" in page


def test_the_referral_letter_encloses_our_report_or_asks_for_theirs(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.documents.pdf_problem", lambda: "left out")
    letter = tmp_path / "FAM-1-referral.html"

    report(entered().case, tmp_path)
    assert "Laboratory report (FAM-1-lab)" in letter.read_text(encoding="utf-8")
    assert LABORATORY_REPORT not in letter.read_text(encoding="utf-8")

    report(entered(documents=("referral",)).case, tmp_path)
    assert LABORATORY_REPORT in letter.read_text(encoding="utf-8")


def test_a_stopped_case_gets_the_report_marked_and_without_interpretation(tmp_path, monkeypatch):
    monkeypatch.setattr("reports.documents.pdf_problem", lambda: "left out")
    basis = case_of(HETEROZYGOUS)
    written = {one.document: one for one in report(basis.case, tmp_path)}
    view = view_of(basis)

    assert written["lab"].paths
    assert "STOPPED" in view.heading.status
    assert view.alert is not None
    assert (view.interpretation, view.recommendations) == (None, None)
    assert [row.rule for row in view.act_now.rows] == ["SA-19"]
    assert view.cautions is None
    assert "c.1354C>T" in page_of(basis)


def test_every_scenario_has_one_and_it_claims_nothing_that_must_not_stand(shared, monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).resolve().parents[1] / "conform")
    from computed import case_mapping
    from document_text import read_html
    from judge_texts import NEGATION
    from scenario_file import Scenario

    files = sorted((shared / "clinical/scenarios").glob("*.json"))
    assert files
    for file in files:
        scenario = Scenario.model_validate_json(file.read_bytes())
        entered = case_from_mapping(case_mapping(scenario), file=scenario.id)
        basis = basis_of(conclude(complete(entered)))
        printed = read_html(render_html("lab.html", view_of(basis)))

        assert "lab" in scenario.expected.reports
        for pattern in scenario.expected.must_not_text:
            assert not re.search(pattern, printed.text), (scenario.id, pattern)
        for pattern in scenario.expected.must_not_claim:
            claims = [one for one in printed.sentences if re.search(pattern, one)]
            assert all(map(NEGATION.search, claims)), (scenario.id, claims)
