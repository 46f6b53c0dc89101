"""Compares the knowledge files with a second entry of the same facts by another reader.

`all_differences()` gives every difference as one line: file, entry, first, second. A later
command may import this file by its path; it needs nothing but the program itself and the
files beside it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from genetics.acmg.points import FILE as POINTS_FILE
from genetics.acmg.points import PointScale, load_points
from genetics.acmg.settings import CriterionRule
from genetics.defaults import DefaultName
from genetics.gene_files import GENES, load_panel
from genetics.inheritance import Mode, Sex
from genetics.panel import SPLICE_MARGIN, Gene, KnownVariant, Panel
from genetics.variants import Assembly
from pedigrees import overrides, screening, tested
from pedigrees.case import SiteSettings
from pedigrees.clinical import fact_rules, facts, findings_facts
from pedigrees.clinical.hpo import load_hpo_terms
from pedigrees.clinical.laboratory import LabItem, load_lab_items
from pedigrees.reasons import load_reasons
from reports.management.rules import Rule, load_rules

HERE = Path(__file__).parent
NOT_ENTERED = "not entered"

Entry = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """One fact on which the two readings differ, or that only one of them has."""

    file: str
    entry: str
    first: str
    second: str

    @property
    def key(self) -> tuple[str, str]:
        return self.file, self.entry

    @property
    def entered_once_only(self) -> bool:
        """Whether only the first reading has the entry."""
        return self.second == NOT_ENTERED

    def __str__(self) -> str:
        return f"{self.file}: {self.entry}: first {self.first}, second {self.second}"


def all_differences() -> list[Difference]:
    """Return the differences of all knowledge files and of the numbers in code."""
    return [
        *gene_differences(load_panel()),
        *criterion_differences(load_panel(), load_points()),
        *point_differences(load_points()),
        *rule_differences(load_rules().rules),
        *alarm_differences(first_alarms()),
        *lab_differences(load_lab_items()),
        *hpo_differences(load_hpo_terms()),
        *reason_differences(load_reasons()),
        *fact_differences({name: kind.value for name, kind in facts.FACT_TYPES.items()}),
        *number_differences(),
    ]


def second(name: str) -> Entry:
    """Return one file of the second reading."""
    return tomllib.loads((HERE / name).read_text("utf-8"))


def differing(file: str, entry: str, first: object, other: object) -> Iterator[Difference]:
    """Yield the difference of two values, if there is one."""
    if first != other:
        yield Difference(file, entry, _shown(first), _shown(other))


def only_in_one(file: str, first: Iterable[str], other: Iterable[str]) -> Iterator[Difference]:
    """Yield the entries that only one of the readings has."""
    here, there = set(first), set(other)
    for entry in sorted(here - there):
        yield Difference(file, entry, "entered", NOT_ENTERED)
    for entry in sorted(there - here):
        yield Difference(file, entry, NOT_ENTERED, "entered")


def _shown(value: object) -> str:
    return str(value) if value not in ("", None, ()) else "nothing"


# Genes

MODES = {
    "XL": Mode.X_LINKED,
    "AR": Mode.RECESSIVE,
    # The program keeps STEAP3 apart: curated as dominant, the link disputed.
    "AD": Mode.UNCERTAIN,
    "somatic": Mode.SOMATIC,
}


def gene_differences(panel: Panel) -> list[Difference]:
    """Return the differences of the gene files and of the exon table behind them."""
    return [one for symbol in GENES for one in _of_gene(panel.gene(symbol))]


def _of_gene(gene: Gene) -> Iterator[Difference]:
    file, entered = f"genetics/genes/{gene.symbol}.toml", second(f"genes_{gene.symbol}.toml")
    transcript = gene.transcript
    assert transcript is not None
    pairs = {
        "hgnc": (gene.hgnc, entered["hgnc"]),
        "omim": (gene.omim, entered["omim"]),
        "chromosome": (gene.chromosome, entered["chromosome"]),
        "mode": (gene.mode, MODES[entered["mode"]]),
        "scanned": (gene.scanned, entered["scanned"]),
        "class_cap": (gene.class_cap, entered["class_cap"]),
        "refseq": (transcript.refseq, entered["refseq"]),
        "ensembl": (transcript.ensembl, entered["ensembl"]),
        "protein": (transcript.protein, entered["protein"]),
        "strand": (transcript.strand, entered["strand"]),
    }
    for entry, (first, other) in pairs.items():
        yield from differing(file, entry, first, other)
    for assembly in Assembly:
        locus = gene.locus[assembly]
        stretch = [locus.start, locus.end]
        yield from differing(file, f"locus {assembly}", stretch, entered[f"locus_{assembly}"])
        yield from _exons(gene, assembly, entered)
        yield from _regions(file, gene, assembly, entered)
    yield from _diseases(file, gene, entered)
    yield from _validity(file, gene, entered)
    yield from _variants(file, gene, entered.get("variant", []))


def _exons(gene: Gene, assembly: Assembly, entered: Entry) -> Iterator[Difference]:
    file = "genetics/reference/exons.tsv"
    assert gene.transcript is not None
    exons = gene.transcript.exons[assembly]
    entry = f"{gene.transcript.refseq} {assembly}"
    yield from differing(file, f"{entry} exons", len(exons), entered["exon_count"])
    last = max(exon.c_to for exon in exons if exon.c_to is not None)
    yield from differing(file, f"{entry} protein length", last // 3 - 1, entered["protein_length"])
    coding = {
        exon.number: [exon.number, exon.coding.start, exon.coding.end, exon.c_from, exon.c_to]
        for exon in exons
        if exon.coding is not None
    }
    other = {row[0]: row for row in entered[f"cds_{assembly}"]}
    for number in sorted(coding.keys() | other.keys()):
        yield from differing(file, f"{entry} exon {number}", coding.get(number), other.get(number))


def _regions(file: str, gene: Gene, assembly: Assembly, entered: Entry) -> Iterator[Difference]:
    first = {name: [at.start, at.end] for name, at in gene.regions[assembly]}
    other = {row["name"]: row[assembly.value] for row in entered.get("region", [])}
    for name in sorted(first.keys() | other.keys()):
        entry = f"region {name} {assembly}"
        yield from differing(file, entry, first.get(name), other.get(name))


def _diseases(file: str, gene: Gene, entered: Entry) -> Iterator[Difference]:
    first = {one.mondo: (one.omim, one.mechanism) for one in gene.diseases}
    other = {one["mondo"]: (one["omim"], one["mechanism"]) for one in entered["disease"]}
    for mondo in sorted(first.keys() | other.keys()):
        yield from differing(file, f"disease {mondo}", first.get(mondo), other.get(mondo))


def _validity(file: str, gene: Gene, entered: Entry) -> Iterator[Difference]:
    """Compare class, curator and date; a year without a day is looked for in the source."""
    mondo = {one.name: one.mondo for one in gene.diseases}
    first = {mondo.get(one.disease, ""): one for one in gene.validity}
    other = {one["disease"]: one for one in entered.get("validity", [])}
    yield from only_in_one(
        file, (f"validity {one}" for one in first), (f"validity {one}" for one in other)
    )
    for disease in sorted(first.keys() & other.keys()):
        ours, theirs = first[disease], other[disease]
        dated = str(ours.dated or "")
        if not dated and theirs["dated"] and theirs["dated"] in ours.source:
            dated = theirs["dated"]
        yield from differing(
            file,
            f"validity {disease}",
            (ours.classification, ours.by, dated),
            (theirs["class"], theirs["by"], theirs["dated"]),
        )


def _variants(file: str, gene: Gene, entered: Sequence[Entry]) -> Iterator[Difference]:
    """Match by the c. name, and by the p. name where the first reading has no c. name."""
    by_c = {one.hgvs_c: one for one in gene.known_variants if one.hgvs_c}
    by_p = {_plain(one.hgvs_p): one for one in gene.known_variants if not one.hgvs_c}
    matched = set()
    for row in entered:
        name = row["hgvs_c"] or row["hgvs_p"]
        first = by_c.get(row["hgvs_c"]) or by_p.get(row["hgvs_p"])
        if first is None:
            yield Difference(file, name, NOT_ENTERED, "entered")
            continue
        matched.add(first.id)
        yield from _of_variant(file, name, gene, first, row)
    for one in gene.known_variants:
        if one.id not in matched:
            entry = one.hgvs_c or _plain(one.hgvs_p)
            yield Difference(file, entry, "entered", NOT_ENTERED)


def _of_variant(
    file: str, name: str, gene: Gene, first: KnownVariant, row: Entry
) -> Iterator[Difference]:
    if row["hgvs_c"]:
        yield from differing(file, f"{name} c.", first.hgvs_c, row["hgvs_c"])
    if row["hgvs_p"]:
        yield from differing(file, f"{name} p.", _plain(first.hgvs_p), row["hgvs_p"])
    alleles = {one.assembly: [one.pos, one.ref, one.alt] for one in first.alleles}
    for assembly in Assembly:
        other = row.get(assembly.value)
        spelled = [other["pos"], other["ref"], other["alt"]] if other else None
        yield from differing(file, f"{name} {assembly}", alleles.get(assembly), spelled)
    used = first.used.classification.value if first.used else "VUS"
    if used not in row["class"]:
        yield Difference(file, f"{name} class", used, " or ".join(row["class"]))
    yield from _mechanism(file, name, first.mechanism, row["mechanism"])
    if row["disease"]:
        mondo = {one.name: one.mondo for one in gene.diseases}
        yield from differing(file, f"{name} disease", mondo.get(first.disease), row["disease"])


SAME_MECHANISM = {"unresolved": ("unresolved", "unknown"), "unknown": ("unresolved", "unknown")}


def _mechanism(file: str, name: str, first: str, other: str) -> Iterator[Difference]:
    """Compare the direction only; what the second reader left open is not compared."""
    direction = first.split(" ")[0]
    if other and direction not in SAME_MECHANISM.get(other, (other,)):
        yield Difference(file, f"{name} mechanism", first, other)


def _plain(hgvs_p: str) -> str:
    return re.sub(r"[()]", "", hgvs_p)


# Criteria and points

STATED = ("way", "strength", "at_most", "above", "least", "before_exon", "exceptions")
Stated = dict[str, object]


def criterion_differences(panel: Panel, scale: PointScale) -> list[Difference]:
    """Return the differences of who answers each criterion in each gene, with what limits.

    A code that the scale has retired is "off" in every gene that has criteria.
    """
    entered = second("criteria.toml")
    found: list[Difference] = []
    for symbol in GENES:
        criteria = panel.gene(symbol).criteria
        first = _of_rules({one.code: _as_entry(one) for one in criteria.rules})
        if criteria.rules:
            first |= {f"{code} way": "off" for code in scale.retired}
        first |= {_stop(one.exon, one.non_coding): True for one in criteria.stops}
        rules = {row["code"]: row for row in entered["rule"] if row["gene"] == symbol}
        stops = [row for row in entered["stop"] if row["gene"] == symbol]
        other = _of_rules(rules) | {
            _stop(row.get("exon"), "non_coding" in row): True for row in stops
        }
        found.extend(_differing_entries(f"genetics/genes/{symbol}.toml", first, other))
    return found


def _as_entry(rule: CriterionRule) -> Entry:
    """Return what the rule states, without the fields that it leaves empty."""
    fields = {name: getattr(rule, name) for name in STATED}
    return {name: value for name, value in fields.items() if value not in (None, ())}


def _of_rules(rules: Mapping[str, Entry]) -> Stated:
    """Return each field by its code and name; founder changes in one order."""
    return {
        f"{code} {name}": sorted(row[name]) if name == "exceptions" else row[name]
        for code, row in rules.items()
        for name in STATED
        if name in row
    }


def _stop(exon: int | None, non_coding: bool) -> str:
    return "class stop non-coding" if non_coding else f"class stop exon {exon}"


def point_differences(scale: PointScale) -> list[Difference]:
    """Return the differences of points, limits of the classes, strengths and pairs of codes."""
    weights = {f"points {strength}": points for strength, points in scale.points.items()}
    classes = {f"least {name.value}": points for name, points in scale.least}
    in_trans, de_novo = asdict(scale.in_trans), asdict(scale.de_novo)
    first: Stated = {
        **weights,
        **classes,
        **{f"in_trans {name}": value for name, value in in_trans.items() if name != "source"},
        **{f"de_novo {name}": value for name, value in de_novo.items() if name != "source"},
        **{f"{code} strength": strength for code, strength in scale.strengths.items()},
        **{f"{code} retired": True for code in scale.retired},
        **{_pair("contradiction", sorted(codes)): True for codes in scale.contradictions},
        **{_pair("counted_once", codes): True for codes in scale.counted_once},
    }
    return list(_differing_entries(POINTS_FILE, first, _points_entered(second("points.toml"))))


def _points_entered(entered: Entry) -> Stated:
    return {
        **{f"points {name.replace('_', ' ')}": one for name, one in entered["points"].items()},
        **{
            f"{table} {name}": value
            for table in ("least", "in_trans", "de_novo")
            for name, value in entered[table].items()
        },
        **{f"{row['code']} strength": row["strength"] for row in entered["criterion"]},
        **{f"{row['code']} retired": True for row in entered["criterion"] if "retired" in row},
        **{
            _pair("contradiction", sorted(row["codes"])): True
            for row in entered.get("contradiction", [])
        },
        **{_pair("counted_once", row["codes"]): True for row in entered.get("counted_once", [])},
    }


def _pair(table: str, codes: Sequence[str]) -> str:
    return f"{table} {' '.join(codes)}"


def _differing_entries(
    file: str, first: Mapping[str, object], other: Mapping[str, object]
) -> Iterator[Difference]:
    """Compare two readings entry by entry; what one of them leaves out it has not entered."""
    for entry in sorted(first.keys() | other.keys()):
        yield from differing(
            file, entry, first.get(entry, NOT_ENTERED), other.get(entry, NOT_ENTERED)
        )


# Rules and alarms

PLACES = {
    "management": "management",
    "counselling": "counselling",
    "referral": "referral",
    "lab": "lab",
    "lab (comment)": "lab",
    "relative_letter": "relative_letter",
    "management (information box)": "information_box",
    "management (annex, off-label)": "off_label_annex",
    "all (sources)": "sources",
    "all (disclaimer)": "disclaimer",
    "sources": "sources",
}
NO_PLACE = ("–", "technical file")


def rule_differences(rules: Iterable[Rule]) -> list[Difference]:
    """Return the differences of the seed rules and of the safety rules."""
    found: list[Difference] = []
    first = {rule.id: rule for rule in rules}
    for kind, ids in (("seed", "SR-"), ("safety", "SA-")):
        file = f"reports/management/rules/{kind}.toml"
        here = {rule_id: rule for rule_id, rule in first.items() if rule_id.startswith(ids)}
        there = {row["id"]: row for row in second(f"{kind}_rules.toml")["rule"]}
        found.extend(only_in_one(file, here, there))
        for rule_id in sorted(here.keys() & there.keys()):
            found.extend(_of_rule(file, here[rule_id], there[rule_id]))
    return found


def _of_rule(file: str, rule: Rule, row: Entry) -> Iterator[Difference]:
    for field in ("condition", "active_when"):
        yield from differing(
            file, f"{rule.id} {field}", _one_line(getattr(rule, field)), _one_line(row[field])
        )
    if "strength" in row:
        yield from differing(file, f"{rule.id} strength", rule.strength, row["strength"])
        yield from differing(
            file, f"{rule.id} seed_sources", list(rule.seed_sources), row["seed_sources"]
        )
        yield from differing(
            file, f"{rule.id} places", sorted(rule.places), sorted(_places(row["documents"]))
        )


def _places(documents: str) -> set[str]:
    """Return the places named in the column "Report" of the table, in the program's words."""
    parts = re.split(r", (?![^(]*\))", documents)
    return {PLACES[part] for part in parts if part not in NO_PLACE}


