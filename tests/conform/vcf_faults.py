"""What is wrong with the files that the specification's validator refuses, and what we do.

The table is read by `vcf_files.py`, which holds each line of it against the program; run this
file to renew docs/vcf-faults.md: `python tests/conform/vcf_faults.py > docs/vcf-faults.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path


class Answer(StrEnum):
    """What the program does with a file that has a fault."""

    REFUSED = "refused"
    WARNED = "warned of"
    HARMLESS = "harmless"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its files, what is wrong, what we do, the words that name it, and why so.

    `files` are names as `fnmatch` knows them, without `failed_` and the ending; `versions` are
    the folders of the specification's versions that they lie in. `says` is part of what is
    printed; a harmless fault prints nothing, but where `says` is given, a file that has the
    fault and a sample besides is refused by these words.
    """

    versions: str
    files: str
    what: str
    answer: Answer
    says: str
    why: str

    def covers(self, path: Path) -> bool:
        """Whether a file below `VERSION/failed/` has this fault."""
        name = path.name.removesuffix(".vcf").removeprefix("failed_")
        return path.parts[-3:-2] != () and (
            path.parts[-3] in self.versions.split()
            and any(fnmatch(name, pattern) for pattern in self.files.split())
        )


def fault_of(path: Path) -> Fault | None:
    """Return the fault that is listed for a file below `failed/`; the first that fits."""
    return next((fault for fault in FAULTS if fault.covers(path.resolve())), None)


ALL, NEW, OLD = "4.1 4.2 4.3", "4.3", "4.1 4.2"
REFUSED, WARNED, HARMLESS = Answer

# --- why ---

GUESS = "which genotype is meant would be a guess"
ALLELE = "the allele is shown with the reason, and not interpreted: it is never matched or named"
PLACE = "the record is lost to its chromosome; what is not read must be said"
DOUBLED = "one change must not count as two, nor two genotypes pass for one"
MARK = "what the caller says against a call must not be lost; it is shown as written"
TEXT_ONLY = (
    "not read by us: our names, classes and genotypes do not rest on it; a sign of carelessness"
)
DECLARED = "fields are read from the text by their names; what is declared of them decides nothing"
UNUSED = "lines of this kind are not read: they say nothing of a call, a sample or a place"
NO_SAMPLES = "htslib cannot read such a genotype; without samples there is none"
GT_TYPE = "GT is declared with another type than String"

