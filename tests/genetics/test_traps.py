"""One small file for each trap: what is found, read, not called, refused, and in which words."""

from pathlib import Path

import pytest
from vcf_helpers import sentences, warnings_of_findings

from genetics.callability import PLAIN_VCF
from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.results import GeneStatus
from genetics.variants import Assembly

M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN

ALAS2 = "person: ALAS2 c.475G>T is"
SLC25A38 = "person: SLC25A38 c.349C>T is"
STEAP3 = "person: STEAP3 c.330C>A is"
ABCB7 = "person: ABCB7 c.868G>A is"
OUTSIDE = "outside the region of interest (coding sequence ± 8 bp, promoter, enhancer)"
PRESENT = "present, other copy not called"


def found(panel, vcfs: Path, trap: str, sex: Sex = F, **more) -> object:
    return find(vcfs / f"{trap}.vcf", panel, sexes={"person": sex}, **more)


@pytest.mark.parametrize(
    ("trap", "sex", "expected"),
    [
        # copies on X
        ("x_one_copy", M, [f"{ALAS2} hemizygous, class P"]),
        ("x_one_copy", F, [f"{ALAS2} hemizygous, class P"]),
        ("x_one_copy", U, [f"{ALAS2} {PRESENT}, class P"]),
        ("x_two_copies_alike", M, [f"{ALAS2} hemizygous, class P", f"{ABCB7} hemizygous, class LP"]),
        ("x_two_copies_alike", F, [f"{ALAS2} homozygous, class P", f"{ABCB7} homozygous, class LP"]),
        ("x_two_copies_alike", U, [f"{ALAS2} {PRESENT}, class P", f"{ABCB7} {PRESENT}, class LP"]),
        ("x_two_copies_different", M, [f"{ALAS2} heterozygous, class P"]),
        ("x_two_copies_different", F, [f"{ALAS2} heterozygous, class P"]),
        ("x_two_copies_different", U, [f"{ALAS2} {PRESENT}, class P"]),
        (
            "x_two_different_alternatives",
            F,
            [f"{ALAS2} heterozygous, class P", "person: ALAS2 c.475G>A is heterozygous, class VUS"],
        ),
        ("x_single_reference_copy", F, []),
        ("autosome_one_copy", F, [f"{SLC25A38} {PRESENT}, class P"]),
        ("three_copies", F, [f"{SLC25A38} of no zygosity, class P"]),
        # not called
        (
            "no_call",
            F,
            [
                "person: ALAS2 55021215 C>A not called: not called (./.)",
                "person: SLC25A38 39391513 C>T not called: not called (.)",
            ],
        ),
        (
            "no_genotype_field",
            F,
            ["person: ALAS2 55021215 C>A not called: no genotype is given (no GT)"],
        ),
        (
            "depth_zero_reference",
            F,
            ["person: SLC25A38 39391513 C>T not called: depth 0: no read supports the genotype 0/0"],
        ),
        (
            "depth_zero_variant",
            F,
            ["person: SLC25A38 39391513 C>T not called: depth 0: no read supports the genotype 0/1"],
        ),
        ("half_call_with_allele", F, [f"{ALAS2} {PRESENT}, class P", f"{SLC25A38} {PRESENT}, class P"]),
        ("half_call_with_allele", M, [f"{ALAS2} {PRESENT}, class P", f"{SLC25A38} {PRESENT}, class P"]),
        (
            "half_call_without_allele",
            F,
            ["person: SLC25A38 39391513 C>T not called: half call ./0: one copy was not called"],
        ),
        (
            "no_call_without_alternative",
            F,
            ["person: SLC25A38 39391513 C>. not called: not called (./.)"],
        ),
        ("reference_call_without_alternative", F, []),
        # alleles
        (
            "two_alternatives_each_by_itself",
            F,
            [
                "person: SLC25A38 c.388G>A is heterozygous, class LP",
                "person: SLC25A38 c.388G>C is heterozygous, class VUS",
            ],
        ),
        (
            "alternative_not_carried",
            F,
            ["person: SLC25A38 c.388G>C is heterozygous, class VUS"],
        ),
        ("not_trimmed", F, [f"{SLC25A38} heterozygous, class P"]),
        ("lower_case", F, [f"{SLC25A38} heterozygous, class P"]),
        (
            "not_left_aligned",
            F,
            ["person: SLC25A38 GRCh38 3:39391498 AA>A is heterozygous, class VUS"],
        ),
        (
            "spanning_deletion_star",
            F,
            [
                f"{SLC25A38} heterozygous, class P",
                "person: SLC25A38 39391513 C>* only read: allele *: a deletion that another record describes; none of this file does",
            ],
        ),
        (
            "symbolic_deletion_that_reaches_in",
            F,
            [
                "person: ALAS2 55000000 N><DEL> only read: allele <DEL>: symbolic, structural changes are not interpreted"
            ],
        ),
        (
            "symbolic_deletion_by_length",
            F,
            [
                "person: ALAS2 55000000 N><DEL> only read: allele <DEL>: symbolic, structural changes are not interpreted"
            ],
        ),
        (
            "long_deletion_that_reaches_in",
            F,
            [
                "person: SLC25A38 GRCh38 3:39390400 ACGTACGTACGTACGTACGT>A is heterozygous, class VUS"
            ],
        ),
        ("reference_block", F, [f"{SLC25A38} heterozygous, class P"]),
        (
            "breakend",
            F,
            [
                "person: SLC25A38 39391513 C>C[chr2:100[ only read: allele C[chr2:100[: a breakend, structural changes are not interpreted"
            ],
        ),
        (
            "odd_letters",
            F,
            [
                "person: SLC25A38 39391513 N>T only read: REF N holds other letters than A, C, G and T",
                "person: SLC25A38 39391515 C>R only read: allele R holds other letters than A, C, G and T",
            ],
        ),
        (
            "same_as_reference",
            F,
            ["person: SLC25A38 39391513 C>c only read: allele c is the same as REF"],
        ),
        # the same allele more than once
        ("same_allele_twice", F, [f"{SLC25A38} heterozygous, class P"]),
        (
            "same_allele_two_genotypes",
            F,
            [
                f"{SLC25A38} heterozygous, class P, withheld: 2 records give different genotypes for the same allele: 0/1, 1/1"
            ],
        ),
        (
            "same_allele_called_and_absent",
            F,
            [
                f"{SLC25A38} heterozygous, class P, withheld: the allele is called (0/1) in one record and absent in another"
            ],
        ),
        # where
        (
            "outside_region_of_interest",
            F,
            [
                f"person: SLC25A38 39391700 A>G only read: {OUTSIDE}",
                f"person: SLC25A38 39391629 A>G only read: {OUTSIDE}",
            ],
        ),
        (
            "last_base_of_region_of_interest",
            F,
            ["person: SLC25A38 c.456+8A>G is heterozygous, class VUS"],
        ),
        (
            "promoter_and_enhancer",
            F,
            [
                "person: ALAS2 c.-258C>G is heterozygous, class VUS",
                "person: ALAS2 c.-15-2187T>C is heterozygous, class VUS",
            ],
        ),
        ("without_chr", M, [f"{ALAS2} hemizygous, class P", f"{SLC25A38} heterozygous, class P"]),
        ("both_ways_to_name_x", F, [f"{ALAS2} heterozygous, class P", f"{ABCB7} heterozygous, class LP"]),
        (
            "not_in_order",
            F,
            [
                f"{ALAS2} heterozygous, class P",
                f"{SLC25A38} heterozygous, class P",
                f"{STEAP3} heterozygous, class VUS",
                f"{ABCB7} heterozygous, class LP",
            ],
        ),
        ("contigs_by_accession", F, []),
        # classes
        (
            "only_old_unreviewed_classes",
            F,
            ["person: SLC25A38 c.277-1G>A is heterozygous, class VUS"],
        ),
        ("benign_only", F, ["person: SLC25A38 c.165G>A is heterozygous, class B"]),
        ("alas2_exon_11", F, ["person: ALAS2 c.1706_1709del is heterozygous, class P"]),
        # quality
        ("filter_failed", F, [f"{ALAS2} heterozygous, class P", f"{SLC25A38} heterozygous, class P"]),
        ("filter_of_the_sample", F, [f"{ALAS2} heterozygous, class P"]),
        ("no_read_shows_the_allele", F, [f"{SLC25A38} heterozygous, class P, withheld: the genotype 0/1 names the allele, but none of 30 reads shows it"]),
        ("reads_against_reference", F, ["person: SLC25A38 39391513 C>T not called: the genotype says reference (0/0), but 8 of 20 reads show the allele"]),
        ("reads_of_another_number_of_alleles", F, [f"{SLC25A38} heterozygous, class P"]),
        ("share_stated_by_the_caller", F, [f"{SLC25A38} heterozygous, class P"]),
        ("two_stated_shares_disagree", F, [f"{SLC25A38} heterozygous, class P"]),
        ("stated_share_against_reads", F, [f"{SLC25A38} heterozygous, class P"]),
        ("names_an_allele_of_none", F, [f"{ALAS2} heterozygous, class P", "person: SLC25A38 39391513 C>. not called: the genotype 0|1 names allele 1, and the record has none"]),
        ("local_alleles", F, [f"{SLC25A38} heterozygous, class P"]),
        ("sign_before_the_first_copy", F, [f"{SLC25A38} heterozygous, class P"]),
        ("sample_not_in_ascii", F, ["Jürgen: SLC25A38 c.349C>T is heterozygous, class P"]),
        ("tags_not_declared", F, [f"{ALAS2} heterozygous, class P", f"{SLC25A38} heterozygous, class P"]),
        ("contigs_without_length", F, [f"{ALAS2} heterozygous, class P", f"{SLC25A38} heterozygous, class P", f"{STEAP3} heterozygous, class VUS", f"{ABCB7} heterozygous, class LP"]),
        (
            "stars_and_their_deletions",
            F,
            [
                f"{SLC25A38} heterozygous, class P",
                f"person: SLC25A38 39390900 CAA>C only read: {OUTSIDE}",
                "person: SLC25A38 39390901 A>* only read: allele *: a deletion that another record describes: 3:39390900 CAA>C",
                f"person: SLC25A38 39390901 A>T only read: {OUTSIDE}",
                "person: SLC25A38 39391513 C>* only read: allele *: a deletion that another record describes; none of this file does",
            ],
        ),
        ("sites_only", F, []),
        # the file itself
        ("build_by_bases", F, [f"{ALAS2} heterozygous, class P", f"{SLC25A38} heterozygous, class P", f"{STEAP3} heterozygous, class VUS", f"{ABCB7} heterozygous, class LP"]),
        ("header_only", F, []),
        ("no_line_end", F, [f"{SLC25A38} heterozygous, class P"]),
        ("windows_line_ends", F, [f"{SLC25A38} heterozygous, class P"]),
        ("byte_order_mark", F, [f"{SLC25A38} heterozygous, class P"]),
        ("departs_from_the_specification", F, [f"{SLC25A38} heterozygous, class P", f"{STEAP3} heterozygous, class VUS"]),
    ],
)  # fmt: skip
def test_what_a_trap_holds(panel, vcfs, trap, sex, expected):
    said = sentences(found(panel, vcfs, trap, sex))

    assert [line for line in said if not line.endswith(" found")] == expected
    genes_found = {line.split()[1] for line in said if line.endswith(" found")}
    assert genes_found == {
        line.split()[1] for line in expected if ", class " in line and not line.endswith(" class B")
    }


