"""The genotypes of a cohort: the same as one by one, the same as pysam, and no cost for most."""

import subprocess
import tracemalloc
from itertools import islice

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vcf_helpers import COLUMNS

from genetics.errors import InputRejected
from genetics.genotypes import copies_of
from genetics.intervals import Interval
from genetics.readers.cohort_columns import FROM_SAMPLES, cohort_columns
from genetics.readers.genotype_columns import GenotypeReader
from genetics.readers.numbers import Unreliable
from genetics.readers.on_demand import AllBut, Called, Texts
from genetics.readers.territory import Territory
from genetics.readers.vcf import read_vcf

ODD = ("0", "1", ".", "./.", "./1", "0/.", "0/10", "10|1", "/0|0", "|0/1", "0/0/1", "00/0", "0/00")
PLAIN = ("0/0", "0|0", "0/0", "0/1", "1|0", "1/1", "2/1")
MISSHAPEN = ("", "0/", "/", "0/0/", "x", "0-0", "0/0 ", "é/0", "٠/٠", "\ud800", "0/12", "1" * 12)
FORMATS = (
    ["GT"],
    ["GT", "AD"],
    ["GT", "AD", "DP", "GQ", "PL"],
    ["GT", "DP", "AD"],
    ["GT", "DP"],
    ["GT", "FT", "DP"],
    ["GT", "RO", "AO"],
    ["GT", "CN"],
    ["GT", "AD", "AF", "PS"],
    ["DP", "AD"],
    [""],
)

numbers = st.sampled_from(("0", "1", "2", "3", "9", "10", "31", ".", "", "00", "-1", "3" * 19, "٣"))
counts = st.lists(numbers, min_size=1, max_size=4).map(",".join)
usual_counts = st.sampled_from(("30,0", "30,1", "30,2", "30,3", "5,0", "3,3", "0,0", "30,0,0"))
values = st.one_of(usual_counts, counts, st.sampled_from(("0", ".", "PASS", "30", "q10", "0.5")))
genotypes = st.one_of(st.sampled_from(PLAIN), st.sampled_from(ODD), st.sampled_from(MISSHAPEN))


@st.composite
def columns_of_a_record(draw, genotype=genotypes):
    keys = draw(st.sampled_from(FORMATS))
    more = st.lists(values, max_size=len(keys)).map(lambda rest: "".join(f":{v}" for v in rest))
    odd = draw(st.lists(st.tuples(genotype, more).map("".join), min_size=1, max_size=12))
    usual = ":".join(["0/0", *("30" if key == "DP" else "30,0" for key in keys[1:])])
    columns = [usual] * draw(st.integers(0, 5)) + odd
    return keys, draw(st.permutations(columns))


def read(way, *of):
    """What was read, or why it cannot be relied on."""
    try:
        read = way(*of)
    except Unreliable as error:
        return str(error)
    return (
        tuple(read.texts),
        tuple(read.genotypes),
        tuple(read.plainly_reference),
        read.contradicted,
    )


def named(columns):
    return tuple((f"s{number}", 9 + number) for number in range(len(columns)))


@settings(max_examples=300, deadline=None)
@given(columns_of_a_record(), st.integers(0, 11), st.sets(st.integers(0, 5)))
def test_a_cohort_is_read_as_its_columns_are_one_by_one(record, alts, in_full):
    keys, columns = record
    reader, samples = GenotypeReader(keys, alts), named(columns)
    parents = {f"s{number}" for number in in_full}

    at_once = read(reader.read_cohort, "\t".join(columns), samples, parents)

    whole = [""] * 9 + columns
    assert at_once == read(reader.read_one_by_one, whole, samples, parents)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(PLAIN + ODD), min_size=FROM_SAMPLES, max_size=FROM_SAMPLES + 9))