def first_alarms() -> Mapping[str, str] | None:
    """Return trigger by id as the alarm file says it; None while there is no such file."""
    file = resources.files("reports.management").joinpath("rules", "alarms.toml")
    if not file.is_file():
        return None
    rows = tomllib.loads(file.read_text("utf-8"))["alarms"]
    return {row["id"]: row["trigger"] for row in rows}


def alarm_differences(first: Mapping[str, str] | None) -> list[Difference]:
    """Return the differences of the triggers of the alarms, by alarm id."""
    if first is None:
        return []
    file = "reports/management/rules/alarms.toml"
    other = {row["id"]: row["trigger"] for row in second("alarms.toml")["alarm"]}
    found = list(only_in_one(file, first, other))
    for alarm in sorted(first.keys() & other.keys()):
        found.extend(differing(file, alarm, _one_line(first[alarm]), _one_line(other[alarm])))
    return found


def _one_line(expression: str) -> str:
    return " ".join(expression.split())


# Clinical inputs

SEXES = {"": None, "male": Sex.MALE, "female": Sex.FEMALE}
AGES = range(121)


def lab_differences(items: Mapping[str, LabItem]) -> list[Difference]:
    """Return the differences of units, factors, refused and questioned values, and limits."""
    file = "pedigrees/clinical/lab_items.toml"
    other = {row["id"]: row for row in second("lab_items.toml")["item"]}
    found = list(only_in_one(file, items, other))
    for name in sorted(items.keys() & other.keys()):
        item, row = items[name], other[name]
        for field in ("unit", "refuse_below", "refuse_above", "warn_below", "warn_above"):
            found.extend(differing(file, f"{name} {field}", getattr(item, field), row.get(field)))
        accepts = {unit: float(factor) for unit, factor in item.accepts.items()}
        found.extend(differing(file, f"{name} accepts", accepts, dict(row["accepts"])))
        found.extend(_of_limits(file, item, row["limits"]))
    return found