@pytest.mark.parametrize(
    ("trap", "sex", "warning"),
    [
        ("x_one_copy", F, "SEX_CONFLICT: a single copy (1) on X in a female; a person decides"),
        ("x_two_copies_different", M, "MALE_HET_X: 0/1 on X in a male: a mosaic, wrong sex on record, XXY or an artefact; a person decides"),
        ("x_two_copies_different", U, "sex not recorded: no zygosity is claimed on X"),
        ("autosome_one_copy", F, "a single copy (1) on an autosome: no zygosity is claimed"),
        ("three_copies", F, "genotype 0/1/1 has 3 copies: no zygosity is claimed"),
        ("not_left_aligned", F, "the allele is not left-aligned; align the file against its reference (bcftools norm -f) to compare it with the published ones"),
        ("same_allele_twice", F, "the allele stands in 2 records, with the same genotype"),
        ("alas2_exon_11", F, "ALAS2 exon 11: loss and gain of function cause different diseases here, and the position does not tell which; a person decides"),
        ("filter_failed", F, "the caller marks this call: LowQual"),
        ("filter_of_the_sample", F, "the caller marks this call: PASS; of the sample: LowGQ"),
        ("no_read_shows_the_allele", F, "the genotype names this allele, but no read shows it"),
        ("reads_of_another_number_of_alleles", F, "AD 12,8,3 holds 3 numbers, the record has 2 alleles: it is not used"),
        ("share_stated_by_the_caller", F, "12% of the reads show the allele, 35% to 65% expected"),
        ("two_stated_shares_disagree", F, "AF 0.12 and VAF 0.5 state different shares of the reads: neither is used"),
        ("stated_share_against_reads", F, "the caller states the share 0.12 (AF or VAF), AD shows 0.50: AD is used"),
        ("local_alleles", F, "reads counted by local alleles (LAA, LAD) are not read"),
        ("few_reads_show_the_allele", F, "10% of the reads show the allele, 35% to 65% expected"),
    ],
)  # fmt: skip
def test_what_is_to_be_doubted_stands_at_the_finding(panel, vcfs, trap, sex, warning):
    assert warning in warnings_of_findings(found(panel, vcfs, trap, sex))


