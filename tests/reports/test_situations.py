"""Each situation has its own right wording in each document, and each page stays as it was read.

The texts of the pages lie in `tests/reports/situations/SITUATION.DOCUMENT.txt`, one block of
the page a line. After a wished change they are written anew with

    SIDEROSCREEN_RENEW_GOLDEN=1 python -m pytest tests/reports/test_situations.py

and the difference is read line by line before it is committed.
"""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from page_text import words_of

from reports.audit.plain_language import avoided_in
from reports.deserved import deserved
from reports.site import Site
from workflow.commands.profile import basis_of, page_of
from workflow.situations import SITUATIONS

GOLDEN = Path(__file__).parent / "situations"
RENEW = bool(os.environ.get("SIDEROSCREEN_RENEW_GOLDEN"))
ALL = "counselling management lab referral"
DOCTORS = "management lab referral"
CARDINAL = r"\b1 in \d"

# situation, documents, what each must say, what none may say (regular expressions)
WORDINGS = [
    # One finding: the diagnosis with its numbers, the first treatment, the chances of relatives.
    ("one-finding", DOCTORS, [r"X-linked sideroblastic anaemia \(ALAS2\), MONDO:0020721, OMIM 300751", r"c\.1354C>T p\.\(Arg452Cys\)"], ["MONDO:0010420"]),
    ("one-finding", "counselling referral relative_letter:F01-BR", ["1 in 2"], []),
    ("one-finding", "counselling", ["It fits the anaemia", "of 2 people with the same place in the family tree, on average 1 has the change and 1 does not"], ["mutation", "abnormal", "victim"]),
    # Several findings: both are named; the second one does not explain the anaemia by itself.
    ("several-findings", ALL, [r"p\.\(Arg204Gln\)", r"p\.\(Arg117Ter\)"], []),
    ("several-findings", "counselling", ["One copy of SLC25A38 carries a change", "The gene ALAS2 lies on the X", "It may also be new in the person tested"], []),
    # None: never "no disease"; what could be read, one in three, and what was not assessed.
    ("none", DOCTORS, ["No variant that explains the anaemia was reported in the parts of ALAS2, SLC25A38, STEAP3 and ABCB7 that could be read", "About one in three people"], []),
    ("none", "counselling", ["No gene change that explains the anaemia was reported", "[Aa]bout 1 in 3 people"], []),
    ("none", ALL, ["[Tt]his does not rule out an inherited cause", "mitochondrial DNA", "deep intronic", "duplications", "mosaicism"], [r"\bnormal\b", "is ruled out", r"\d in 1000"]),
    # Partly assessed: the same, with each part that was not read by its name.
    ("partly-assessed", ALL, ["exon 4", "exon 1", "exon 9", "promoter", "enhancer", "[Tt]his does not rule out"], [r"\bnormal\b", "is ruled out", "was read\\. Nothing"]),
    # VUS: no treatment, no test of relatives, a day on which it is looked at again; no figure.
    ("vus-only", ALL, ["(?:must|may) not be used|cannot be used", "25 November 2027"], [CARDINAL, "fits the anaemia", "first-line"]),
    ("vus-only", DOCTORS, ["No molecular diagnosis: variant of uncertain significance"], []),
    # Classes that differ: both, and that a person decides; the laboratory's is used.
    ("classes-differ", DOCTORS, [r"the laboratory's class \(VUS\) and the class on our file \(LP\) differ\. A person decides"], [CARDINAL, "first-line"]),
    ("classes-differ", "counselling", ["differ", "We do not know if this matters"], [CARDINAL]),
    # A disputed gene: no diagnosis, no figure, no test of relatives.
    ("disputed-gene", DOCTORS, ["No molecular diagnosis: STEAP3 variant", "disputed"], [CARDINAL, "MONDO:"]),
    ("disputed-gene", "counselling", ["disputed|in doubt|not sure"], [r"\b1 in [24]\b"]),
    # Protoporphyria: not sideroblastic anaemia, a porphyria centre, no vitamin B6.
    ("protoporphyria", DOCTORS, [r"X-linked protoporphyria \(ALAS2\), MONDO:0010420, OMIM 300752; not X-linked sideroblastic anaemia"], ["MONDO:0020721", "first-line drug"]),
    ("protoporphyria", "counselling management referral relative_letter:F07-FA relative_letter:F07-SI", ["porphyria centre", "not (?:to )?(?:X-linked )?sideroblastic anaemia", "(?:No|not take|not give your child) (?:pyridoxine|vitamin B6)"], []),
    # One recessive allele: it does not explain the anaemia; no cascade, no figure.
    ("single-recessive-allele", ALL, ["[Oo]n its own this does not explain the anaemia"], [CARDINAL + r"(?! people)", "MONDO:0008785", "half of the"]),
    ("single-recessive-allele", DOCTORS, ["One copy of SLC25A38|one copy of SLC25A38"], []),
    # A man who seems heterozygous on X: stopped, and nothing else is said.
    ("male-heterozygote", "management lab", ["STOPPED", "heterozygous or mosaic-looking call in a gene on the X chromosome", "person"], [CARDINAL, "first-line", "MONDO:0020721"]),
    # A mosaic: only a part of the cells.
    ("mosaic", DOCTORS, ["mosaic"], []),
    ("mosaic", "counselling", ["part of the cells", "Nobody can say yet if it can be passed to a child", "A geneticist should talk with you before a pregnancy"], [CARDINAL, "PGT", "SR-25"]),
    # Apparently new: low, not zero, and why; nobody's parents are called carriers.
    ("de-novo", "counselling lab referral", ["in some egg or sperm cells", "low(?: but|,) not zero"], ["mother carries"]),
    ("de-novo", "counselling management", ["[Cc]hild"], [r"50.200 mg"]),
    # Recessive: 1 in 4, a donor, a couple within the family.
    ("recessive", "counselling referral", ["1 in 4", "are a couple, and both are related to the person tested"], ["related couple"]),
    ("recessive", "counselling", ["Together the two changes explain the anaemia", "tests of the parents show it", "Please take your child to a doctor", "tested only because she or he may give stem cells", "the next generation can be tested directly"], ["This report says"]),
    ("recessive", DOCTORS, [r"sideroblastic anaemia 2 \(SLC25A38\), MONDO:0008785, OMIM 205950"], ["vitamin B6 is the first", "first-line drug"]),
    # ABCB7: neurology; vitamin B6 is no treatment of it.
    ("ataxia", DOCTORS, [r"X-linked sideroblastic anaemia with ataxia \(ABCB7\), MONDO:0010524, OMIM 301310"], ["first-line drug"]),
    ("ataxia", "counselling management referral", ["neurolog"], []),
    ("ataxia", "counselling", ["No illness of the nerves has been reported in women", "His mother has the change; his chance is 1 in 2", "Do not give your child iron tablets"], ["Women can become ill", "If his mother", "Do not take"]),
    ("de-novo", "counselling", ["if your child's hands or feet tingle", "When your child takes vitamin B6"], ["if your hands", "When you take", "Do not take"]),
]  # fmt: skip


