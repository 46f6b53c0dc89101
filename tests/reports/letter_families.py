"""Whole families that go the real way from entries to letters: one for each situation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from builders import SOFTWARE
from page_text import words_of

from genetics.gene_files import load_panel
from pedigrees.readers.case_file import case_from_mapping
from reports.basis import Basis
from reports.deserved import letter_readers
from reports.letters.relative import relative_view
from reports.render import render_html
from workflow.commands.demo import FAMILIES, copy_inputs
from workflow.pipeline import complete, conclude, load

DAY = date(2026, 6, 1)
CLINIC = {
    "clinic": "Clinic for Genetics",
    "lines": ["1 Sample Street"],
    "contact": "telephone 00 000",
    "signatories": ["Genetic counsellor"],
}
TRIO = {"mother": "not detected", "father": "not detected", "parentage_confirmed": True}


def someone(name: str, sex: str, year: int | None, **more: Any) -> dict[str, Any]:
    born = {} if year is None else {"birth_year": year}
    return {"id": name, "sex": sex, **born, **more}


def change(gene: str, coding: str, protein: str, zygosity: str, **more: Any) -> dict[str, Any]:
    transcripts = {
        "ALAS2": "NM_000032.5",
        "ABCB7": "NM_001271696.3",
        "SLC25A38": "NM_017875.4",
    }
    return {
        "gene": gene,
        "transcript": transcripts[gene],
        "hgvs_c": coding,
        "hgvs_p": protein,
        "zygosity": zygosity,
        "classification": "P",
        "class_by": "laboratory",
        **more,
    }


XLSA = ("ALAS2", "c.1354C>T", "p.(Arg452Cys)")
PARENTS = {"father": "K-FA", "mother": "K-MO"}
TRANS = {"zygosity": "heterozygous", "phase": "in trans"}


def family(*people: dict[str, Any], findings: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Return the entries of one case; the proband is K-P."""
    return {
        "schema": "sideroscreen-case/1",
        "id": "KIN-77",
        "report_date": DAY,
        "proband": "K-P",
        "people": list(people),
        "findings": findings,
        "consent": {"contact_relatives": True, "share_variant": True},
        "letterhead": CLINIC,
        **more,
    }


def man_with_xlsa(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-FA", "M", 1956),
        someone("K-MO", "F", 1958),
        someone("K-P", "M", 1982, affected="yes", **PARENTS),
        someone("K-BR", "M", 1986, **PARENTS),
        someone("K-SI", "F", 1989, **PARENTS),
        someone("K-DA", "F", 2012, father="K-P"),
        findings=[change(*XLSA, "hemizygous", mechanism="LOF")],
        **more,
    )


def boy_with_xlsa(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-MO", "F", 1990),
        someone("K-P", "M", 2018, affected="yes", mother="K-MO"),
        someone("K-SI", "F", 2015, mother="K-MO"),
        findings=[change(*XLSA, "hemizygous", mechanism="LOF")],
        **more,
    )


def new_change(**trio: Any) -> dict[str, Any]:
    return family(
        someone("K-FA", "M", 1986),
        someone("K-MO", "F", 1988),
        someone("K-P", "M", 2021, affected="yes", **PARENTS),
        someone("K-BR", "M", 2025, **PARENTS),
        findings=[change(*XLSA, "hemizygous", mechanism="LOF", trio={**TRIO, **trio})],
    )


def woman_with_xlsa(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-FA", "M", 1940, alive=False),
        someone("K-MO", "F", 1942),
        someone("K-P", "F", 1966, affected="yes", **PARENTS),
        someone("K-SI", "F", 1974, **PARENTS),
        someone("K-DA", "F", 1995, mother="K-P", pregnant=True),
        someone("K-SO", "M", 1992, mother="K-P"),
        findings=[change(*XLSA, "heterozygous", mechanism="LOF")],
        **more,
    )


def age_unknown(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-MO", "F", 1970),
        someone("K-P", "M", 1995, affected="yes", mother="K-MO"),
        someone("K-SI", "F", None, mother="K-MO"),
        findings=[change(*XLSA, "hemizygous", mechanism="LOF")],
        **more,
    )


def direction_open() -> dict[str, Any]:
    return family(
        someone("K-MO", "F", 1958),
        someone("K-P", "M", 1982, affected="yes", mother="K-MO"),
        someone("K-BR", "M", 1986, mother="K-MO"),
        findings=[change("ALAS2", "c.1679G>A", "p.(Arg560His)", "hemizygous")],
    )


def infant_with_two_changes(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-GM", "F", 1965),
        someone("K-GF", "M", 1962),
        someone("K-FA", "M", 1988, mother="K-PG", father="K-PF"),
        someone("K-MO", "F", 1990, mother="K-GM", father="K-GF"),
        someone("K-P", "M", 2024, affected="yes", **PARENTS),
        someone("K-NB", "M", 2026, **PARENTS),
        someone("K-DO", "F", 2016, affected="no", possible_hsct_donor=True, **PARENTS),
        someone("K-SI", "F", 2018, affected="no", **PARENTS),
        someone("K-AD", "M", 2006, affected="no", **PARENTS),
        someone("K-MA", "F", 1993, mother="K-GM", father="K-GF", planning_children=True),
        someone("K-PU", "M", 1991, mother="K-PG", father="K-PF"),
        someone("K-PG", "F", 1960),
        someone("K-PF", "M", 1959),
        findings=[
            change("SLC25A38", "c.349C>T", "p.(Arg117Ter)", **TRANS, origin="mother"),
            change("SLC25A38", "c.625G>C", "p.(Asp209His)", **TRANS, origin="father"),
        ],
        **more,
    )