@pytest.mark.parametrize(
    ("trap", "sex", "warnings"),
    [
        ("x_one_copy", M, []),
        ("x_one_copy", U, []),
        ("x_two_copies_different", F, []),
        ("x_one_copy", F, ["SEX_CONFLICT: sample person is recorded as female; 1 of 1 genotypes in the X genes have a single copy"]),
        ("x_single_reference_copy", F, ["SEX_CONFLICT: sample person is recorded as female; 1 of 1 genotypes in the X genes have a single copy"]),
        ("x_two_copies_different", M, ["MALE_HET_X: sample person is recorded as male; 1 of 1 genotypes in the X genes are heterozygous: a mosaic, wrong sex on record, XXY or an artefact; a person decides"]),
        ("sites_only", F, ["the file has no samples (sites only): it says nothing of anybody"]),
        ("tags_not_declared", F, []),
        ("depth_zero_reference", F, []),
        ("depth_zero_variant", F, ["sample person, SLC25A38 GRCh38 3:39391513 C>T: depth 0: no read supports the genotype 0/1"]),
        ("not_in_order", F, ["line 13: the records are not in order; all were read"]),
        ("no_line_end", F, ["line 11: no line end, the file may have been cut short"]),
        ("contigs_by_accession", F, [
            "line 11: 'NC_000023.11' is no name of a chromosome, though it looks like X: its records were not read",
            'no record is on a chromosome of these genes (2, 3, X, with or without "chr"); the file names NC_000023.11',
        ]),
        ("departs_from_the_specification", F, [
            "not as the VCF specification asks: INFO holds a key twice (line 11)",
            "not as the VCF specification asks: INFO AC is negative (line 11)",
            "not as the VCF specification asks: INFO AC holds a value that is no Integer (line 12)",
        ]),
    ],
)  # fmt: skip
def test_what_is_to_be_doubted_stands_at_the_file(panel, vcfs, trap, sex, warnings):
    assert list(found(panel, vcfs, trap, sex).warnings) == warnings


