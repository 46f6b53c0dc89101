"""A case as a FHIR R4 bundle, after the HL7 guide for genomics reporting: no names in it.

The bundle is a collection: a draft that nobody has signed is no FHIR document. It holds

1. the person (Patient) by code and sex alone, and the sample and the request where recorded;
2. what was studied, called and not called (GenomicStudy and its analysis, BED files);
3. each finding (Variant), and what its class means (DiagnosticImplication); for a gene that
   was assessed and in which nothing was found, that nothing was found; a withheld finding is
   not handed over as one, the report's conclusion says that there is one;
4. the report (GenomicReport) with the diagnosis line as its conclusion, and the referral, where
   its rule applies, as a recommended follow-up.

A stopped case is registered and nothing else: person, report, and why a person decides first.
The structure is checked with `fhir.resources` (R4B); the official validator was not run.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from genetics.inheritance import Sex
from genetics.panel import Panel
from genetics.results import Finding, GeneStatus
from pedigrees.clinical.findings_facts import counted_class
from reports.exports import fhir_codes as codes
from reports.exports.fhir_change import change, component, which_gene
from reports.exports.fhir_codes import Json, profile
from reports.exports.fhir_regions import (
    bed_document,
    bed_files,
    gene_coded,
    regions_extension,
    studied_genes,
)
from reports.exports.reported import Reported
from reports.record.standing import Stage, Standing

OURS = UUID("6f0e8f0c-3f0b-5d6c-9d39-0a52c1a7a5d1")
"""Ids are made from this, the case and what the resource is: the same each time."""

REFERRAL_RULE = "SR-28"
SEXES = {Sex.MALE: "male", Sex.FEMALE: "female", Sex.UNKNOWN: "unknown"}
PRELIMINARY, FINAL, AMENDED = "preliminary", "final", "amended"
REGISTERED, CANCELLED = "registered", "cancelled"


@dataclass(slots=True)
class _Bundle:
    """The resources of a case in the order in which they were put in, each with its address."""

    case: str
    entries: list[Json] = field(default_factory=list)

    def put(self, what: str, resource: Json) -> Json:
        """Put a resource in, and return the reference to it."""
        own_id = str(uuid5(OURS, f"{self.case}\n{what}"))
        address = f"urn:uuid:{own_id}"
        self.entries.append({"fullUrl": address, "resource": {**resource, "id": own_id}})
        return {"reference": address}


@dataclass(frozen=True, slots=True)
class _Told:
    """What every resource of one case refers to."""

    reported: Reported
    panel: Panel
    status: str
    patient: Json
    specimen: Json | None
    request: Json | None


def fhir_bundle(reported: Reported, panel: Panel, standing: Standing) -> bytes:
    """Return the bundle of a case as JSON: the same bytes for the same case report."""
    bundle = _Bundle(reported.case)
    status = _status(reported, standing)
    patient = bundle.put("patient", _patient(reported))
    if reported.stopped:
        bundle.put("report", _stopped(reported, patient))
    else:
        specimen = _put(bundle, "specimen", _specimen(reported, patient))
        request = _put(bundle, "request", _request(reported, patient))
        _put_results(bundle, _Told(reported, panel, status, patient, specimen, request))
    made = {
        "resourceType": "Bundle",
        "id": str(uuid5(OURS, reported.case)),
        "type": "collection",
        "timestamp": _instant(reported),
        "entry": bundle.entries,
    }
    return f"{json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False)}\n".encode()


def _put(bundle: _Bundle, what: str, resource: Json) -> Json | None:
    return bundle.put(what, resource) if resource else None


def _status(reported: Reported, standing: Standing) -> str:
    """Return preliminary until a second person has authorised the laboratory's document."""
    if reported.stopped:
        return REGISTERED
    if standing.stage is Stage.WITHDRAWN:
        return CANCELLED
    if standing.stage is not Stage.AUTHORISED:
        return PRELIMINARY
    return AMENDED if standing.amends is not None else FINAL


def _instant(reported: Reported) -> str:
    """Return the day of the report as FHIR writes an instant."""
    return f"{reported.report_date.isoformat()}T00:00:00Z"


# Who and what -----------------------------------------------------------------------------


def _patient(reported: Reported) -> Json:
    """Return the person by code, with the sex recorded for the analysis."""
    return {
        "resourceType": "Patient",
        "identifier": [{"value": reported.proband}],
        **({"gender": SEXES[reported.sex]} if reported.sex is not None else {}),
    }


