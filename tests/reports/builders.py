"""Small families, plans and statements made by hand, so that a test shows all that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from genetics.classification import Assertion, Classification
from genetics.inheritance import Mode, Sex
from genetics.panel import Disease, Gene, Panel, Transcript, Validity
from genetics.results import Finding, GeneResult, GeneStatus, Origin, ParentalResults
from genetics.variants import Assembly, Variant, Zygosity
from pedigrees.case import Address, Case, Clinical, Consent, Letterhead
from pedigrees.clinical.facts import Facts
from pedigrees.clinical.laboratory import measure
from pedigrees.family import Family
from pedigrees.people import Affected, Birth, Genotype, Person
from pedigrees.plan import Decision, DiseaseClass, Flag, MinorRule, Pattern, Plan, Test
from reports.basis import Basis
from reports.management.statements import Needed, Statement, Statements, Step

DAY = date(2026, 6, 1)
MAN, WOMAN = Sex.MALE, Sex.FEMALE
SOFTWARE = "sideroscreen 9.9.9"
IRON = (Test.BLOOD_COUNT, Test.FERRITIN, Test.TRANSFERRIN_SATURATION)
ALL_TESTS = (Test.TARGETED, *IRON)


# The genes --------------------------------------------------------------------------------


def gene(symbol: str, *diseases: Disease, x_linked: bool = True, refseq: str = "") -> Gene:
    return Gene(
        symbol=symbol,
        hgnc="HGNC:0",
        omim="",
        chromosome="X" if x_linked else "3",
        x_linked=x_linked,
        mode=Mode.X_LINKED if x_linked else Mode.RECESSIVE,
        scanned=True,
        transcript=Transcript(refseq, "ENST0", "NP_0", "-", {}) if refseq else None,
        locus={},
        regions={},
        diseases=diseases,
        validity=tuple(
            Validity("Definitive", one.name, "ClinGen", date(2022, 3, 4), "GenCC")
            for one in diseases
        ),
        class_cap="",
        class_cap_reason="",
        mechanism_notes=(),
        known_variants=(),
    )


def disease(
    name: str, mechanism: str, mondo: str, omim: str, mode: Mode = Mode.X_LINKED
) -> Disease:
    return Disease(name, f"a condition called {name}", mechanism, mode, mondo, omim, "Mondo")


PANEL = Panel(
    "2026.01.02",
    (
        gene(
            "ALAS2",
            disease("X-linked sideroblastic anaemia", "LOF", "MONDO:0020721", "300751"),
            disease("X-linked protoporphyria", "GOF", "MONDO:0010420", "300752"),
            refseq="NM_000032.5",
        ),
        gene(
            "SLC25A38",
            disease("sideroblastic anaemia 2", "LOF", "MONDO:0008785", "205950", Mode.RECESSIVE),
            x_linked=False,
            refseq="NM_017875.4",
        ),
        gene("STEAP3", x_linked=False, refseq="NM_182915.3"),
        gene(
            "ABCB7",
            disease(
                "X-linked sideroblastic anaemia with ataxia",
                "hypomorphic",
                "MONDO:0010524",
                "301310",
            ),
            refseq="NM_001271696.3",
        ),
    ),
)


# Findings ---------------------------------------------------------------------------------

LABORATORY = Assertion(Classification.PATHOGENIC, "the laboratory", date(2026, 5, 3), "report")


def finding(**changes: Any) -> Finding:
    """Return a hemizygous pathogenic ALAS2 missense change, typed in."""
    typed = Finding(
        gene="ALAS2",
        transcript="NM_000032.5",
        hgvs_c="c.1354C>T",
        hgvs_p="p.(Arg452Cys)",
        zygosity=Zygosity.HEMIZYGOUS,
        classification=Classification.PATHOGENIC,
        origin=Origin.TYPED_IN,
        naming="as reported",
        class_by="the laboratory",
        lab_class=LABORATORY,
        mechanism="LOF",
        mechanism_source="Ducamp & Fleming 2019",
    )
    return replace(typed, **changes)


FROM_VCF = {
    "origin": Origin.VCF,
    "naming": "name as published",
    "variant": Variant(Assembly.GRCH38, "X", 55014830, "G", "A"),
    "genotype": "1",
    "depth": 38,
    "vaf": 1.0,
    "filters": "PASS",
}


# People and plans -------------------------------------------------------------------------


def person(name: str, sex: Sex = MAN, year: int | None = 1980, **changes: Any) -> Person:
    return Person(name, sex, birth=Birth(year), **changes)


def decision(name: str, flag: Flag, **changes: Any) -> Decision:
    """Return the decision for one relative; by default nothing is offered."""
    tests = ALL_TESTS if flag in (Flag.TEST_NOW, Flag.TEST_OFFER, Flag.STEPWISE) else ()
    plain = Decision(
        person=name,
        relation="brother",
        flag=flag,
        tests=tests,
        reason_id="R-XL-BROTHER",
        reason="Son of a woman who is or may be heterozygous: 1 in 2 if she is.",
        plain_reason="If his mother carries the change, his chance is 1 in 2.",
        chance=None,
        assumed=False,
        very_likely=False,
        priority=1 if flag.is_flagged else 0,
        minor=False,
        minor_rule=None,
    )
    return replace(plain, **changes)


def plan(pattern: Pattern, *decisions: Decision, **changes: Any) -> Plan:
    made = Plan(pattern, "", "", None, True, (), decisions)
    return replace(made, **changes)


MOTHER = decision(
    "MO",
    Flag.TEST_NOW,
    relation="mother",
    reason_id="R-XL-MOTHER",
    reason="She gave a hemizygous man his X: the most likely source; it may also be new in him.",
    plain_reason="She very likely passed the change on, so her test shows who else should be told.",
    chance=Fraction(1),
    very_likely=True,
)
BROTHER = decision("BR", Flag.TEST_NOW, chance=Fraction(1, 2))
DAUGHTER = decision(
    "DA",
    Flag.OBLIGATE,
    tests=IRON,
    relation="daughter",
    reason_id="R-XL-DAUGHTER-OF-MALE",
    reason="Every daughter of a hemizygous man inherits his X.",
    plain_reason="Her father has the change on his only X. He gives this X to every daughter.",
    chance=Fraction(1),
    minor=True,
    minor_rule=MinorRule.HAEM_SCREEN,
)
UNCLE = decision(
    "MU",
    Flag.STEPWISE,
    relation="maternal uncle",
    reason_id="R-XL-MAT-LINE",
    reason="Maternal line of a man whose mother carries or may carry the variant.",
    plain_reason="The change may run on the mother's side of the family.",
    chance=Fraction(1, 4),
    priority=3,
)
FATHER = decision(
    "FA",
    Flag.NOT_INDICATED,
    relation="father",
    reason_id="R-XL-FATHER",
    reason="A father gives his son Y, not X.",
    plain_reason="A father gives his son a Y, not an X. The change lies on the X.",
    chance=Fraction(0),
)
GRANDMOTHER = decision(
    "MGM",
    Flag.INFO_ONLY,
    relation="maternal grandmother",
    reason_id="R-DECEASED",
    reason="Deceased: information for the pedigree only, no letter.",
    plain_reason="This person has died. The entry is for the family tree only.",
    chance=Fraction(1),
)


# Statements -------------------------------------------------------------------------------


def statement(rule: str, *places: str, **changes: Any) -> Statement:
    made = Statement(
        rule=rule,
        step=Step.TODAY,
        lead="",
        professional=f"Professional text of {rule}.",
        plain=f"Plain text of {rule}.",
        strength="A" if rule.startswith("SR") else "",
        seed_sources=(1, 2) if rule.startswith("SR") else (),
        source=f"Guideline for {rule}",
        dated="2014",
        certainty="S C",
        places=places or ("management",),
    )
    return replace(made, **changes)


ALWAYS = (
    statement("SR-32", "sources", professional="About the seed page.", plain="About the web page."),
    statement(
        "SR-33",
        "disclaimer",
        professional="Decision support for professionals.",
        plain="This paper helps doctors in their work.",
    ),
    statement("SR-34", "sources", professional="Its standing.", plain="It was not yet reviewed."),
)
REFER = statement(
    "SR-28",
    "referral",
    "counselling",
    "management",
    professional="Refer to a clinical geneticist.",
    plain="We suggest a visit to a clinical geneticist.",
)


def statements(*applied: Statement, needed: tuple[Needed, ...] = ()) -> Statements:
    return Statements((*applied, *ALWAYS), needed, ("SR-06", "SR-18"))


# Whole cases ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Whole:
    """A case with its plan and statements; `basis` is what the views are built from."""

    case: Case
    plan: Plan
    statements: Statements

    @property
    def basis(self) -> Basis:
        return Basis(self.case, self.plan, self.statements, PANEL, Facts(self.case), SOFTWARE)


def man_with_anaemia(**changes: Any) -> Whole:
    """Return the family of an adult man: his mother is the likely source, a young daughter."""
    family = Family(
        (
            person("MGM", WOMAN, 1935, alive=False),
            person("FA", MAN, 1956),
            person("MO", WOMAN, 1958, mother="MGM"),
            person("MU", MAN, 1961, mother="MGM"),
            person("P", MAN, 1982, father="FA", mother="MO", affected=Affected.YES),
            person("BR", MAN, 1986, father="FA", mother="MO"),
            person("DA", WOMAN, 2012, father="P"),
        ),
        "P",
    )
    case = Case(
        id="FAM-1",
        report_date=DAY,
        family=family,
        findings=(finding(**FROM_VCF),),
        genes=gene_words(ALAS2=GeneStatus.FOUND),
        clinical=Clinical(
            phenotype=frozenset({"HP:0004840", "HP:0004864"}),
            labs=(measure("haemoglobin", 98, "g/L"), measure("ferritin", 1450, "ug/L")),
        ),
        consent=Consent(contact_relatives=True, share_variant=True),
        names={"P": Address("Alex Example", ("12 Hidden Lane", "Sampletown"))},
        letterhead=Letterhead(
            "Clinic for Genetics", ("1 Sample Street",), "Telephone 00 000", ("Dr Someone",)
        ),
        assembly="GRCh38",
        vcf="family.vcf.gz",
    )
    return Whole(
        replace(case, **changes),
        plan(
            Pattern.XL_M,
            GRANDMOTHER,
            FATHER,
            MOTHER,
            UNCLE,
            BROTHER,
            DAUGHTER,
            context="xlm-default",
            disease_class=DiseaseClass.ALAS2_LOF,
        ),
        statements(
            REFER,
            statement("SR-01", "management", "counselling"),
            statement("SR-03", "management", step=Step.LATER, lead="After a response:"),
            statement("SA-01", "management", "counselling", "referral"),
            needed=(Needed("SR-17", "Liver MRI", (("tsat",), ("liver_mri_lic",))),),
        ),
    )


def boy_with_a_new_change() -> Whole:
    """Return the family of a boy whose change was not found in his mother's blood."""
    family = Family(
        (
            person("MO", WOMAN, 1988, genotype=Genotype.NOT_DETECTED),
            person("FA", MAN, 1986),
            person("P", MAN, 2021, father="FA", mother="MO", affected=Affected.YES),
            person("BR", MAN, 2025, father="FA", mother="MO"),
        ),
        "P",
    )
    assumed: dict[str, Any] = {
        "reason_id": "R-DN-MOSAIC",
        "reason": "The variant is apparently new; only germline mosaicism of a parent remains.",
        "plain_reason": "The change seems to be new. A parent can still carry it in some egg or "
        "sperm cells, so a small chance is left.",
        "chance": Fraction(1, 100),
        "assumed": True,
        "priority": 2,
    }
    base = man_with_anaemia()
    trio = ParentalResults("not detected", "not detected", 210, None, parentage_confirmed=True)
    return Whole(
        replace(base.case, id="FAM-2", family=family, findings=(finding(trio=trio),), vcf=""),
        plan(
            Pattern.XL_M,
            decision("MO", Flag.RESIDUAL_LOW, relation="mother", tested="negative", **assumed),
            decision(
                "BR",
                Flag.RESIDUAL_LOW,
                tests=ALL_TESTS,
                minor=True,
                minor_rule=MinorRule.ALLOWED,
                **assumed,
            ),
            FATHER,
            context="xlm-de-novo",
            context_words="apparently de novo",
            disease_class=DiseaseClass.ALAS2_LOF,
        ),
        statements(REFER, statement("SA-08", "management", "counselling")),
    )