CORRECT = "; correct this record, or make the file again"
AGAIN = "; copy the file again from where it was made, or make it again"
NAME_ONE = "; name a VCF (.vcf, .vcf.gz) or a BCF file"


@pytest.mark.parametrize(
    ("trap", "line"),
    [
        ("build_not_stated", ": the genome build cannot be concluded; two independent signs are needed (signs: REF bases: 1 of 1 agree with GRCh38, fewer than the 3 that would count); state the build with --assembly GRCh37 or --assembly GRCh38 if you know it"),
        ("build_by_one_sign", ": the genome build cannot be concluded; two independent signs are needed (signs: contig lengths: 1 of 1 as in GRCh38 (X has 156040895); REF bases: 1 of 1 agree with GRCh38, fewer than the 3 that would count); state the build with --assembly GRCh37 or --assembly GRCh38 if you know it"),
        ("build_lengths_against_header", ": the signs of the genome build contradict each other (signs: contig lengths: 3 of 3 as in GRCh38 (2 has 242193529, 3 has 198295559, X has 156040895); header lines that name GRCh37: ##reference hg19.fa; REF bases: 1 of 1 agree with GRCh38, fewer than the 3 that would count); find out on which build the file was made and correct the file; --assembly does not override a contradiction"),
        ("build_base_differs", ": the signs of the genome build contradict each other (signs: contig lengths: 3 of 3 as in GRCh38 (2 has 242193529, 3 has 198295559, X has 156040895); header lines that name GRCh38: ##reference GRCh38.fa; REF bases: 1 of 1 differ from GRCh38 (X:55021215 G instead of C)); find out on which build the file was made and correct the file; --assembly does not override a contradiction"),
        ("too_few_columns", ":12: the record has 8 columns, the header 10" + CORRECT),
        ("too_many_columns", ":11: the record has 11 columns, the header 10" + CORRECT),
        ("columns_parted_by_spaces", ":10: the columns are parted by spaces; part them by tabs"),
        ("genotype_beyond_the_alleles", ":11: sample person: the genotype 0/3 names allele 3, the record has 1" + CORRECT),
        ("genotype_is_none", ":11: sample person: '0/x' is not a genotype" + CORRECT),
        ("empty_allele", ":11: ALT T,,A holds an empty allele" + CORRECT),
        ("more_values_than_format", ":11: sample person: 0/1:3:4 has more values than FORMAT has names" + CORRECT),
        ("format_names_a_field_twice", ":11: FORMAT GT:DP:DP names a field twice, or GT not as the first" + CORRECT),
        ("genotype_not_first", ":11: FORMAT DP:GT names a field twice, or GT not as the first" + CORRECT),
        ("value_of_the_wrong_type", ":11: chr3:39391513: the record cannot be read (FORMAT DP holds a value that is no Integer)" + CORRECT),
        ("position_is_no_number", ":11: POS 39391513x is not a position" + CORRECT),
        ("two_files_joined", ":12: a header stands among the records: files were joined" + CORRECT),
        ("sample_twice", ":10: sample person stands in more than one column; give each sample a name of its own"),
        ("no_column_names", ":10: the header ends without the line of column names (#CHROM POS ID …); make the file again, the header was damaged"),
        ("no_fileformat", ":1: a VCF begins with ##fileformat=VCFv4…, this file with '#CHROM\\tPOS\\tID\\tREF\\tALT\\tQUAL\\tFILTER\\tINFO\\tFORMAT\\tperson'" + NAME_ONE + ", or add that line"),
        ("version_3", ":1: this version of VCF is not known here: ##fileformat=VCFv3.3; write the file as VCF 4.1 to 4.5"),
        ("empty", ": the file is empty" + AGAIN),
        ("is_a_pdf", ":1: this is a PDF, no VCF" + NAME_ONE),
        ("is_utf_16", ":1: this is text in UTF-16, no VCF" + NAME_ONE),
    ],
)  # fmt: skip
def test_what_is_refused_says_where_what_and_how_to_mend(panel, vcfs, trap, line):
    path = vcfs / f"{trap}.vcf"
    with pytest.raises(SideroscreenError) as refused:
        find(path, panel)

    assert str(refused.value) == f"{path}{line}"
    assert refused.value.exit_code == 3


