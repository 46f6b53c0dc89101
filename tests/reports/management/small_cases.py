"""Cases of one person, as small as a test needs them."""

from datetime import date

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.results import Finding, Origin
from genetics.variants import Zygosity
from pedigrees.case import Case, Clinical, Treatment
from pedigrees.clinical.laboratory import Measurement, load_lab_items
from pedigrees.family import Family
from pedigrees.people import Birth, Person

REPORT_DATE = date(2026, 6, 1)
TRANSFUSED = Treatment(transfusion_dependent=True)


def finding(gene, classification="P", zygosity="hemizygous", mechanism="LOF"):
    return Finding(
        gene,
        "",
        "c.1354C>T" if gene == "ALAS2" else "c.100C>T",
        "p.(Arg452Cys)" if gene == "ALAS2" else "p.(Arg34Ter)",
        Zygosity(zygosity),
        Classification(classification),
        Origin.TYPED_IN,
        mechanism=mechanism,
    )


def case(*findings, sex="M", born=1980, labs=None, **clinical):
    units = load_lab_items()
    values = tuple(
        Measurement(item, float(value), units[item].unit) for item, value in (labs or {}).items()
    )
    proband = Person("P", Sex(sex), birth=Birth(born))
    family = Family([proband], "P")
    return Case("case", REPORT_DATE, family, findings, clinical=Clinical(labs=values, **clinical))