def _of_limits(file: str, item: LabItem, bands: Sequence[Sequence[Any]]) -> Iterator[Difference]:
    """Compare the default limits year by year; one line for each sex, at the first year."""
    for sex in (Sex.MALE, Sex.FEMALE):
        for age in AGES:
            first = {
                (band.low, band.high) for band in item.default_limits if band.may_hold(sex, age)
            }
            other = {
                (None if low == "" else low, None if high == "" else high)
                for of_sex, start, stop, low, high in bands
                if SEXES[of_sex] in (None, sex) and start <= age and (not stop or age < stop)
            }
            if first != other:
                entry = f"{item.id} default limits, {sex}, {age} years"
                yield Difference(file, entry, _shown(first), _shown(other))
                break


def hpo_differences(terms: Mapping[str, str]) -> list[Difference]:
    """Return the differences of the HPO ids and labels."""
    file = "pedigrees/clinical/hpo_terms.toml"
    other = {row["id"]: row["label"] for row in second("hpo_terms.toml")["term"]}
    found = list(only_in_one(file, terms, other))
    for term in sorted(terms.keys() & other.keys()):
        found.extend(differing(file, term, terms[term], other[term]))
    return found


def reason_differences(reasons: Iterable[str]) -> list[Difference]:
    """Return the reasons that only one reading has. Patterns stand in the second only."""
    other = [row["id"] for row in second("reasons.toml")["reason"]]
    return list(only_in_one("pedigrees/reasons.toml", reasons, other))