@pytest.mark.parametrize(
    "trap",
    [
        "build_lengths_against_header",
        "build_base_differs",
        "build_two_lengths",
        "build_of_another_genome",
    ],
)
@pytest.mark.parametrize("stated", list(Assembly))
def test_a_stated_build_does_not_override_a_contradiction(panel, vcfs, trap, stated):
    with pytest.raises(SideroscreenError, match=r"contradict|neither GRCh37 nor GRCh38") as refused:
        found(panel, vcfs, trap, assembly=stated)

    assert refused.value.exit_code == 3


def test_a_stated_build_is_taken_where_nothing_contradicts(panel, vcfs):
    result = found(panel, vcfs, "build_not_stated", assembly=Assembly.GRCH38)

    assert result.assembly is Assembly.GRCH38
    assert result.assembly_signs[0] == "stated by the user: GRCh38"
    assert f"{ALAS2} heterozygous, class P" in sentences(result)


def test_a_stated_build_is_doubted_aloud_where_a_base_leans_to_the_other_one(panel, vcfs):
    """One base is too little to refuse the file; as GRCh37 its records lie outside the genes."""
    result = found(panel, vcfs, "build_not_stated", assembly=Assembly.GRCH37)

    assert [line for line in sentences(result) if " is " in line] == []
    assert result.warnings[0] == (
        "GRCh37 was stated, but REF bases: 1 of 1 agree with GRCh38, fewer than the 3 that would count"
    )


# --- the laboratory's class ---