def boy_with_ataxia(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-FA", "M", 1985),
        someone("K-MO", "F", 1989, genotype="heterozygous"),
        someone("K-P", "M", 2020, affected="yes", **PARENTS),
        someone("K-BR", "M", 2024, **PARENTS),
        someone("K-HB", "M", 2009, mother="K-MO", affected="no"),
        someone("K-SI", "F", 2014, **PARENTS),
        findings=[change("ABCB7", "c.2024A>G", "p.(Glu675Gly)", "hemizygous")],
        **more,
    )


def girl_with_protoporphyria(**more: Any) -> dict[str, Any]:
    return family(
        someone("K-FA", "M", 1984, genotype="hemizygous", affected="yes"),
        someone("K-MO", "F", 1986),
        someone("K-P", "F", 2016, affected="yes", **PARENTS),
        someone("K-SI", "F", 2020, **PARENTS),
        findings=[
            change(
                "ALAS2", "c.1706_1709del", "p.(Glu569GlyfsTer24)", "heterozygous", mechanism="GOF"
            )
        ],
        **more,
    )


SITUATIONS = {
    "xlsa-brother-adult": (man_with_xlsa, "K-BR"),
    "xlsa-sister-adult": (man_with_xlsa, "K-SI"),
    "xlsa-mother-very-likely": (man_with_xlsa, "K-MO"),
    "xlsa-daughter-obligate-minor": (man_with_xlsa, "K-DA"),
    "xlsa-sister-minor-blood-tests": (boy_with_xlsa, "K-SI"),
    "xlsa-brother-minor-new-change": (new_change, "K-BR"),
    "xlsa-daughter-pregnant": (woman_with_xlsa, "K-DA"),
    "xlsa-sister-of-a-woman": (woman_with_xlsa, "K-SI"),
    "xlsa-sister-age-unknown": (age_unknown, "K-SI"),
    "alas2-direction-open-brother": (direction_open, "K-BR"),
    "slc25a38-newborn": (infant_with_two_changes, "K-NB"),
    "slc25a38-donor": (infant_with_two_changes, "K-DO"),
    "slc25a38-sister-minor": (infant_with_two_changes, "K-SI"),
    "slc25a38-brother-adult": (infant_with_two_changes, "K-AD"),
    "slc25a38-aunt": (infant_with_two_changes, "K-MA"),
    "slc25a38-uncle": (infant_with_two_changes, "K-PU"),
    "abcb7-mother-tested": (boy_with_ataxia, "K-MO"),
    "abcb7-brother-minor": (boy_with_ataxia, "K-BR"),
    "abcb7-half-brother-minor": (boy_with_ataxia, "K-HB"),
    "abcb7-sister-minor": (boy_with_ataxia, "K-SI"),
    "protoporphyria-father-tested": (girl_with_protoporphyria, "K-FA"),
    "protoporphyria-sister-obligate": (girl_with_protoporphyria, "K-SI"),
}


# From entries to letters ------------------------------------------------------------------


def basis_of(entries: dict[str, Any]) -> Basis:
    return _concluded(complete(case_from_mapping(entries, file="case.toml")))


def _concluded(case: Any) -> Basis:
    end = conclude(case)
    return Basis(end.case, end.plan, end.statements, load_panel(), end.facts, SOFTWARE, end.alarms)


def letter(basis: Basis, person: str) -> str:
    """Return the letter to one relative as HTML."""
    readers = {one.person: one for one in letter_readers(basis)}
    return render_html("relative_letter.html", relative_view(basis, readers[person]))


@cache
def situation(name: str) -> tuple[Basis, str]:
    """Return the basis and the letter of one situation."""
    entries, person = SITUATIONS[name]
    basis = basis_of(entries())
    return basis, letter(basis, person)


def body_of(page: str) -> str:
    """Return the words of a letter without what stands on every page."""
    page = re.sub(r'<(p|div) class="(?:watermark|page-[a-z]+)".*?</\1>', "", page, flags=re.DOTALL)
    return words_of(page)


def letters_of(basis: Basis) -> Iterator[tuple[str, str]]:
    """Yield each reader of a case with the letter."""
    for one in letter_readers(basis):
        yield one.person, letter(basis, one.person)


def scenario_bases(shared: Path) -> Iterator[Basis]:
    """Yield the acceptance scenarios, entered as a case file would enter them."""
    for path in sorted((shared / "clinical" / "scenarios").glob("SCN-*.json")):
        scenario = json.loads(path.read_text("utf-8"))
        entered = scenario["input"]
        entered["people"] = [
            {k: v for k, v in one.items() if k not in ("relation_to_proband", "note")}
            for one in entered.pop("pedigree")
        ]
        entered["report_date"] = date.fromisoformat(entered["report_date"])
        yield basis_of(
            _without_nulls({"schema": "sideroscreen-case/1", "id": scenario["id"], **entered})
        )


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nulls(one) for key, one in value.items() if one is not None}
    if isinstance(value, list):
        return [_without_nulls(one) for one in value]
    return value


def demo_bases(folder: Path) -> Iterator[Basis]:
    """Yield the families of `sideroscreen demo`."""
    for name in FAMILIES:
        yield _concluded(load(copy_inputs(name, folder)))