def test_every_genotype_of_a_cohort_is_that_of_pysam(tmp_path_factory, texts):
    import pysam

    samples, alts = named(texts), [f"{'A' * n}C" for n in range(1, 11)]
    path = tmp_path_factory.mktemp("cohort") / "cohort.vcf"
    head = [
        "##fileformat=VCFv4.4",
        "##contig=<ID=3,length=200000000>",
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        "\t".join((*COLUMNS, *(sample for sample, _ in samples))),
    ]
    record = ["3", "5", ".", "A", ",".join(alts), ".", ".", ".", "GT", *texts]
    path.write_text("\n".join([*head, "\t".join(record)]) + "\n")

    read = GenotypeReader(["GT"], len(alts)).read_cohort("\t".join(record[9:]), samples, ())

    with pysam.VariantFile(str(path)) as vcf:
        by_pysam = {call.name: call.allele_indices for call in next(iter(vcf)).samples.values()}
    assert isinstance(read.texts, Texts)
    ours = {s: copies_of(text) for (s, _), text in zip(samples, read.texts, strict=True)}
    assert ours == by_pysam
    assert {g.sample: g.copies for g in read.genotypes}.items() <= by_pysam.items()
    assert all(set(by_pysam[sample]) == {0} for sample in read.plainly_reference)
    assert len(read.genotypes) + len(read.plainly_reference) == len(samples)


@pytest.mark.parametrize("column", [*ODD, "0/0:0,30:30", "0/0:27,3:30", "0/0:30,0:0", "0/1:9,9:18"])
def test_who_is_not_plainly_reference_is_read_by_the_exact_way(column):
    columns = ["0/0:30,0:30"] * FROM_SAMPLES
    columns[7] = column

    apart = cohort_columns("\t".join(columns), len(columns)).apart(["GT", "AD", "DP"], 1)

    assert apart.numbers.tolist() == [7]
    assert list(apart.written) == [column]
    assert apart.written.one(0) == column


@pytest.mark.parametrize("column", ["0/0", "0|0", "0/0:.", "0/0:", "0/0:30,2:30", "0|0:30,0"])
def test_a_reference_genotype_is_known_at_once(column):
    columns = ["0/1:15,15:30", *[column] * FROM_SAMPLES]

    apart = cohort_columns("\t".join(columns), len(columns)).apart(["GT", "AD", "DP"], 1)

    assert apart.numbers.tolist() == [0]


def test_a_record_with_another_number_of_columns_is_not_read_as_a_cohort():
    assert cohort_columns("0/0\t0/0", 3) is None
    assert cohort_columns("0/0\t0/0\t0/0\t0/0", 3) is None
    assert list(cohort_columns("0/1\t0\t10/0", 3).apart(["GT"], 1).written) == ["0/1", "0", "10/0"]


def test_samples_are_read_in_the_order_asked_for():
    columns = [""] * 9 + ["0/0"] * 100 + ["0/1", "1/1"]
    samples = tuple((f"s{column}", column) for column in range(110, 20, -1))

    read = GenotypeReader(["GT"], 1).read_cohort(
        "\t".join(columns[c] for _, c in samples), samples, ()
    )

    assert [(g.sample, g.text) for g in read.genotypes] == [("s110", "1/1"), ("s109", "0/1")]
    assert read.texts[:3] == ("1/1", "0/1", "0/0")
    assert read.texts[-1] == "0/0"
    assert list(read.plainly_reference)[:2] == ["s108", "s107"]


def test_what_is_kept_of_a_record_does_not_grow_with_those_who_are_reference():
    def kept(people):
        samples = tuple((f"s{n}", 9 + n) for n in range(people))
        text = "\t".join(["0/0"] * (people - 2) + ["0/1", "1|1"])
        reader = GenotypeReader(["GT"], 1)
        reader.read_cohort(text, samples, ())
        tracemalloc.start()
        records = [reader.read_cohort(text, samples, ()) for _ in range(20)]
        size, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert all(len(record.plainly_reference) == people - 2 for record in records)
        return size

    assert kept(20_000) < 1.5 * kept(200)


def test_the_sequences_behave_as_the_tuples_that_they_stand_for():
    texts = Texts(4, "0/0", (([2], ["0/1:9"]),))
    assert (len(texts), texts[2], texts[-1], texts[1:3]) == (4, "0/1", "0/0", ("0/0", "0/1"))
    assert list(texts) == [texts[n] for n in range(4)]
    with pytest.raises(IndexError):
        texts[4]
    names = AllBut((("a", 9), ("b", 10), ("c", 11)), np.array([1]))
    assert (len(names), tuple(names), names[1], names[-2:]) == (2, ("a", "c"), "c", ("a", "c"))


