"""The FHIR bundle: built as the guide says, nothing beyond what was reported, nobody's names."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from datetime import date

import pytest
from builders import FROM_VCF, REFER, all_cases, finding, man_with_anaemia, stopped
from fhir.resources.R4B.bundle import Bundle

from genetics.callability import required_regions
from genetics.classification import Classification
from genetics.gene_files import load_panel
from genetics.results import Assessed, GeneResult, GeneStatus, RegionKind
from genetics.variants import Assembly, Variant, Zygosity
from pedigrees.case import Callability, GeneCallability
from reports.case_json import case_json
from reports.exports.fhir import fhir_bundle
from reports.exports.fhir_codes import profile
from reports.exports.reported import Reported
from reports.record.standing import Act, Amends, Stage, Standing

CASES = all_cases()
PANEL = load_panel()
DAY = date(2026, 6, 2)
ACT = Act("N. N.", DAY)


def reported(whole):
    return Reported.model_validate_json(case_json(whole.basis, {}, []))


def bundle_of(whole, standing=None):
    told = fhir_bundle(reported(whole), PANEL, standing or Standing())
    return json.loads(told)


def resources(bundle, kind, name=""):
    """The resources of a kind, of the profile `name` where it is given."""
    every = [one["resource"] for one in bundle["entry"]]
    return [
        one
        for one in every
        if one["resourceType"] == kind
        and (not name or one.get("meta", {}).get("profile") == [profile(name)])
    ]


def components(observation):
    """What stands under each code: a code, a word, or a number."""
    told = {}
    for one in observation["component"]:
        value = next(value for key, value in one.items() if key.startswith("value"))
        coding = value.get("coding", [{}])[0] if isinstance(value, dict) else {}
        told[one["code"]["coding"][0]["code"]] = coding.get("code", value)
    return told


def man_with(*findings, **changes):
    return man_with_anaemia(findings=findings, **changes)


# Structure --------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_every_bundle_has_the_structure_of_fhir(case):
    text = fhir_bundle(reported(CASES[case]), PANEL, Standing())

    assert Bundle.model_validate_json(text).type == "collection"


@pytest.mark.parametrize("case", CASES)
def test_every_reference_leads_to_a_resource_of_the_bundle(case):
    bundle = bundle_of(CASES[case])
    addresses = [one["fullUrl"] for one in bundle["entry"]]
    named = re.findall(r'"reference": "([^"]+)"', json.dumps(bundle))

    assert len(set(addresses)) == len(addresses)
    assert named
    assert set(named) <= set(addresses)


def test_the_same_case_gives_the_same_bytes_and_another_case_other_ids():
    man = man_with_anaemia()
    other = man_with_anaemia(id="FAM-9")
    first, second = bundle_of(man), bundle_of(other)

    assert fhir_bundle(reported(man), PANEL, Standing()) == fhir_bundle(
        reported(man), PANEL, Standing()
    )
    ids = [{one["fullUrl"] for one in bundle["entry"]} for bundle in (first, second)]
    assert not ids[0] & ids[1]


@pytest.mark.parametrize("case", CASES)
def test_no_name_no_address_and_no_other_person_stands_in_it(case):
    whole = CASES[case]
    text = json.dumps(bundle_of(whole), ensure_ascii=False)
    others = [person.id for person in whole.case.family if person.id != "P"]

    for told in ("Alex Example", "Hidden Lane", "Sampletown", "Clinic for Genetics", "Dr Someone"):
        assert told not in text
    assert not [one for one in others if re.search(rf"\b{one}\b", text)]


# Standing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("standing", "status"),
    [
        (Standing(), "preliminary"),
        (Standing(1, Stage.CHECKED, ACT), "preliminary"),
        (Standing(1, Stage.AUTHORISED, ACT, ACT), "final"),
        (Standing(2, Stage.AUTHORISED, ACT, ACT, Amends(1, DAY, "new class")), "amended"),
        (Standing(2, amends=Amends(1, DAY, "new class")), "preliminary"),
        (Standing(1, Stage.WITHDRAWN), "cancelled"),
    ],
)
def test_report_and_results_stand_where_the_laboratorys_document_stands(standing, status):
    bundle = bundle_of(man_with_anaemia(), standing)
    every = resources(bundle, "DiagnosticReport") + resources(bundle, "Observation")

    assert {one["status"] for one in every} == {status}


def test_a_stopped_case_is_registered_with_its_reason_and_nothing_else():
    bundle = bundle_of(stopped(), Standing(1, Stage.AUTHORISED, ACT, ACT))
    (report,) = resources(bundle, "DiagnosticReport")

    assert len(bundle["entry"]) == 2
    assert report["status"] == "registered"
    assert "A man has a heterozygous or mosaic-looking call" in report["conclusion"]
    assert "result" not in report


# Findings ---------------------------------------------------------------------------------


def test_a_finding_says_gene_names_place_copies_and_share():
    (observed,) = resources(bundle_of(man_with_anaemia()), "Observation", "variant")

    assert observed["valueCodeableConcept"]["coding"][0]["code"] == "LA9633-4"
    assert components(observed) == {
        "48018-6": "HGNC:397",
        "48002-0": "LA6683-2",
        "51958-7": "NM_000032.5",
        "48004-6": "NM_000032.5:c.1354C>T",
        "48005-3": "NP_000023.2:p.(Arg452Cys)",
        "62374-4": "LA26806-2",
        "48000-4": "LA21276-3",
        "92822-6": "LA30102-0",
        "81254-5": {"low": {"value": 55014830}, "high": {"value": 55014830}},
        "69547-8": "G",
        "69551-0": "A",
        "53034-5": "LA6707-9",
        "81258-6": {"value": 1.0, "unit": "1", "system": "http://unitsofmeasure.org", "code": "1"},
    }


def test_a_deletion_reaches_from_its_first_to_its_last_base():
    place = Variant(Assembly.GRCH37, "3", 100, "ACGT", "A")
    whole = man_with(finding(**{**FROM_VCF, "variant": place}))
    (observed,) = resources(bundle_of(whole), "Observation", "variant")

    assert components(observed)["81254-5"] == {"low": {"value": 100}, "high": {"value": 103}}


@pytest.mark.parametrize("copies", [Zygosity.MOSAIC, Zygosity.PRESENT])
def test_copies_without_an_answer_in_the_list_are_words_only(copies):
    (observed,) = resources(bundle_of(man_with(finding(zygosity=copies))), "Observation", "variant")

    assert components(observed)["53034-5"] == {"text": copies.value}


def test_a_change_without_a_settled_name_gets_none_and_the_reason():
    whole = man_with(finding(hgvs_c="", hgvs_p="p.?", naming="the codon is not settled"))
    (observed,) = resources(bundle_of(whole), "Observation", "variant")

    assert not {"48004-6", "48005-3"} & set(components(observed))
    assert observed["note"] == [{"text": "No settled coding name: the codon is not settled"}]


def test_a_protein_name_stands_on_the_protein_only_where_the_transcript_is_ours():
    whole = man_with(finding(transcript="NM_000032.4"))
    (observed,) = resources(bundle_of(whole), "Observation", "variant")

    assert components(observed)["48005-3"] == {"text": "p.(Arg452Cys)"}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Classification.PATHOGENIC, "LA6668-3"),
        (Classification.LIKELY_PATHOGENIC, "LA26332-9"),
        (Classification.UNCERTAIN, "LA26333-7"),
        (Classification.LIKELY_BENIGN, "LA26334-5"),
        (Classification.BENIGN, "LA6675-8"),
    ],
)
def test_each_class_is_a_diagnostic_implication_of_its_finding(given, code):
    bundle = bundle_of(man_with(finding(classification=given)))
    (meaning,) = resources(bundle, "Observation", "diagnostic-implication")
    (observed,) = resources(bundle, "Observation", "variant")

    assert components(meaning) == {"53037-8": code}
    assert meaning["derivedFrom"] == [{"reference": f"urn:uuid:{observed['id']}"}]
    assert "valueCodeableConcept" not in meaning


def test_steap3_is_never_handed_over_above_vus():
    (meaning,) = resources(
        bundle_of(man_with(finding(gene="STEAP3"))), "Observation", "diagnostic-implication"
    )

    assert components(meaning) == {"53037-8": "LA26333-7"}


def test_a_withheld_finding_is_no_result_but_is_not_kept_quiet():
    whole = man_with(finding(withheld=True, withheld_why="two sources"), finding(**FROM_VCF))
    bundle = bundle_of(whole)
    (report,) = resources(bundle, "DiagnosticReport")

    assert len(resources(bundle, "Observation", "variant")) == 1
    assert report["conclusion"].endswith("Findings withheld until a person has decided: 1.")


def test_a_bare_somatic_result_is_said_in_its_words_and_never_called_present():
    bare = finding(
        gene="SF3B1",
        transcript="",
        hgvs_c="",
        hgvs_p="",
        somatic=True,
        result="not detected",
        classification=None,
    )
    (observed,) = resources(bundle_of(man_with(bare)), "Observation")

    assert observed["valueString"] == "not detected"
    assert "meta" not in observed
    assert components(observed) == {"48018-6": "HGNC:10768", "48002-0": "LA6684-0"}


# What was read ----------------------------------------------------------------------------


def regions(bundle):
    """What is said of each gene: studied, called, uncalled; without a code by its words."""
    (analysis,) = resources(bundle, "Procedure", "genomic-study-analysis")
    (told,) = [one for one in analysis["extension"] if one["url"].endswith("-regions")]
    said = {}
    for part in told["extension"]:
        concept = part.get("valueCodeableConcept")
        if concept and "coding" in concept:
            said.setdefault(concept["coding"][0]["display"], {})[part["url"]] = concept.get("text")
        elif concept:
            said.setdefault(concept["text"].split(":")[0], {})[part["url"]] = concept["extension"]
    return said


def read(symbol, word, *assessed, reason="as counted"):
    return GeneResult(symbol, word, reason, assessed=assessed)


WHOLE = Assessed("exon 5", 223, 223)
PARTLY = Assessed("exon 5", 223, 180, ((55020000, 55020042),))
UNKNOWN = [
    {
        "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
        "valueCode": "unknown",
    }
]


@pytest.mark.parametrize(
    ("gene", "stated", "expected"),
    [
        (
            read("ALAS2", GeneStatus.NOTHING_FOUND, WHOLE),
            None,
            {"ALAS2": {"studied": None, "called": None}},
        ),
        (
            read("ALAS2", GeneStatus.FOUND, WHOLE),
            None,
            {"ALAS2": {"studied": None, "called": None}},
        ),
        (
            read("ALAS2", GeneStatus.FOUND, PARTLY),
            None,
            {"ALAS2": {"studied": None, "uncalled": "exon 5: 180 of 223 coding bases"}},
        ),
        (
            read("ALAS2", GeneStatus.NOTHING_FOUND),
            None,
            {"ALAS2": {"studied": None, "called": None}},
        ),
        (
            read("ALAS2", GeneStatus.PARTLY_ASSESSED, reason="exon 1 was missed"),
            None,
            {"ALAS2": {"studied": None, "uncalled": "exon 1 was missed"}},
        ),
        (
            read("ALAS2", GeneStatus.FOUND),
            GeneCallability(98.5, ("4",)),
            {
                "ALAS2": {
                    "studied": None,
                    "uncalled": "98.5 % of the coding bases were read; exon 4: not fully covered",
                }
            },
        ),
        (
            read("ALAS2", GeneStatus.FOUND),
            GeneCallability(100.0),
            {"ALAS2": {"studied": None, "called": None}},
        ),
        (
            read("ALAS2", GeneStatus.FOUND),
            None,
            {"ALAS2": {"studied": None}, "not known for ALAS2": {"called": UNKNOWN}},
        ),
        (
            read("ALAS2", GeneStatus.NOT_ASSESSED),
            None,
            {"ALAS2": {"studied": None}, "not known for ALAS2": {"called": UNKNOWN}},
        ),
    ],
)
def test_a_gene_is_called_only_where_something_says_that_it_was_read(gene, stated, expected):
    genes = {"ALAS2": stated} if stated else {}
    whole = man_with_anaemia(genes=(gene,), callability=Callability(genes))
    said = {name: told for name, told in regions(bundle_of(whole)).items() if "ALAS2" in name}

    assert said == expected


def test_without_a_vcf_a_gene_of_which_nobody_spoke_is_not_said_to_be_studied():
    genes = (read("ALAS2", GeneStatus.FOUND),)
    said = regions(bundle_of(man_with_anaemia(genes=genes, vcf="")))

    assert set(said) == {"ALAS2", "not known for ALAS2"}


def test_bases_studied_called_and_uncalled_stand_in_bed_files_and_add_up():
    gene = PANEL.gene("SLC25A38")
    build = Assembly.GRCH38
    every = required_regions(gene, build)
    first = every[0].spans[0]
    gap = (first[0] + 1, first[0] + 3)
    rows = [
        Assessed(one.name, 10**6, 10**6, kind=one.kind)
        if number
        else Assessed(one.name, 10, 7, (gap,), RegionKind.CODING)
        for number, one in enumerate(every)
    ]
    whole = man_with_anaemia(genes=(read("SLC25A38", GeneStatus.PARTLY_ASSESSED, *rows),))
    files = {}
    for one in resources(bundle_of(whole), "DocumentReference"):
        attached = one["content"][0]["attachment"]
        lines = b64decode(attached["data"]).decode().splitlines()
        files[attached["title"]] = [line.split("\t") for line in lines]

    assert files["uncalled.bed"] == [
        ["chr3", str(gap[0] - 1), str(gap[1]), f"SLC25A38 {every[0].name}"]
    ]
    bases = {
        name: sum(int(end) - int(start) for _, start, end, _ in lines)
        for name, lines in files.items()
    }
    assert bases["studied.bed"] == sum(b - a + 1 for one in every for a, b in one.spans)
    assert bases["called.bed"] == bases["studied.bed"] - 3


@pytest.mark.parametrize("word", GeneStatus)
def test_nothing_found_is_said_only_of_a_gene_that_was_assessed(word):
    whole = man_with_anaemia(findings=(), genes=(read("ABCB7", word),))
    said = resources(bundle_of(whole), "Observation")

    assert bool(said) == (word is GeneStatus.NOTHING_FOUND)
    for one in said:
        assert one["valueCodeableConcept"]["coding"][0]["code"] == "LA9634-2"
        assert components(one) == {"48018-6": "HGNC:48"}


def test_what_the_test_does_not_look_at_stands_in_the_notes_of_the_study():
    whole = man_with_anaemia()
    (study,) = resources(bundle_of(whole), "Procedure", "genomic-study")

    assert [one["text"] for one in study["note"]] == list(reported(whole).not_assessed)


# The report -------------------------------------------------------------------------------


def test_the_report_joins_the_results_and_says_the_diagnosis_line():
    bundle = bundle_of(man_with_anaemia())
    (report,) = resources(bundle, "DiagnosticReport", "genomic-report")
    named = {one["reference"] for one in report["result"]}

    assert named == {f"urn:uuid:{one['id']}" for one in resources(bundle, "Observation")}
    assert report["conclusion"] == f"{reported(man_with_anaemia()).diagnosis_line}."
    assert report["issued"] == "2026-06-01T00:00:00Z"
    assert report["identifier"] == [{"value": "FAM-1"}]


def test_the_referral_is_recommended_only_where_its_rule_applies():
    man = man_with_anaemia()
    left = tuple(one for one in man.statements.applied if one.rule != "SR-28")
    without = replace(man, statements=replace(man.statements, applied=left))
    (task,) = resources(bundle_of(man), "Task", "followup-recommendation")

    assert task["code"]["coding"][0]["code"] == "LA14020-4"
    assert task["description"] == REFER.professional
    assert resources(bundle_of(without), "Task") == []


def test_sample_and_request_are_told_where_they_are_recorded():
    told = json.loads(case_json(man_with_anaemia().basis, {}, []))
    told |= {
        "sample": {"id": "S-1", "type": "DNA", "tissue": "blood", "collected_on": "2026-05-01"},
        "request": {"reference": "R-7", "question": "ALAS2?", "name": "Dr Requester"},
    }
    read_back = Reported.model_validate_json(json.dumps(told))
    bundle = json.loads(fhir_bundle(read_back, PANEL, Standing()))
    Bundle.model_validate(bundle)
    (specimen,) = resources(bundle, "Specimen")
    (request,) = resources(bundle, "ServiceRequest")

    assert specimen["identifier"] == [{"value": "S-1"}]
    assert specimen["type"] == {"text": "DNA, blood"}
    assert specimen["collection"] == {"collectedDateTime": "2026-05-01"}
    assert request["identifier"] == [{"value": "R-7"}]
    assert request["reasonCode"] == [{"text": "ALAS2?"}]
    assert "Dr Requester" not in json.dumps(bundle)
