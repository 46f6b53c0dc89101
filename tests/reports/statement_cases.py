"""Whole cases for the statements of the seed page, each as small as the statements need it."""

from __future__ import annotations

import copy
from datetime import date
from functools import cache
from typing import Any

from genetics.gene_files import load_panel
from pedigrees.readers.case_file import case_from_mapping
from reports.basis import Basis
from reports.deserved import deserved
from reports.render import render_html
from workflow.pipeline import complete, conclude

Changes = dict[str, Any]

ALAS2 = {
    "gene": "ALAS2",
    "transcript": "NM_000032.5",
    "hgvs_c": "c.1354C>T",
    "hgvs_p": "p.(Arg452Cys)",
    "zygosity": "hemizygous",
    "classification": "P",
    "class_by": "the laboratory",
    "class_date": date(2026, 4, 20),
    "mechanism": "LOF",
    "mechanism_source": "laboratory report",
}
PROTOPORPHYRIA = {
    **ALAS2,
    "hgvs_c": "c.1706_1709del",
    "hgvs_p": "p.(Glu569GlyfsTer24)",
    "mechanism": "GOF",
    "mechanism_confirmed": True,
}
ABCB7 = {
    **ALAS2,
    "gene": "ABCB7",
    "transcript": "NM_001271696.3",
    "hgvs_c": "c.1231G>C",
    "hgvs_p": "p.(Val411Leu)",
}
SLC25A38 = {
    **ALAS2,
    "gene": "SLC25A38",
    "transcript": "NM_017875.4",
    "hgvs_c": "c.349C>T",
    "hgvs_p": "p.(Arg117Ter)",
    "zygosity": "homozygous",
}
STEAP3 = {
    **ALAS2,
    "gene": "STEAP3",
    "transcript": "NM_182915.3",
    "hgvs_c": "c.330C>A",
    "hgvs_p": "p.(Cys110Ter)",
    "zygosity": "heterozygous",
    "classification": "VUS",
}

UNITS = {"haemoglobin": "g/L", "mcv": "fL", "ferritin": "ug/L", "tsat": "%"}


def labs(**values: float) -> list[Changes]:
    """Return laboratory values in the units of the case file."""
    return [
        {"name": item, "value": float(value), "unit": UNITS[item]} for item, value in values.items()
    ]


MAN: Changes = {
    "schema": "sideroscreen-case/1",
    "id": "SAID",
    "proband": "P",
    "report_date": date(2026, 6, 1),
    "diagnosis": "CSA",
    "consent": {"contact_relatives": True, "share_variant": True},
    "findings": [ALAS2],
    "labs": labs(haemoglobin=98, mcv=68, ferritin=1450, tsat=82),
    "people": [
        {"id": "MO", "sex": "F", "birth_year": 1958},
        {"id": "P", "sex": "M", "birth_year": 1982, "mother": "MO", "affected": "yes"},
        {"id": "BR", "sex": "M", "birth_year": 1986, "mother": "MO"},
    ],
}
SEVERE: Changes = {"labs": labs(haemoglobin=62, mcv=58, ferritin=980)}
CHILD = {"people": [{"id": "P", "sex": "M", "birth_year": 2023, "affected": "yes"}]}
NO_LABS: Changes = {"labs": []}

CASES: dict[str, Changes] = {
    "man with XLSA": {},
    "man with XLSA, not anaemic": {"diagnosis": None, **NO_LABS},
    "man with XLSA, vitamin B6 helps": {
        "treatment": {
            "pyridoxine": {"state": "maintenance", "dose_mg_day": 60.0, "response": "complete"}
        }
    },
    "man with XLSA, no value entered": NO_LABS,
    "boy with XLSA": CHILD,
    "man with XLSA, transfused": {"treatment": {"transfusion_dependent": True}},
    "man with XLSA, severe": {**SEVERE, "symptomatic": True},
    "man with XLSA, drinks": {"exposures": {"alcohol_g_day": 80.0}},
    "man with XLSA, annex on": {"site": {"off_label_annex": True}},
    "man with protoporphyria": {"findings": [PROTOPORPHYRIA], "diagnosis": None, **NO_LABS},
    "child with SLC25A38": {
        **CHILD,
        "findings": [SLC25A38],
        **SEVERE,
        "treatment": {"transfusion_dependent": True},
    },
    "child with SLC25A38, mild": {**CHILD, "findings": [SLC25A38], **NO_LABS},
    "STEAP3": {"findings": [STEAP3], **NO_LABS},
    "STEAP3, transfused": {
        "findings": [STEAP3],
        "treatment": {"transfusion_dependent": True},
    },
    "boy with ABCB7": {**CHILD, "findings": [ABCB7], **NO_LABS},
    "nothing found": {"findings": []},
    "nothing found, ALAS2 read": {
        "findings": [],
        "callability": {
            "ALAS2": {
                "cds_20x_pct": 100.0,
                "uncovered": [],
                "promoter": "covered",
                "intron1_gata_enhancer": "covered",
            }
        },
    },
    "infant, nothing found, severe": {**CHILD, "findings": [], **SEVERE},
    "MDS-RS": {"findings": [], "diagnosis": "MDS-RS"},
    "MDS-RS, transfused": {
        "findings": [],
        "diagnosis": "MDS-RS",
        "treatment": {"transfusion_dependent": True},
    },
    "stopped": {"findings": [{**ALAS2, "zygosity": "heterozygous"}]},
}


@cache
def basis_of(name: str) -> Basis:
    return basis_with(CASES[name], name)


def basis_with(changes: Changes, name: str = "a case") -> Basis:
    """Return what is concluded of the man's case with these changes; None takes a key out."""
    mapping = copy.deepcopy({**MAN, **changes})
    kept = {key: value for key, value in mapping.items() if value is not None}
    told = conclude(complete(case_from_mapping(kept, file=name)))
    return Basis(
        told.case,
        told.plan,
        told.statements,
        load_panel(),
        told.facts,
        "sideroscreen 9",
        told.alarms,
    )


@cache
def pages_of(name: str) -> dict[str, str]:
    """Return the HTML of each document of a case, by the document's name."""
    basis = basis_of(name)
    return {one.name: render_html(one.template, one.view(basis)) for one in deserved(basis)}