FAULTS: tuple[Fault, ...] = (
    # The file as a whole.
    Fault(NEW, "empty empty_sample", "The file is empty", REFUSED, "the file is empty",
          "a file cut off at its first byte is not a file without findings"),
    Fault(ALL, "fileformat_*", "The version is not stated, or with a space in it", REFUSED,
          "this version of VCF is not known here", "how to read it is not known"),
    Fault(ALL, "header_000", "A column has another name than POS", REFUSED,
          "the column names are", "the columns may have been moved"),
    Fault(ALL, "header_001", "FORMAT is the last column, no sample follows", REFUSED,
          "the header cannot be read", "the columns of the samples may have been cut off"),
    Fault(ALL, "meta_002", "A description is broken over two lines", REFUSED,
          "the header ends without the line of column names", "the line that names the samples is not found"),
    Fault(ALL, "meta_004 meta_005", "A line of the header does not begin with ##", REFUSED,
          "the header ends without the line of column names", "the line that names the samples is not found"),
    Fault(NEW, "body_no_newline_*", "The last line has no end", WARNED,
          "no line end, the file may have been cut short", "what followed may be lost"),
    Fault(OLD, "meta_pedigree_00[01]", "A genome of PEDIGREE has a space or a colon in its name; "
          "and the last line has no end", WARNED, "no line end, the file may have been cut short",
          "what followed may be lost; PEDIGREE itself is not read"),
    Fault(ALL, "body_contiguous_* body_unsorted_*", "The records are not in order", WARNED,
          "the records are not in order; all were read",
          "an index over such a file would lose records; without one all are read"),
    # Chromosome, position, alleles.
    Fault(ALL, "body_chrom_*", "The name of the chromosome holds < : , * or a space", WARNED,
          "no record is on a chromosome of these genes", PLACE),
    Fault(ALL, "body_pos_*", "POS is missing, negative or no number", REFUSED, "is not a position",
          "the record might lie in a gene of ours"),
    Fault(ALL, "body_ref_*", "REF is missing, holds a comma or a letter that is no base", WARNED,
          "holds other letters than A, C, G and T", ALLELE),
    Fault(ALL, "body_alt_00[01]", "ALT holds a letter that is no base, or a space", WARNED,
          "holds other letters than A, C, G and T", ALLELE),
    Fault(ALL, "body_alt_002", "ALT holds an empty allele (two commas)", REFUSED,
          "holds an empty allele", "the numbers of the alleles in the genotypes may be shifted"),
    Fault(ALL, "body_alt_003", "A symbolic ALT goes on behind its bracket", WARNED,
          "symbolic, structural changes are not interpreted", ALLELE),
    Fault(ALL, "body_alt_005", "A breakend has no base at either side", WARNED, "a breakend",
          ALLELE),
    Fault(ALL, "body_duplicated_00[013]", "One change stands in several records", WARNED,
          "records, with the same genotype", DOUBLED),
    # FILTER, QUAL, ID.
    Fault(ALL, "body_filter_00[12]", "FILTER begins or ends with a semicolon", WARNED,
          "FILTER holds an empty value", MARK),
    Fault(ALL, "body_filter_003", "FILTER holds a space", WARNED, "FILTER holds a space", MARK),
    Fault(OLD, "body_filter_004", "FILTER names 0 among others", WARNED,
          "FILTER holds what is no filter", MARK),
    Fault(NEW, "body_filter_004", "FILTER names a filter twice", WARNED,
          "FILTER holds a value twice", MARK),
    Fault(ALL, "body_filter_00[05]", "FILTER names . or 0 among others", WARNED,
          "FILTER holds what is no filter", MARK),
    Fault(ALL, "body_qual_*", "QUAL is no number, or negative", WARNED, "QUAL is no number",
          TEXT_ONLY),
    Fault(ALL, "body_id_000", "ID holds a space", WARNED, "ID holds a space", TEXT_ONLY),
    Fault(ALL, "body_id_00[12]", "ID begins or ends with a semicolon", WARNED,
          "ID holds an empty value", TEXT_ONLY),
    Fault(NEW, "body_id_003", "ID names one thing twice", WARNED, "ID holds a value twice",
          TEXT_ONLY),
    # FORMAT and the genotypes.
    Fault(ALL, "body_format_002", "GT is not the first field", REFUSED, "GT not as the first",
          GUESS),
    Fault(NEW, "body_format_005", "FORMAT names a field twice", REFUSED, "names a field twice",
          "which of two values counts would be a guess"),
    Fault(OLD, "body_format_004", "A genotype with a sign too many (0/|1)", REFUSED,
          "is not a genotype", GUESS),
    Fault(NEW, "body_format_006", "A genotype with a sign too many (0/|1)", REFUSED,
          "is not a genotype", GUESS),
    Fault(OLD, "body_format_003", "A FORMAT field has an underscore in its name", HARMLESS, "",
          "version 4.3 allows the underscore; the field is not one that we read"),
    Fault(ALL, "body_format_00[01347]", "The name of a FORMAT field is empty, holds a space or a "
          "sign, or begins with a digit", WARNED, "is not a name", TEXT_ONLY),
    Fault(ALL, "body_sample_00[02]", "A genotype that is none (1/C, 0.000)", REFUSED,
          "is not a genotype", GUESS),
    Fault(ALL, "body_sample_001", "A genotype names an allele beyond the last", REFUSED,
          "names allele 3, the record has 2",
          "htslib reads it as not called, without a word; " + GUESS),
    Fault(ALL, "body_sample_003", "A sample has more values than FORMAT has names", REFUSED,
          "has more values than FORMAT has names", "which value is which would be a guess"),
    Fault(ALL, "body_sample_007 body_sample_008", "A FORMAT value is no number, as declared",
          REFUSED, "holds a value that is no", "htslib stops half way through such a file"),
    Fault(ALL, "body_sample_009", "A FORMAT value has several letters, one is declared", HARMLESS,
          "", "the field is not one that we read"),
    Fault(ALL, "body_sample_011", "Two samples have one name", REFUSED,
          "stands in more than one column", "a finding could go to the wrong person"),
    Fault(ALL, "body_sample_*", "A FORMAT field holds another number of values than is declared",
          WARNED, "holds another number of values than it is declared with",
          "the values might belong to other alleles"),
    Fault(ALL, "body_samples_ploidy_*", "PL does not fit the alleles and the copies of GT", WARNED,
          "FORMAT PL holds another number of values", "alleles or copies may have been lost"),
    Fault(ALL, "body_duplicated_002", "One change stands in a record of several alleles and in one "
          "of its own", WARNED, "holds another number of values than it is declared with",
          "where the reference is known, the allele is found in both; " + DOUBLED),
    # INFO.
    Fault(ALL, "body_info_001 body_info_004 body_info_006 body_info_013 body_info_016 "
          "body_info_021 body_info_023 body_info_036", "A number of INFO is negative", WARNED,
          "is negative", TEXT_ONLY),
    Fault(ALL, "body_info_012 body_info_019 body_info_02[05679]", "A flag of INFO has a value",
          WARNED, "is a flag and has a value", TEXT_ONLY),
    Fault(ALL, "body_info_000 body_info_03[01]", "An INFO field holds another number of values "
          "than is declared", WARNED, "holds another number of values than it is declared with",
          TEXT_ONLY),
    Fault("4.2", "body_info_033", "An INFO field holds another number of values than is declared",
          WARNED, "holds another number of values than it is declared with", TEXT_ONLY),
    Fault(NEW, "body_info_033", "INFO names a key twice", WARNED, "INFO holds a key twice",
          TEXT_ONLY),
    Fault(ALL, "body_info_028", "The name of an INFO field holds a space", WARNED,
          "is not a name", TEXT_ONLY),
    Fault("4.1", "body_info_035", "An INFO value has several letters, one is declared", HARMLESS,
          "", "the field is not one that we read"),
    Fault(NEW, "body_info_integer_*", "A whole number of INFO is larger than 32 bits", HARMLESS, "",
          "numbers of INFO are read from the text, not from the 32 bits of a library"),
    Fault(ALL, "body_info_*", "An INFO value is not of the type that is declared or reserved",
          WARNED, "holds a value that is no", TEXT_ONLY),
    # The header.
    Fault(ALL, "meta_contig_002", "The name of a contig holds a comma; its length fits no build",
          WARNED, "the file is on neither GRCh37 nor GRCh38",
          "with a sample it is refused: the build is not one of ours"),
    Fault(ALL, "meta_contig_*", "A contig has no name, or one with a space or a sign", HARMLESS, "",
          "a contig counts only by its length, and only under the name of a chromosome"),
    Fault(ALL, "meta_00[0136789]", "A line of the header is no pair of key and value, or its "
          "quotes or brackets are not closed", HARMLESS, "",
          "such a line declares nothing; fields are read from the text by their names"),
    Fault(ALL, "meta_alt_*", "A symbolic allele is declared in a wrong way", HARMLESS, "",
          "declarations of ALT are not read; symbolic alleles are never interpreted"),
    Fault(ALL, "meta_assembly_*", "The address of the assembly is none", HARMLESS, "",
          "an address is no sign of the build here"),
    Fault("4.1", "meta_format_017", GT_TYPE, HARMLESS, "the record cannot be read", NO_SAMPLES),
    Fault("4.2", "meta_format_016", GT_TYPE, HARMLESS, "the record cannot be read", NO_SAMPLES),
    Fault("4.3", "meta_format_022", GT_TYPE, HARMLESS, "the record cannot be read", NO_SAMPLES),
    Fault(ALL, "meta_format_*", "A FORMAT field is declared in a wrong way: number, type, order "
          "or quotes", HARMLESS, "", DECLARED + "; so for AD, DP, GQ, FT and PS"),
    Fault("4.1", "meta_info_014 meta_info_020", "A declared number of values is not the reserved "
          "one", WARNED, "holds another number of values than it is declared with", TEXT_ONLY),
    Fault("4.2", "meta_info_013 meta_info_019 meta_info_026", "A declared number of values is not "
          "the reserved one", WARNED, "holds another number of values than it is declared with",
          TEXT_ONLY),
    Fault(NEW, "meta_info_008 meta_info_010 meta_info_012 meta_info_019 meta_info_025 "
          "meta_info_032", "A declared number or type of values is not the reserved one", WARNED,
          "holds another number of values than it is declared with", TEXT_ONLY),
    Fault("4.1", "meta_info_015 meta_info_016", "CIGAR is declared in a wrong way", WARNED,
          "holds a value that is no CIGAR", TEXT_ONLY),
    Fault("4.2", "meta_info_014 meta_info_015", "CIGAR is declared in a wrong way", WARNED,
          "holds a value that is no CIGAR", TEXT_ONLY),
    Fault(NEW, "meta_info_020 meta_info_021", "CIGAR is declared in a wrong way", WARNED,
          "holds a value that is no CIGAR", TEXT_ONLY),
    Fault(ALL, "meta_info_*", "An INFO field is declared in a wrong way: number, type, order or "
          "quotes", HARMLESS, "", DECLARED),
    Fault(NEW, "meta_meta_*", "A META line is wrong: number, type, order or brackets", HARMLESS, "",
          UNUSED),
    Fault(NEW, "meta_pedigree_*", "A PEDIGREE line has no id, or a value that is none", HARMLESS,
          "", "families come from the case or from a PED file, never from the header"),
    Fault(ALL, "meta_pedigreedb_*", "The address of the pedigree database is none", HARMLESS, "",
          UNUSED),
    Fault(ALL, "meta_sample_*", "A SAMPLE line is wrong: id, genomes or quotes", HARMLESS, "",
          "the names of the samples are those of the columns, and no others"),
)  # fmt: skip

