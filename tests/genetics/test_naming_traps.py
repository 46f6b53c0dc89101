"""Annotated files, one trap each: the name, where it comes from, and where a case is stopped."""

from pathlib import Path

import pytest

from genetics.findings import find
from genetics.inheritance import Sex

# Each trap: its findings with c., p., consequence, where the name comes from, why withheld.
TRAPS = [
    ("csq_names_it", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by the laboratory's CSQ on NM_000032.5; the same by its position; the same as published", ""),
    ]),
    ("csq_in_another_order_and_with_escapes", [
        ("c.1203C>T", "p.(Phe401=)", "synonymous_variant", "named by the laboratory's CSQ on NM_182915.3; the same by its position and codon; the same as published", ""),
    ]),
    ("csq_by_another_name", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by the laboratory's vep on NM_000032.5; the same by its position; the same as published", ""),
    ]),
    ("csq_on_an_older_version", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by the laboratory's CSQ on NM_000032.4; the same by its position; the same as published; annotated on NM_000032.4, ours is NM_000032.5", ""),
    ]),
    ("csq_on_the_ensembl_pair", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by the laboratory's CSQ on ENST00000650242.1; the same by its position; the same as published; annotated on ENST00000650242.1, which MANE pairs with NM_000032.5", ""),
    ]),
    ("csq_by_the_mane_select_column", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by the laboratory's CSQ on ENST00000999999.1; the same by its position; the same as published; annotated on ENST00000999999.1, which the entry says MANE pairs with NM_000032.5", ""),
    ]),
    ("csq_on_other_transcripts_only", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; CSQ has other transcripts only (NM_001037968.4, NM_001037967.4, ENST00000330807.6 and 1 more), not used", ""),
    ]),
    ("csq_without_hgvs", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. by the laboratory's CSQ on NM_000032.5; the same as published", ""),
    ]),
    ("csq_disagrees_on_the_coding_name", [
        ("", "p.?", "missense_variant", "name in dispute: the sources disagree", "the laboratory's CSQ on NM_000032.5 says c.1406C>T, its position on NM_000032.5 and the publication say c.1354C>T; a person decides"),
    ]),
    ("csq_disagrees_with_the_codon", [
        ("c.1354C>T", "p.?", "missense_variant", "named by the laboratory's CSQ on NM_000032.5; the same by its position; c. the same as published; p.? because the sources disagree", "the laboratory's CSQ on NM_000032.5 says p.(Arg452Leu), but c.1354C>T makes Cys, Ter or Trp of Arg452; the laboratory's CSQ on NM_000032.5 says p.(Arg452Leu), the publication says p.(Arg452Cys); a person decides"),
    ]),
    ("csq_disagrees_with_the_publication", [
        ("c.1354C>T", "p.?", "missense_variant", "named by the laboratory's CSQ on NM_000032.5; the same by its position; c. the same as published; p.? because the sources disagree", "the laboratory's CSQ on NM_000032.5 says p.(Arg452Trp), the publication says p.(Arg452Cys); a person decides"),
    ]),
    ("csq_of_another_protein", [
        ("c.330C>A", "p.?", "stop_gained", "named by the laboratory's CSQ on NM_182915.2; the same by its position; c. the same as published; p.? because the sources disagree; annotated on NM_182915.2, ours is NM_182915.3", "the laboratory's CSQ on NM_182915.2 says p.(Cys100Ter), but residue 100 of NP_878919.2 is Ala; the laboratory's CSQ on NM_182915.2 says p.(Cys100Ter), its codon and the publication say p.(Cys110Ter); a person decides"),
    ]),
    ("csq_names_a_transcript_that_is_not_its_own", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; CSQ names NM_001037968.4 in an entry on NM_000032.5: not used", ""),
    ]),
    ("csq_not_declared", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; CSQ is not read: the header does not say what it holds", ""),
    ]),
    ("csq_with_a_column_too_many", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; entries of CSQ with other columns than declared: 1", ""),
    ]),
    ("csq_names_a_deletion", [
        ("c.475del", "p.(Glu159ArgfsTer7)", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4; published under this name, but without its allele, so the class on file is not used", ""),
    ]),
    ("csq_names_a_deletion_of_another_length", [
        ("", "p.?", "frameshift_variant", "name in dispute: the sources disagree", "the laboratory's CSQ on NM_017875.4 says c.475del, but the allele deletes 2 bases, the name 1; a person decides"),
    ]),
    ("csq_names_a_deletion_further_left", [
        ("", "p.?", "frameshift_variant", "name in dispute: the sources disagree", "the laboratory's CSQ on NM_017875.4 says c.475del, but the allele cannot lie further left than 39391877, the name is at 39391871; a person decides"),
    ]),
    ("csq_agrees_with_a_published_deletion", [
        ("c.1706_1709del", "p.(Glu569GlyfsTer24)", "frameshift_variant", "named by the laboratory's CSQ on NM_000032.5; the same as published", ""),
    ]),
    ("csq_of_two_alleles", [
        ("c.475del", "p.(Glu159ArgfsTer7)", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4, p. as published; published under this name, but without its allele, so the class on file is not used; c.476dup changes the same codon on the other copy, so this change is named for itself", ""),
        ("c.476dup", "p.?", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4; p.? because no source gives what it does to the protein; c.475del changes the same codon on the other copy, so this change is named for itself", ""),
    ]),
    ("csq_of_two_alleles_without_number", [
        ("c.475del", "p.(Glu159ArgfsTer7)", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4, p. as published; published under this name, but without its allele, so the class on file is not used; c.476dup changes the same codon on the other copy, so this change is named for itself", ""),
        ("c.476dup", "p.?", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4; p.? because no source gives what it does to the protein; c.475del changes the same codon on the other copy, so this change is named for itself", ""),
    ]),
    ("csq_record_split_since", [
        ("c.388G>A", "p.(Gly130Arg)", "missense_variant", "named by the laboratory's CSQ on NM_017875.4; the same by its position; the same as published", ""),
    ]),
    ("csq_deletion_split_since", [
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it; CSQ is not used: for which allele its entries are is not certain (the record has TG>T, the entries A, -)", ""),
    ]),
    ("csq_records_joined_since", [
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it; CSQ is not used: for which allele its entries are is not certain (the record has TGA>T,TA, the entries -)", ""),
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it; CSQ is not used: for which allele its entries are is not certain (the record has TGA>T,TA, the entries -)", ""),
    ]),
    ("csq_number_against_allele", [
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it; CSQ is not used: for which allele its entries are is not certain (the record has TG>T,TGA, the entries -, GA)", ""),
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it; CSQ is not used: for which allele its entries are is not certain (the record has TG>T,TGA, the entries -, GA)", ""),
    ]),
    ("csq_names_it_twice_differently", [
        ("", "p.?", "frameshift_variant", "name in dispute: the sources disagree; annotated on ENST00000650617.1, which MANE pairs with NM_017875.4", "the laboratory's CSQ on NM_017875.4 says c.475del, the laboratory's CSQ on ENST00000650617.1 says c.476del; a person decides"),
    ]),
    ("csq_names_a_residue_before_the_change", [
        ("c.475del", "p.?", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4; p.? because the sources disagree; published under this name, but without its allele, so the class on file is not used", "the laboratory's CSQ on NM_017875.4 says p.(Gly154fs), but c.475del begins in codon 159; the laboratory's CSQ on NM_017875.4 says p.(Gly154fs), the publication says p.(Glu159ArgfsTer7); a person decides"),
    ]),
    ("ann_names_it", [
        ("c.349C>T", "p.(Arg117Ter)", "stop_gained", "named by the laboratory's ANN on NM_017875.4; the same by its position; the same as published", ""),
    ]),
    ("ann_names_a_frameshift", [
        ("c.324_325del", "p.(Tyr109LeufsTer43)", "frameshift_variant", "named by the laboratory's ANN on NM_017875.4; the same as published", ""),
    ]),
    ("ann_counts_a_promoter_along_the_genome", [
        ("c.-258C>G", "p.?", "upstream_gene_variant", "named by its position on NM_000032.5; the same as published; p.? because it lies outside the coding sequence; what it does to the protein is not known; the laboratory's ANN on NM_000032.5 says c.-5184C>G: older SnpEff counts along the genome outside the transcript", ""),
    ]),
    ("ann_of_another_genome", [
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it; ANN is not used, since it says WARNING_REF_DOES_NOT_MATCH_GENOME", ""),
    ]),
    ("ann_disagrees_with_csq", [
        ("", "p.?", "frameshift_variant", "name in dispute: the sources disagree", "the laboratory's CSQ on NM_017875.4 says c.475del, the laboratory's ANN on NM_017875.4 says c.476del; a person decides"),
    ]),
    ("ann_agrees_with_csq", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by the laboratory's CSQ on NM_000032.5; the same by the laboratory's ANN on NM_000032.5; the same by its position; the same as published", ""),
    ]),
    ("eff_is_not_read", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; EFF, the older field of SnpEff, is not read", ""),
    ]),
    ("bcsq_gives_the_amino_acid", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. by the laboratory's BCSQ on ENST00000650242; the same as published; annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1)", ""),
    ]),
    ("bcsq_of_two_alleles", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. by the laboratory's BCSQ on ENST00000650242; the same as published; annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1)", ""),
        ("c.1354C>A", "p.(Arg452Ser)", "missense_variant", "named by its position on NM_000032.5, p. by the laboratory's BCSQ on ENST00000650242; annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1)", ""),
    ]),
    ("bcsq_points_to_another_record", [
        ("c.1355G>A", "p.?", "coding_sequence_variant", "named by its position on NM_000032.5; the same as published; p.? because BCSQ reads 55014829 C>T and 55014830 G>A together on one copy (452R>452Y); annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1); but p.? here, because c.1354C>T changes the same codon, and what the two make of it depends on whether they lie on one copy", ""),
        ("c.1354C>T", "p.?", "coding_sequence_variant", "named by its position on NM_000032.5; the same as published; p.? because BCSQ reads 55014829 C>T and 55014830 G>A together on one copy (452R>452Y); annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1); but p.? here, because c.1355G>A changes the same codon, and what the two make of it depends on whether they lie on one copy", ""),
    ]),
    ("bcsq_points_to_a_record_that_is_not_there", [
        ("c.1354C>T", "p.?", "missense_variant", "named by its position on NM_000032.5; the same as published; p.? because BCSQ points to a record at 55014829, which was not read", ""),
    ]),
    ("bcsq_of_a_residue_that_was_moved", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1); BCSQ has 452R>453C: another change on the same copy has moved the residue", ""),
    ]),
    ("bcsq_behind_a_new_stop", [
        ("c.1354C>T", "p.(Arg452Cys)", "missense_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1); BCSQ says that it lies behind a new stop on the same copy", ""),
    ]),
    ("two_changes_of_one_codon", [
        ("c.1355G>A", "p.?", "coding_sequence_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; but p.? here, because c.1354C>T changes the same codon, and what the two make of it depends on whether they lie on one copy", ""),
        ("c.1354C>T", "p.?", "coding_sequence_variant", "named by its position on NM_000032.5, p. as published; c. the same as published; but p.? here, because c.1355G>A changes the same codon, and what the two make of it depends on whether they lie on one copy", ""),
    ]),
    ("insertion_that_nobody_names", [
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it", ""),
    ]),
    ("two_bases_that_nobody_names", [
        ("", "p.?", "not determined (exon 5)", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it", ""),
    ]),
    ("base_that_no_codon_has", [
        ("", "p.?", "coding_sequence_variant", "name in dispute: the sources disagree", "the file's REF makes A.. of codon 131, which in NP_060345.2 is Val: the build or the file is in doubt; a person decides"),
    ]),
    ("start_codon", [
        ("c.2T>C", "p.(Met1?)", "start_lost", "named by its position on NM_017875.4 and its codon", ""),
    ]),
    ("splice_site", [
        ("c.276A>G", "p.(Pro92=)", "synonymous_variant&splice_region_variant", "named by its position on NM_017875.4 and its codon; at the end of exon 3, it may change splicing as well", ""),
        ("c.276+1G>A", "p.?", "splice_donor_variant", "named by its position on NM_017875.4; the same as published; p.? because it lies outside the coding sequence; what it does to the protein is not known", ""),
    ]),
    ("csq_of_two_records_differs", [
        ("c.388G>T", "p.?", "coding_sequence_variant", "named by the laboratory's CSQ on NM_017875.4; the same by its position", "2 records give different names for the same allele: c.388G>T p.(Gly130Trp) and c.388G>T p.(Gly130Ter)"),
    ]),
    ("ann_names_it_untrimmed", [
        ("c.388G>A", "p.(Gly130Arg)", "missense_variant", "named by the laboratory's ANN on NM_017875.4; the same by its position; the same as published", ""),
    ]),
    ("ann_says_insertion_for_a_duplication", [
        ("c.476dup", "p.?", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4; the same by the laboratory's ANN on NM_017875.4; p.? because no source gives what it does to the protein", ""),
    ]),
    ("csq_names_two_bases", [
        ("c.474_475delinsCT", "p.(Glu159Ter)", "stop_gained", "named by the laboratory's CSQ on NM_017875.4", ""),
    ]),
    ("bcsq_of_two_bases", [
        ("", "p.(Arg452Tyr)", "missense_variant", "named by nobody: to name a change of more than one base takes the reference sequence (sideroscreen reference add), and neither the file's annotation nor a publication names it, p. by the laboratory's BCSQ on ENST00000650242; annotated on ENST00000650242, which MANE pairs with NM_000032.5 (no version given, ours is ENST00000650242.1)", ""),
    ]),
    ("several_sources_of_one_deletion", [
        ("c.475del", "p.(Glu159ArgfsTer7)", "frameshift_variant", "named by the laboratory's CSQ on NM_017875.4; the same by the laboratory's ANN on NM_017875.4; annotated on ENST00000650617, which MANE pairs with NM_017875.4 (no version given, ours is ENST00000650617.1); published under this name, but without its allele, so the class on file is not used", ""),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("trap", "expected"), TRAPS)
def test_what_a_trap_is_named(panel, vcfs: Path, trap, expected):
    (sample,) = find(vcfs / f"{trap}.vcf", panel, sexes={"person": Sex.FEMALE}).samples

    assert [
        (one.hgvs_c, one.hgvs_p, one.consequence, one.naming, one.withheld_why)
        for one in sample.findings
    ] == expected
    assert [one.withheld for one in sample.findings] == [bool(why) for *_, why in expected]


def test_a_name_in_dispute_is_not_printed_as_the_name(panel, vcfs: Path):
    """Both names stand in the reason only; what the finding is called is the bare change."""
    path = vcfs / "csq_disagrees_on_the_coding_name.vcf"
    (finding,) = find(path, panel, sexes={"person": Sex.FEMALE}).samples[0].findings

    assert finding.name == "ALAS2 GRCh38 X:55014830 G>A p.?"
    assert "c.1406C>T" in finding.withheld_why
    assert "c.1354C>T" in finding.withheld_why
    assert "c.1406C>T" not in finding.naming


def test_the_same_record_is_named_the_same_way_for_everybody(panel, vcfs: Path, tmp_path):
    """The name belongs to the allele, not to the genotype."""
    lines = (vcfs / "csq_names_it.vcf").read_text().splitlines()
    two = [line + ("\tother" if line.startswith("#CHROM") else "") for line in lines[:-1]]
    path = tmp_path / "two.vcf"
    path.write_text("\n".join([*two, f"{lines[-1]}\t1/1", ""]))
    first, second = find(path, panel).samples

    assert first.findings[0].naming == second.findings[0].naming