def _specimen(reported: Reported, patient: Json) -> Json:
    """Return the sample, {} where nothing is recorded about it."""
    sample = reported.sample
    number = sample.id or reported.vcf_sample
    words = ", ".join(part for part in (sample.type, sample.tissue) if part)
    told: Json = {
        "identifier": [{"value": number}] if number else None,
        "type": {"text": words} if words else None,
        "receivedTime": sample.received_on and sample.received_on.isoformat(),
        "collection": sample.collected_on
        and {"collectedDateTime": sample.collected_on.isoformat()},
    }
    told = _without_gaps(told)
    return {"resourceType": "Specimen", "subject": patient, **told} if told else {}


def _request(reported: Reported, patient: Json) -> Json:
    """Return what was asked, {} where it is not recorded; who asked is left out."""
    asked = reported.request
    if not asked.reference and not asked.question:
        return {}
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "intent": "order",
        "subject": patient,
        **_without_gaps(
            {
                "identifier": [{"value": asked.reference}] if asked.reference else None,
                "reasonCode": [{"text": asked.question}] if asked.question else None,
            }
        ),
    }


def _without_gaps(parts: Json) -> Json:
    return {key: value for key, value in parts.items() if value}


# The results ------------------------------------------------------------------------------


def _put_results(bundle: _Bundle, told: _Told) -> None:
    """Put in the study, the findings, the recommendation and the report that joins them."""
    study = _put_study(bundle, told) if studied_genes(told.reported) else None
    results, reasons = _put_findings(bundle, told)
    results += _put_negatives(bundle, told)
    extensions = []
    if study is not None:
        extensions.append({"url": profile("genomic-study-reference"), "valueReference": study})
    referral = told.reported.statement(REFERRAL_RULE)
    if referral is not None:
        task = bundle.put("referral", _recommendation(told, referral.professional, reasons))
        extensions.append({"url": profile("recommended-action"), "valueReference": task})
    report = {
        **_report(told.reported, told.patient, told.status, _conclusion(told.reported)),
        **_shared(told),
        "extension": extensions,
        "result": results,
    }
    bundle.put("report", _without_gaps(report))


def _put_findings(bundle: _Bundle, told: _Told) -> tuple[list[Json], list[Json]]:
    """Put in the findings with what their classes mean; return all results, and the meanings."""
    results, meanings = [], []
    for number, finding in enumerate(told.reported.findings, start=1):
        if finding.withheld:
            continue
        observed = bundle.put(f"finding {number}", _finding(told, finding))
        results.append(observed)
        if counted_class(finding) is not None:
            meaning = bundle.put(f"meaning {number}", _meaning(told, finding, observed))
            meanings.append(meaning)
    return [*results, *meanings], meanings


def _put_negatives(bundle: _Bundle, told: _Told) -> list[Json]:
    """Put in, for each gene in which nothing was found, that nothing was: for no other gene."""
    return [
        bundle.put(f"nothing in {gene.gene}", _nothing_found(told, gene.gene, gene.reason))
        for gene in told.reported.genes
        if gene.word is GeneStatus.NOTHING_FOUND
    ]


def _observation(told: _Told, name: str, code: Json) -> Json:
    return {
        "resourceType": "Observation",
        "meta": {"profile": [profile(name)]},
        "status": told.status,
        "category": [codes.LABORATORY, codes.GENETICS],
        "code": code,
        "subject": told.patient,
        "issued": _instant(told.reported),
        **_without_gaps({"specimen": told.specimen}),
    }


def _finding(told: _Told, finding: Finding) -> Json:
    """Return a finding; a bare result that names no change is said in the words it came in."""
    if finding.result:
        plain = _observation(told, "variant", codes.ASSESSMENT)
        del plain["meta"]
        return {
            **plain,
            "valueString": finding.result,
            "component": list(which_gene(told.panel, finding)),
        }
    notes = [{"text": text} for text in (_unnamed(finding),) if text]
    return {
        **_observation(told, "variant", codes.ASSESSMENT),
        "valueCodeableConcept": codes.PRESENT,
        "component": [*which_gene(told.panel, finding), *change(told.panel, finding)],
        **_without_gaps({"note": notes}),
    }


def _unnamed(finding: Finding) -> str:
    """Return why a change has no settled name."""
    return "" if finding.hgvs_c else f"No settled coding name: {finding.naming or 'not stated'}"