def test_every_record_of_the_corpus_is_read_as_a_cohort_as_it_is_one_by_one(shared):
    compared = 0
    for file in sorted((shared / "vcf").rglob("*.vcf")):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in islice((one for one in lines if not one.startswith("#")), 60):
                columns = line.rstrip("\r\n").split("\t")
                keys = columns[8].split(":") if len(columns) > 9 else ["GT", "GT"]
                if len(set(keys)) == len(keys):  # all others are refused before
                    alts = columns[4].count(",") + 1
                    reader, samples = GenotypeReader(keys, alts), named(columns[9:])
                    at_once = read(reader.read_cohort, "\t".join(columns[9:]), samples, ())
                    assert at_once == read(reader.read_one_by_one, columns, samples, ()), line
                    compared += 1
    assert compared > 100


# --- a whole file of a cohort ---

FIRST = ("0/1", "1|0", "1/1", "1|1", "./.", ".|.", "./1", "1", "0|2", "2/1", "2/2", "1/2", "/0|1")
CARRIED = frozenset("12")
FORMAT_LINES = (
    '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads of each allele">',
)
STRETCHES = {"3": (Interval("3", 900, 1100),)}
TERRITORY = Territory(STRETCHES, STRETCHES)


def cohort_file(folder, rows):
    """Write a file in which most people are reference, and the first ones have what is given."""
    people = FROM_SAMPLES + 20
    names = "\t".join(f"s{number}" for number in range(people))
    lines = [
        "##fileformat=VCFv4.4",
        "##contig=<ID=chr3>",
        *FORMAT_LINES,
        "\t".join((*COLUMNS, names)),
    ]
    for pos, form, first in rows:
        usual = ["0/0:30,0,0" if form == "GT:AD" else "0/0"] * (people - len(first))
        lines.append(
            "\t".join(["chr3", str(pos), ".", "A", "C,G", ".", "PASS", ".", form, *first, *usual])
        )
    path = folder / "cohort.vcf"
    path.write_text("\n".join(lines) + "\n")
    return path


ROWS = (
    (1000, "GT", FIRST),
    (1010, "GT", ["0/1", "0|1"]),
    (1020, "GT:AD", [f"{one}:15,15,0" for one in FIRST]),
    (1030, "GT", []),
)


def test_the_carriers_of_a_cohort_are_those_that_bcftools_finds(tmp_path):
    # bcftools 1.16 does not know the sign before the first copy, nor takes half a call for one
    path = cohort_file(
        tmp_path,
        [(1000, "GT", [one for one in FIRST if one not in {"./1", "/0|1"}]), ROWS[1], ROWS[3]],
    )
    asked = ["bcftools", "query", "-i", 'GT="alt"', "-f", "%POS[ %SAMPLE]\n", path]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    reading = read_vcf(path, TERRITORY)
    found = {
        str(record.pos): [one.sample for one in record.genotypes if CARRIED & set(one.text)]
        for record in reading.records
    }
    assert {pos: who for pos, who in found.items() if who} == {
        line.split()[0]: line.split()[1:] for line in told
    }


def test_samples_asked_for_are_read_as_those_of_the_whole_cohort(tmp_path):
    path = cohort_file(tmp_path, ROWS)
    whole, few = read_vcf(path, TERRITORY), read_vcf(path, TERRITORY, ["s0", "s5", "s9"])
    for all_of_them, asked_for in zip(whole.records, few.records, strict=True):
        wanted = [one for one in all_of_them.genotypes if one.sample in {"s0", "s5", "s9"}]
        assert list(asked_for.genotypes) == wanted


def test_a_way_of_writing_that_pysam_reads_otherwise_is_refused(tmp_path, monkeypatch):
    path = cohort_file(tmp_path, ROWS[:2])
    monkeypatch.setattr(Called, "one_of_each", lambda self: (("2/2", next(iter(self))),))
    with pytest.raises(InputRejected, match=r"two readings of chr3:1000 disagree .*s0 \(2, 2\)"):
        read_vcf(path, TERRITORY)


@pytest.mark.parametrize("column", ["0/3", "x", "0/1:9"])
def test_one_genotype_that_is_none_refuses_the_file(tmp_path, column):
    path = cohort_file(tmp_path, [(1000, "GT", ["0/1", "0/0", column])])
    with pytest.raises(InputRejected, match="sample s2"):
        read_vcf(path, TERRITORY)