def nothing_found() -> Whole:
    """Return a woman in whom no variant was reported; two genes were read."""
    family = Family((person("MO", WOMAN, 1960), person("P", WOMAN, 1990, mother="MO")), "P")
    base = man_with_anaemia()
    screened = decision(
        "MO",
        Flag.HAEM_SCREEN,
        tests=IRON,
        relation="mother",
        reason_id="R-NEG",
        reason="No familial variant is known: blood screen of close relatives only.",
        plain_reason="No change is known in this family, so only a blood test can help.",
        priority=3,
    )
    words = gene_words(ALAS2=GeneStatus.NOTHING_FOUND, SLC25A38=GeneStatus.PARTLY_ASSESSED)
    return Whole(
        replace(base.case, id="FAM-3", family=family, findings=(), genes=words),
        plan(Pattern.NEG, screened),
        statements(REFER, statement("SA-18", "management", "counselling", "referral")),
    )


def stopped() -> Whole:
    """Return a man with a heterozygous call on X: a person decides first."""
    base = man_with_anaemia()
    asked = decision(
        "MO",
        Flag.SPECIALIST,
        relation="mother",
        reason_id="R-STOP",
        reason="Sex or call is not settled.",
        plain_reason="The result is being checked first.",
        priority=0,
    )
    why = "A man has a heterozygous or mosaic-looking call in a gene on the X chromosome."
    return Whole(
        replace(base.case, id="FAM-4", findings=(finding(zygosity=Zygosity.HETEROZYGOUS),)),
        plan(Pattern.XL_M, asked, stopped=(why,)),
        statements(statement("SA-19", "management", "lab")),
    )