HEAD = """# Faults in VCF files, and what is done about them

The public test files of the VCF specification (`test/vcf/VERSION/failed/` of samtools/hts-specs)
hold one fault each. A file is **refused** with one line, or the fault is **warned of**, wherever it
can change a call, a sample, a position or the build. Any other file is read: what is wrong with it
is **harmless** to our reading, for the reason given here.

Made from the table of `tests/conform/vcf_faults.py` by running that file. `./dev conform vcf PATH`
holds each line of it against the program: a file that is listed as harmless and is no longer
read without a word fails, as does one whose fault is no longer named in these words. What is listed
as harmless is proved so: a file without samples is read once more with a sample put in, and its
genotypes must be those that were put in, or the file is refused where this page says so.
`tests/conform/test_vcf_runner.py` keeps this page.

Files that no line names (other versions, other folders) must be refused or warned of.

| version | files (`failed_….vcf`) | what is wrong | what is done | why |
|---|---|---|---|---|
"""


def page() -> str:
    """Return docs/vcf-faults.md."""
    order = sorted(FAULTS, key=lambda fault: list(Answer).index(fault.answer))
    rows = ([cell.replace("|", "\\|") for cell in _cells(fault)] for fault in order)
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(fault: Fault) -> Iterator[str]:
    yield ", ".join(fault.versions.split())
    yield ", ".join(f"`{name}`" for name in fault.files.split())
    yield fault.what
    with_samples = "; with a sample refused" if fault.answer is Answer.HARMLESS else ""
    yield f"{fault.answer}{with_samples}: “{fault.says}”" if fault.says else fault.answer
    yield fault.why


if __name__ == "__main__":
    print(page(), end="")