def fact_differences(types: Mapping[str, str]) -> list[Difference]:
    """Return the differences of the names and types of the facts."""
    file = "pedigrees/clinical/facts.py"
    other = {row["name"]: row["type"] for row in second("facts.toml")["fact"]}
    found = list(only_in_one(file, types, other))
    for name in sorted(types.keys() & other.keys()):
        found.extend(differing(file, name, types[name], other[name]))
    return found


# Numbers in code

EXON_11 = 11
FACTS = "pedigrees/clinical/fact_rules.py"
FOUND = "pedigrees/clinical/findings_facts.py"
SAFETY = "reports/management/rules/safety.toml"


def _last_base_of_exon_11() -> int:
    transcript = load_panel().gene("ALAS2").transcript
    assert transcript is not None
    (exon,) = [one for one in transcript.exons[Assembly.GRCH38] if one.number == EXON_11]
    assert exon.c_to is not None
    return exon.c_to


def _acceptor_bases_of_exon_11() -> int:
    """Return how many intron bases before exon 11 count as part of it."""
    base = findings_facts.EXON_11_FIRST_BASE
    named = (
        SimpleNamespace(gene="ALAS2", exon=None, hgvs_p="p.?", hgvs_c=f"c.{base}-{offset}G>A")
        for offset in range(1, 20)
    )
    return sum(findings_facts.lies_in_alas2_exon_11(one) for one in named)  # type: ignore[arg-type]