def not_decided(pattern: Pattern, *findings: Finding, **changes: Any) -> Whole:
    """Return a case whose relatives this version does not decide."""
    base = man_with_anaemia()
    told = decision(
        "MO",
        Flag.NOT_DECIDED,
        relation="mother",
        reason_id="R-NOT-DECIDED",
        reason="Relatives: not decided by this version of the software; a geneticist decides.",
        plain_reason="The geneticist decides about the relatives.",
        chance=Fraction(1, 2),
    )
    return Whole(
        replace(base.case, id="FAM-5", findings=findings, **changes),
        plan(pattern, told, decided=False),
        statements(REFER),
    )


def gene_words(**words: GeneStatus) -> tuple[GeneResult, ...]:
    """Return a word for each gene; a gene not named is not assessed."""
    return tuple(
        GeneResult(symbol, words.get(symbol, GeneStatus.NOT_ASSESSED), "as the laboratory says")
        for symbol in ("ALAS2", "SLC25A38", "STEAP3", "ABCB7")
    )


def uncertain(symbol: str = "ALAS2") -> Finding:
    """Return a variant of uncertain significance."""
    return finding(
        gene=symbol,
        transcript="",
        hgvs_c="c.1000G>A",
        hgvs_p="p.?",
        consequence="missense, reference base not checked",
        classification=Classification.UNCERTAIN,
        lab_class=None,
        mechanism="unknown",
    )


def all_cases() -> dict[str, Whole]:
    """Return one case of each kind."""
    return {
        "man": man_with_anaemia(),
        "boy": boy_with_a_new_change(),
        "nothing": nothing_found(),
        "stopped": stopped(),
        "vus": not_decided(Pattern.VUS, uncertain()),
        "steap3": not_decided(Pattern.AD_UNCERTAIN, uncertain("STEAP3")),
        "single": not_decided(
            Pattern.AR_CARRIER,
            finding(gene="SLC25A38", transcript="NM_017875.4", zygosity=Zygosity.HETEROZYGOUS),
        ),
        "open": not_decided(
            Pattern.OPEN, finding(withheld=True, withheld_why="two sources name different changes")
        ),
    }