def test_a_record_of_a_cohort_with_a_column_too_few_is_refused(tmp_path):
    path = cohort_file(tmp_path, ROWS[:1])
    path.write_text(path.read_text()[: -len("\t0/0\n")] + "\n")
    with pytest.raises(InputRejected, match="columns, the header"):
        read_vcf(path, TERRITORY)


# --- what is wrong in one column is told alike on both sides of FROM_SAMPLES ---

# Faults in the column of somebody who is plainly reference, with what is said of the file.
FAULTS = {
    "0/0:30,0:30": None,
    "0/0": None,
    "0/0:.:.": None,
    "0/0::30": None,
    "0/0:30,0,0:30": "AD holds another number of values",  # noted, as pysam takes it
    "0/0:30:30": "AD holds another number of values",
    "0/0:30,0:30:9": "more values than FORMAT has names",
    "0/0:30,0:abc": "DP holds a value that is no Integer",
    "0/0:30,0:3.5": "DP holds a value that is no Integer",
    "0/0:30,0:3-3": "DP holds a value that is no Integer",
    "0/0:30,0:..": "DP holds a value that is no Integer",
    "0/0:30,0:3/4": "DP holds a value that is no Integer",
    "0/0:30,x:30": "AD holds a value that is no Integer",
    "0/0:30,0:-3": "DP is negative",
    "0/0:30,0:1" + "0" * 12: None,
    "0/0:30,0:1" + "0" * 20: "no number that can be meant",
}


def told_of(folder, people, column, others):
    """What is said of a file in which the third column is this one: why refused, or notes."""
    columns = ["0/1:15,15:30", others, column, *[others] * (people - 3)]
    names = "\t".join(f"s{number}" for number in range(people))
    depth = '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">'
    lines = ["##fileformat=VCFv4.2", "##contig=<ID=chr3>", *FORMAT_LINES, depth]
    lines.append("\t".join((*COLUMNS, names)))
    lines.append("\t".join(["chr3", "1000", ".", "A", "C", ".", ".", ".", "GT:AD:DP", *columns]))
    path = folder / f"{people}.vcf"
    path.write_text("\n".join(lines) + "\n")
    try:
        reading = read_vcf(path, TERRITORY)
    except InputRejected as error:
        return "refused", [mistake.what for mistake in error.mistakes]
    texts = tuple(reading.records[0].texts)
    assert (texts[0], texts[2]) == ("0/1", column.partition(":")[0])
    return "read", list(reading.warnings)


@pytest.mark.parametrize("others", ["0/0:30,0:30", "0|0:5,0", "0/0:30,0:."])
@pytest.mark.parametrize(("column", "said"), FAULTS.items())
def test_a_fault_in_one_column_is_told_alike_in_a_cohort_and_below(tmp_path, column, said, others):
    below = told_of(tmp_path, FROM_SAMPLES - 1, column, others)
    cohort = told_of(tmp_path, FROM_SAMPLES, column, others)

    assert below == cohort
    assert (said is None and below == ("read", [])) or any(said in one for one in below[1])


odd_values = st.text(st.sampled_from("0123456789.,/|-:xe "), max_size=6)
usual_values = st.sampled_from(("30,0", "30", ".", "0", "", "3,.", ".,."))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(odd_values | usual_values, usual_values), min_size=1, max_size=4))
def test_what_is_proven_to_be_numbers_is_read_by_pysam(tmp_path_factory, more):
    columns = [f"0/0:{ad}:{dp}" for ad, dp in more]
    cohort = cohort_columns("\t".join(columns), len(columns))
    if cohort is not None and cohort.are_numbers and max(c.count(":") for c in columns) < 3:
        folder = tmp_path_factory.mktemp("numbers")
        path = folder / "few.vcf"
        names = "\t".join(f"s{number}" for number in range(len(columns)))
        depth = '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">'
        lines = ["##fileformat=VCFv4.2", "##contig=<ID=chr3>", *FORMAT_LINES, depth]
        lines.append("\t".join((*COLUMNS, names)))
        lines.append("\t".join(["chr3", "9", ".", "A", "C", ".", ".", ".", "GT:AD:DP", *columns]))
        path.write_text("\n".join(lines) + "\n")
        import pysam

        with pysam.VariantFile(str(path)) as vcf:
            record = next(iter(vcf))
        assert [one.allele_indices for one in record.samples.values()] == [(0, 0)] * len(columns)