def _meaning(told: _Told, finding: Finding, observed: Json) -> Json:
    """Return the class of a finding, with whose it is."""
    given = counted_class(finding)
    assert given is not None
    by = [{"text": f"Class given by: {finding.class_by}"}] if finding.class_by else []
    concept = {**codes.CLASSES.get(given, {}), "text": given.words}
    return {
        **_observation(told, "diagnostic-implication", codes.IMPLICATION),
        "derivedFrom": [observed],
        "component": [component(codes.SIGNIFICANCE, concept)],
        **_without_gaps({"note": by}),
    }


def _nothing_found(told: _Told, symbol: str, reason: str) -> Json:
    return {
        **_observation(told, "variant", codes.ASSESSMENT),
        "valueCodeableConcept": codes.ABSENT,
        "component": [component(codes.GENE_STUDIED, gene_coded(told.panel, symbol))],
        "note": [{"text": f"{symbol}: assessed, nothing found ({reason})"}],
    }


# What was read ----------------------------------------------------------------------------


def _put_study(bundle: _Bundle, told: _Told) -> Json:
    """Put in the study, its analysis, and the files that say which bases were read."""
    reported = told.reported
    files = {
        kind: bundle.put(f"{kind}.bed", bed_document(kind, content, reported))["reference"]
        for kind, content in bed_files(reported, told.panel).items()
    }
    analysis = bundle.put("analysis", _analysis(told, files))
    return bundle.put(
        "study",
        {
            **_procedure("genomic-study", told.patient),
            "extension": [
                {"url": profile("genomic-study-analysis-ext"), "valueReference": analysis}
            ],
            "note": [{"text": text} for text in reported.not_assessed],
            **_without_gaps({"basedOn": [told.request] if told.request else None}),
        },
    )


def _analysis(told: _Told, files: dict[str, str]) -> Json:
    build = told.reported.assembly.build
    extensions: Iterable[Json | None] = (
        _extension("genomic-source-class", codes.GERMLINE),
        _extension("genome-build", codes.BUILDS[build]) if build else None,
        {
            "url": profile("genomic-study-analysis-specimen"),
            "valueReference": told.specimen,
        }
        if told.specimen
        else None,
        regions_extension(told.reported, told.panel, files),
    )
    return {
        **_procedure("genomic-study-analysis", told.patient),
        "extension": [one for one in extensions if one is not None],
    }


def _extension(name: str, value: Json) -> Json:
    return {"url": profile(f"genomic-study-analysis-{name}"), "valueCodeableConcept": value}


def _procedure(name: str, patient: Json) -> Json:
    return {
        "resourceType": "Procedure",
        "meta": {"profile": [profile(name)]},
        "status": "completed",
        "category": codes.LABORATORY,
        "subject": patient,
    }


# The report -------------------------------------------------------------------------------


def _report(reported: Reported, patient: Json, status: str, conclusion: str) -> Json:
    return {
        "resourceType": "DiagnosticReport",
        "meta": {"profile": [profile("genomic-report")]},
        "identifier": [{"value": reported.case}],
        "status": status,
        "category": [codes.GENETICS],
        "code": codes.REPORT,
        "subject": patient,
        "issued": _instant(reported),
        "conclusion": conclusion,
    }


def _shared(told: _Told) -> Json:
    return _without_gaps(
        {
            "specimen": [told.specimen] if told.specimen else None,
            "basedOn": [told.request] if told.request else None,
        }
    )


def _conclusion(reported: Reported) -> str:
    """Return the diagnosis line, and that a finding is withheld."""
    withheld = sum(one.withheld for one in reported.findings)
    more = f" Findings withheld until a person has decided: {withheld}." if withheld else ""
    return f"{reported.diagnosis_line}.{more}"


def _stopped(reported: Reported, patient: Json) -> Json:
    """Return a report that is only registered, and why."""
    why = " ".join((f"{reported.diagnosis_line}.", *reported.stopped))
    return _report(reported, patient, REGISTERED, why)


def _recommendation(told: _Told, words: str, reasons: list[Json]) -> Json:
    """Return the referral as a proposal; the guide lets it refer to one reason."""
    return {
        "resourceType": "Task",
        "meta": {"profile": [profile("followup-recommendation")]},
        "status": "requested",
        "intent": "proposal",
        "code": codes.GENETIC_COUNSELLING,
        "description": words,
        "for": told.patient,
        **_without_gaps({"reasonReference": reasons[0] if len(reasons) == 1 else None}),
    }