@cache
def pages(situation):
    """Return the pages of a situation by the name of the document, as HTML."""
    basis = basis_of(situation, Site())
    return {one.name: page_of(basis, one) for one in deserved(basis)}


def text(page):
    """Return what stands between letterhead and end, one block a line, without the drawings."""
    main = re.search(r"<main>(.*)</main>", page, re.DOTALL)[1]
    return words_of(re.sub(r"<svg.*?</svg>", "", main, flags=re.DOTALL)) + "\n"


@pytest.mark.parametrize(("situation", "documents", "must", "must_not"), WORDINGS)
def test_each_situation_is_said_as_it_must_be(situation, documents, must, must_not):
    for document in documents.split():
        said = text(pages(situation)[document])
        lacking = [pattern for pattern in must if not re.search(pattern, said)]
        wrong = [found[0] for pattern in must_not if (found := re.search(pattern, said))]
        assert (lacking, wrong) == ([], []), f"{situation}, {document}"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_written_follows_from_the_situation(situation):
    names = {name.split(":")[0] for name in pages(situation)}

    if situation == "male-heterozygote":
        assert names == {"management", "lab"}
    else:
        assert names - {"relative_letter"} == {*ALL.split()}
    assert ("relative_letter" in names) == (situation in WITH_LETTERS)


WITH_LETTERS = (
    "one-finding",
    "several-findings",
    "protoporphyria",
    "de-novo",
    "recessive",
    "ataxia",
    "hostile-names",
)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_no_family_reads_a_word_of_the_avoid_list(situation):
    for name, page in pages(situation).items():
        if name == "counselling" or name.startswith("relative_letter"):
            said = text(page).split("Where this comes from")[0]
            assert avoided_in(said) == (), name


def test_hostile_names_are_printed_as_they_are_and_do_nothing():
    counselling = pages("hostile-names")["counselling"]

    assert "<p>&lt;script&gt;alert(&#39;P&#39;)&lt;/script&gt;</p>" in counselling
    assert "<p>{{7*7}} ${7*7} {% raw %}</p>" in counselling
    assert "<p>&#34;quoted&#34; &amp; &#39;quoted&#39; &lt;b&gt;bold&lt;/b&gt;</p>" in counselling
    assert not [name for name, page in pages("hostile-names").items() if "<script" in page]


# The pages as they were read --------------------------------------------------------------


def file_of(situation, document):
    return GOLDEN / f"{situation}.{document.replace(':', '-')}.txt"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_pages_are_those_that_were_read(situation):
    if RENEW:
        renew(situation)
    for document, page in pages(situation).items():
        stored = file_of(situation, document).read_text("utf-8")
        assert text(page).splitlines() == stored.splitlines(), f"{situation}, {document}"


def test_no_page_is_kept_that_is_written_no_more():
    kept = {file.name for file in GOLDEN.iterdir()}

    assert kept == {file_of(one, document).name for one in SITUATIONS for document in pages(one)}


def renew(situation):
    """Write the pages of a situation anew, and take away those it does not have any more."""
    GOLDEN.mkdir(exist_ok=True)
    for file in GOLDEN.glob(f"{situation}.*.txt"):
        file.unlink()
    for document, page in pages(situation).items():
        file_of(situation, document).write_text(text(page), encoding="utf-8")