def test_the_laboratory_s_class_goes_first_and_ours_stands_beside_it(panel, vcfs):
    result = found(panel, vcfs, "laboratory_class", class_field="LABCLASS")
    shown = [
        (
            finding.gene,
            str(finding.classification),
            str(finding.lab_class and finding.lab_class.classification),
            str(finding.our_class and finding.our_class.classification),
            finding.classes_differ,
        )
        for finding in result.samples[0].findings
    ]

    assert shown == [
        ("ALAS2", "VUS", "VUS", "P", True),
        ("SLC25A38", "LP", "LP", "P", False),
        ("STEAP3", "VUS", "P", "VUS", True),
    ]


def test_ours_stands_with_date_source_and_review(panel, vcfs):
    (finding,) = found(panel, vcfs, "x_one_copy").samples[0].findings

    assert finding.our_class is not None
    assert finding.our_class.dated is not None
    assert finding.our_class.source
    assert finding.our_class.review
    assert finding.class_by == f"{finding.our_class.by}, {finding.our_class.dated}"
    assert finding.naming == (
        "named by its position on NM_000032.5 and its codon; the same as published"
    )
    assert (finding.transcript, finding.hgvs_p) == ("NM_000032.5", "p.(Asp159Tyr)")
    assert finding.mechanism == "LOF"
    assert finding.mechanism_source


def test_without_a_class_that_can_be_named_it_is_vus_and_the_old_ones_are_listed(panel, vcfs):
    (finding,) = found(panel, vcfs, "only_old_unreviewed_classes").samples[0].findings

    assert (finding.our_class, finding.class_by) == (None, "no class on file")
    assert finding.assertions


def test_an_allele_that_is_not_published_is_named_by_its_place(panel, vcfs):
    (finding,) = found(panel, vcfs, "alternative_not_carried").samples[0].findings

    assert (finding.hgvs_c, finding.hgvs_p) == ("c.388G>C", "p.(Gly130Arg)")
    assert finding.naming == "named by its position on NM_017875.4 and its codon"
    assert (finding.consequence, finding.mechanism) == ("missense_variant", "")
    assert finding.exon == 4


def test_one_class_for_each_allele_in_their_order(panel, vcfs):
    said = sentences(found(panel, vcfs, "laboratory_class_of_two_alleles", class_field="LABCLASS"))

    assert said == [
        "person: SLC25A38 found",
        "person: SLC25A38 c.388G>A is heterozygous, class P",
        "person: SLC25A38 c.388G>C is heterozygous, class LB",
    ]


def test_a_class_that_does_not_say_for_which_allele_is_not_used(panel, vcfs):
    result = found(panel, vcfs, "laboratory_class_for_which_allele", class_field="LABCLASS")

    assert [finding.lab_class for finding in result.samples[0].findings] == [None, None]
    assert "LABCLASS=P does not say which of the 2 alleles it is for; it was not used" in (
        warnings_of_findings(result)
    )


@pytest.mark.parametrize(
    ("trap", "field", "exit_code", "words"),
    [
        ("laboratory_class_unknown_word", "LABCLASS", 3, ":12: chrX:55021215: the INFO field LABCLASS: 'hot' is not a class (P, LP, VUS, LB, B); write P, LP, VUS, LB or B there"),
        ("clinvar_class", "CLNSIG", 2, ": CLNSIG is ClinVar's class, never the laboratory's; name the INFO field in which the laboratory writes its own class"),
        ("clinvar_class", "clin_sig", 2, ": clin_sig is ClinVar's class, never the laboratory's; name the INFO field in which the laboratory writes its own class"),
        ("clinvar_class", "CSQ", 2, ": CSQ is written by an annotator, and the class in it is ClinVar's; name the INFO field in which the laboratory writes its own class"),
        ("clinvar_class", "MYCLASS", 2, ": MYCLASS is ClinVar's by its description (Significance in ClinVar); name the INFO field in which the laboratory writes its own class"),
        ("clinvar_class", "LABCLASS", 2, ": the header declares no INFO field LABCLASS (it declares CLNSIG, CSQ, MYCLASS); name the INFO field in which the laboratory writes its own class"),
    ],
)  # fmt: skip
def test_a_field_that_is_not_the_laboratory_s_is_refused(
    panel, vcfs, trap, field, exit_code, words
):
    with pytest.raises(SideroscreenError) as refused:
        found(panel, vcfs, trap, class_field=field)

    assert str(refused.value) == f"{vcfs / f'{trap}.vcf'}{words}"
    assert refused.value.exit_code == exit_code