def _shift_of_the_regions() -> int:
    regions = load_panel().gene("ALAS2").regions
    pairs = zip(regions[Assembly.GRCH37], regions[Assembly.GRCH38], strict=True)
    (shift,) = {old.start - new.start for (_, old), (_, new) in pairs}
    return shift


def _in_words(rule_id: str, before: str) -> float:
    """Return the number that stands behind these words in a rule; nan where there is none."""
    stated = re.search(rf"{before} (\d+)", load_rules().of(rule_id).professional)
    return float(stated[1]) if stated else float("nan")


def _default(gene: str, name: str) -> float:
    found = load_panel().gene(gene).default(DefaultName(name))
    assert found is not None
    return float(found.value)


Getter = Callable[[], float]
NUMBERS: Mapping[str, Mapping[str, Getter]] = {
    "severe anaemia: haemoglobin below, g/L": {FACTS: lambda: fact_rules.SEVERE_HAEMOGLOBIN},
    "ring sideroblasts: at least, % of erythroblasts": {
        FACTS: lambda: fact_rules.RING_SIDEROBLASTS_PRESENT
    },
    "alcohol high, women: at least, g/day": {FACTS: lambda: fact_rules.ALCOHOL_LIMITS[Sex.FEMALE]},
    "alcohol high, men: at least, g/day": {FACTS: lambda: fact_rules.ALCOHOL_LIMITS[Sex.MALE]},
    "iron overload by liver iron: at least, mg/g dw": {
        FACTS: lambda: fact_rules.LIVER_IRON_OVERLOAD
    },
    "transfusional iron by ferritin: at least, ug/L": {
        FACTS: lambda: fact_rules.TRANSFUSIONAL_FERRITIN
    },
    "adult from, years": {
        FACTS: lambda: fact_rules.ADULT_AGE,
        "pedigrees/overrides.py": lambda: overrides.ADULT_AGE,
        "pedigrees/screening.py": lambda: screening.ADULT_AGE,
    },
    "negative parent: depth of reading at least": {
        "pedigrees/tested.py": lambda: tested.ADEQUATE_DEPTH
    },
    "ALAS2 exon 11: first protein position": {FOUND: lambda: findings_facts.EXON_11_FIRST_CODON},
    "ALAS2 exon 11: first coding position": {FOUND: lambda: findings_facts.EXON_11_FIRST_BASE},
    "ALAS2 exon 11: last coding position": {"genetics/reference/exons.tsv": _last_base_of_exon_11},
    "ALAS2 exon 11: acceptor, bases before the first coding position": {
        FOUND: _acceptor_bases_of_exon_11
    },
    "male heterozygous on X: allele fraction from": {FACTS: lambda: fact_rules.MALE_X_VAF[0]},
    "male heterozygous on X: allele fraction to": {FACTS: lambda: fact_rules.MALE_X_VAF[1]},
    "site.callability_pct, default": {"pedigrees/case.py": lambda: SiteSettings().callability_pct},
    "callability: depth that counts as read": {
        "pedigrees/case.py": lambda: SiteSettings().callable_depth
    },
    "residual chance by germline mosaicism: 1 in": {
        f"genetics/genes/{gene}.toml": lambda gene=gene: 1 / _default(gene, "residual_mosaicism")
        for gene in ("ALAS2", "ABCB7")
    },
    "carrier prior of an unrelated partner, SLC25A38: 1 in": {
        "genetics/genes/SLC25A38.toml": lambda: 1 / _default("SLC25A38", "carrier_frequency")
    },
    "SLC25A38: past the age of onset from, years": {
        "genetics/genes/SLC25A38.toml": lambda: _default("SLC25A38", "age_of_onset")
    },
    "fitness of men, the middle example": {
        f"genetics/genes/{gene}.toml": lambda gene=gene: _default(gene, "male_fitness")
        for gene in ("ALAS2", "ABCB7")
    },
    "ABCB7: a boy without signs is tested now below, years": {
        "pedigrees/overrides.py": lambda: overrides.ABCB7_BOY_AGE
    },
    "flanks of the coding regions that are looked at, bases": {
        "genetics/panel.py": lambda: SPLICE_MARGIN
    },
    "ALAS2 enhancer and promoter: GRCh37 minus GRCh38": {
        "genetics/genes/ALAS2.toml": _shift_of_the_regions
    },
    "phlebotomy: warn below, g/L": {SAFETY: lambda: _in_words("SA-12", "caution below")},
    "phlebotomy: block below, g/L": {SAFETY: lambda: _in_words("SA-12", "no phlebotomy below")},
}


def number_differences() -> list[Difference]:
    """Return the numbers of the code that differ from those of the second reading."""
    other = {row["name"]: row["value"] for row in second("numbers.toml")["number"]}
    found = list(only_in_one("numbers in code", NUMBERS, other))
    for name in sorted(NUMBERS.keys() & other.keys()):
        for file, value in NUMBERS[name].items():
            found.extend(differing(file, name, value(), other[name]))
    return found