def test_clinvar_s_class_in_the_file_changes_nothing(panel, vcfs):
    assert f"{ALAS2} heterozygous, class P" in sentences(found(panel, vcfs, "clinvar_class"))


def test_steap3_is_never_above_vus_and_the_laboratory_s_class_is_shown(panel, vcfs):
    (finding,) = (
        found(panel, vcfs, "steap3_never_above_vus", class_field="LABCLASS").samples[0].findings
    )

    assert str(finding.classification) == "VUS"
    assert str(finding.lab_class.classification) == "P"
    assert finding.class_by.startswith("the laboratory; not above VUS in this gene: ")
    assert finding.classes_differ


def test_alas2_exon_11_is_not_worded_as_an_anaemia(panel, vcfs):
    (finding,) = found(panel, vcfs, "alas2_exon_11").samples[0].findings

    assert finding.exon == 11
    assert finding.mechanism == "GOF (published)"
    assert "anaemia" not in " ".join((finding.mechanism, finding.consequence, *finding.warnings))


# --- the word for a gene ---


def test_a_plain_vcf_gives_found_or_not_assessed_and_never_negative(panel, vcfs):
    (sample,) = found(panel, vcfs, "x_one_copy").samples

    assert [(gene.gene, gene.status, gene.reason) for gene in sample.genes] == [
        ("ALAS2", GeneStatus.FOUND, f"1 found; {PLAIN_VCF}"),
        (
            "SLC25A38",
            GeneStatus.NOT_ASSESSED,
            f"the file has no record on chromosome 3; {PLAIN_VCF}",
        ),
        ("STEAP3", GeneStatus.NOT_ASSESSED, f"the file has no record on chromosome 2; {PLAIN_VCF}"),
        ("ABCB7", GeneStatus.NOT_ASSESSED, PLAIN_VCF),
    ]


def test_a_benign_finding_is_listed_and_does_not_answer_for_the_gene(panel, vcfs):
    gene = found(panel, vcfs, "benign_only").samples[0].genes[1]

    assert (gene.status, gene.reason) == (
        GeneStatus.NOT_ASSESSED,
        f"1 found, of class LB or B only; {PLAIN_VCF}",
    )
    assert len(gene.findings) == 1


def test_alleles_that_were_not_called_are_counted_in_the_reason(panel, vcfs):
    gene = found(panel, vcfs, "no_call").samples[0].genes[0]

    assert gene.reason == f"{PLAIN_VCF}; alleles not called: 1"


# --- samples ---


def test_each_sample_by_itself(panel, vcfs):
    sexes = {"mother": F, "father": M, "son": M, "daughter": F}
    said = sentences(find(vcfs / "family.vcf", panel, sexes=sexes))

    assert said == [
        "mother: ALAS2 found",
        "mother: ALAS2 c.475G>T is heterozygous, class P",
        "mother: SLC25A38 found",
        "mother: SLC25A38 c.349C>T is heterozygous, class P",
        "father: SLC25A38 39391513 C>T not called: not called (./.)",
        "son: ALAS2 found",
        "son: ALAS2 c.475G>T is hemizygous, class P",
        "daughter: ALAS2 found",
        "daughter: ALAS2 c.475G>T is heterozygous, class P",
        "daughter: SLC25A38 found",
        "daughter: SLC25A38 c.349C>T is heterozygous, class P",
    ]


def test_only_the_samples_that_are_asked_for(panel, vcfs):
    result = find(vcfs / "family.vcf", panel, samples=["son", "mother"], sexes={"son": M})

    assert [(sample.sample, sample.sex) for sample in result.samples] == [("mother", U), ("son", M)]
    assert result.warnings == ("sample mother is not in the pedigree: its sex is not known",)


def test_a_sample_that_is_absent_is_refused_with_those_there_are(panel, vcfs):
    path = vcfs / "family.vcf"
    with pytest.raises(SideroscreenError) as refused:
        find(path, panel, samples=["uncle", "son"])

    assert str(refused.value) == (
        f"{path}: sample uncle is not in the file; it holds mother, father, son, daughter"
    )
    assert refused.value.exit_code == 3


def test_every_trap_is_named_in_these_tests(vcfs):
    tests = Path(__file__).parent.rglob("test_*.py")
    written = "".join(test.read_text("utf-8") for test in tests)

    assert [path.stem for path in vcfs.iterdir() if f'"{path.stem}' not in written] == []
