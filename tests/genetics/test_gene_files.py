"""The gene files say what their sources say, and a broken one is refused line by line."""

import csv
import re
from importlib import resources
from pathlib import Path

import pytest

from genetics.classification import Classification
from genetics.errors import KnowledgeInvalid
from genetics.gene_files import GENES, load_panel, panel_from
from genetics.inheritance import Mode
from genetics.knowledge_version import knowledge_version
from genetics.reference.coordinates import (
    CodingPosition,
    coding_position,
    place_on_chromosome,
    read_position,
)
from genetics.reference.genetic_code import amino_acid, one_base_changes
from genetics.reference.tables import (
    load_contig_lengths,
    load_exons,
    load_proteins,
    load_reference_bases,
)
from genetics.variants import Assembly, Variant

SCANNED = ("ALAS2", "SLC25A38", "STEAP3", "ABCB7")
GRCH37, GRCH38 = Assembly.GRCH37, Assembly.GRCH38
COMPLEMENT = str.maketrans("ACGT", "TGCA")


def gene_text(symbol: str) -> str:
    return resources.files("genetics.genes").joinpath(f"{symbol}.toml").read_text("utf-8")


def known(symbol: str, identifier: str):
    """Find the known variant of this name, without the gene in front of it."""
    variants = {variant.id: variant for variant in load_panel().gene(symbol).known_variants}
    return variants[f"{symbol}:{identifier}"]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t"))


# --- the panel -----------------------------------------------------------------------------


def test_the_panel_holds_four_genes_to_scan_and_one_to_know():
    panel = load_panel()

    assert tuple(gene.symbol for gene in panel.genes) == GENES
    assert tuple(gene.symbol for gene in panel.scanned) == SCANNED
    assert "2026.11.25" == panel.version == knowledge_version()


@pytest.mark.parametrize(
    ("symbol", "hgnc", "omim", "mode", "x_linked", "mondo"),
    [
        ("ALAS2", "HGNC:397", "301300", Mode.X_LINKED, True, ["MONDO:0020721", "MONDO:0010420"]),
        ("SLC25A38", "HGNC:26054", "610819", Mode.RECESSIVE, False, ["MONDO:0008785"]),
        ("STEAP3", "HGNC:24592", "609671", Mode.UNCERTAIN, False, ["MONDO:0014094"]),
        ("ABCB7", "HGNC:48", "300135", Mode.X_LINKED, True, ["MONDO:0010524"]),
        ("SF3B1", "HGNC:10768", "", Mode.SOMATIC, False, ["MONDO:0019157"]),
    ],
)
def test_each_gene_has_its_identifiers(symbol, hgnc, omim, mode, x_linked, mondo):
    gene = load_panel().gene(symbol)

    assert (hgnc, omim, mode, x_linked) == (gene.hgnc, gene.omim, gene.mode, gene.x_linked)
    assert mondo == [disease.mondo for disease in gene.diseases]


@pytest.mark.parametrize(
    ("symbol", "class_", "dated"),
    [
        ("ALAS2", "Definitive", None),
        ("SLC25A38", "not found in a stored public source", None),
        ("STEAP3", "Disputed", "2025-04-25"),
        ("ABCB7", "Moderate", "2023-09-28"),
    ],
)
def test_validity_is_given_with_its_date_or_said_to_be_missing(symbol, class_, dated):
    validity = load_panel().gene(symbol).validity[0]

    assert class_ == validity.classification
    assert dated == (str(validity.dated) if validity.dated else None)


def test_alas2_sideroblastic_anaemia_has_no_validity_class_on_file():
    classes = {entry.disease: entry for entry in load_panel().gene("ALAS2").validity}

    sideroblastic = classes["X-linked sideroblastic anaemia"]
    assert sideroblastic.classification == "not found in a stored public source"


def test_only_alas2_has_a_promoter_and_an_enhancer():
    regions = {gene.symbol: gene.regions for gene in load_panel().genes}

    assert [name for name, _ in regions["ALAS2"][GRCH38]] == ["promoter", "intron-1 enhancer"]
    assert not any(
        regions[symbol][build] for symbol in regions if symbol != "ALAS2" for build in Assembly
    )


def test_the_extra_stretches_of_alas2_are_marked_as_assumptions():
    sources = re.findall(r'\[\[region\]\].*?source = "([^"]*)"', gene_text("ALAS2"), re.DOTALL)

    assert len(sources) == 2
    assert all(source.startswith("assumption of this program") for source in sources)


def test_steap3_is_capped_at_vus_and_says_why():
    gene = load_panel().gene("STEAP3")

    assert gene.class_cap == "VUS"
    assert "disputed" in gene.class_cap_reason
    assert not any(
        variant.used.classification.is_disease_causing
        for variant in gene.known_variants
        if variant.used
    )


# --- known variants ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "identifier", "hgvs_p", "class_", "mechanism"),
    [
        ("ALAS2", "c.1354C>T", "p.(Arg452Cys)", "P", "LOF"),
        ("ALAS2", "c.595T>C", "p.(Tyr199His)", "P", "LOF"),
        ("ALAS2", "c.611G>A", "p.(Arg204Gln)", "LP", "LOF"),
        ("ALAS2", "c.1231C>T", "p.(Arg411Cys)", "P", "LOF"),
        ("ALAS2", "c.1343G>A", "p.(Arg448Gln)", "LP", "LOF"),
        ("ALAS2", "c.1706_1709del", "p.(Glu569GlyfsTer24)", "P", "GOF (published)"),
        ("ALAS2", "c.1699_1700del", "p.(Met567GlufsTer2)", "P", "GOF (published)"),
        ("ALAS2", "c.1642C>T", "p.(Gln548Ter)", "P", "GOF (published)"),
        ("ALAS2", "c.1743_1753del", "p.(Gln581HisfsTer35)", "LP", "LOF (published)"),
        ("ALAS2", "c.1679G>A", "p.(Arg560His)", "LP", "LOF (published)"),
        ("ALAS2", "c.-258C>G", "p.?", "VUS", "unresolved"),
        ("ALAS2", "c.-15-2187T>C", "p.?", "VUS", "unresolved"),
        ("SLC25A38", "c.349C>T", "p.(Arg117Ter)", "P", "LOF"),
        ("SLC25A38", "c.625G>C", "p.(Asp209His)", "LP", "LOF"),
        ("SLC25A38", "c.560G>A", "p.(Arg187Gln)", "LP", "LOF"),
        ("ABCB7", "c.2024A>G", "p.(Glu675Gly)", "LP", "hypomorphic missense"),
        ("ABCB7", "c.1200T>G", "p.(Ile400Met)", "P", "hypomorphic missense"),
        ("STEAP3", "c.330C>A", "p.(Cys110Ter)", "VUS", "unresolved"),
    ],
)
def test_published_changes_have_their_name_class_and_mechanism(
    symbol, identifier, hgvs_p, class_, mechanism
):
    variant = known(symbol, identifier)

    assert (hgvs_p, mechanism) == (variant.hgvs_p, variant.mechanism)
    assert variant.used is not None
    assert class_ == variant.used.classification.value


def test_two_alleles_at_one_place_stay_apart():
    """GRCh38 X:55009268 C>T is on the benign side, C>G on the pathogenic side."""
    benign, pathogenic = known("ALAS2", "c.1676G>A"), known("ALAS2", "c.1676G>C")

    assert Variant(GRCH38, "X", 55009268, "C", "T") in benign.alleles
    assert Variant(GRCH38, "X", 55009268, "C", "G") in pathogenic.alleles
    assert Variant(GRCH37, "X", 55035701, "C", "T") in benign.alleles
    assert Variant(GRCH37, "X", 55035701, "C", "G") in pathogenic.alleles
    assert benign.used is not None
    assert pathogenic.used is not None
    assert (
        benign.used.classification.side,
        pathogenic.used.classification.side,
    ) == ("LB/B", "P/LP")


def test_deletions_stand_as_a_vcf_writes_them():
    assert Variant(GRCH37, "X", 55035667, "CCACT", "C") in known("ALAS2", "c.1706_1709del").alleles
    assert Variant(GRCH38, "X", 55009234, "CCACT", "C") in known("ALAS2", "c.1706_1709del").alleles
    assert Variant(GRCH37, "3", 39432974, "ACT", "A") in known("SLC25A38", "c.324_325del").alleles


def test_no_exon_11_change_without_a_paper_is_called_loss_or_gain():
    for variant in load_panel().gene("ALAS2").known_variants:
        number = re.match(r"c\.(\d+)", variant.hgvs_c)
        if number and int(number[1]) >= 1601 and variant.mechanism not in {"unknown", "unresolved"}:
            named = variant.mechanism == "not applicable" or "published" in variant.mechanism
            assert named, variant.id


def test_old_assertions_without_criteria_never_count_by_themselves():
    unreviewed = {"no assertion criteria provided", "review status not given by the source"}
    counted = [
        variant.id
        for gene in load_panel().genes
        for variant in gene.known_variants
        if variant.used and variant.used.review in unreviewed
    ]

    assert counted == []


def test_classes_on_different_sides_are_held_at_vus_with_both_listed():
    for gene in load_panel().genes:
        for variant in gene.known_variants:
            sides = {
                entry.classification.side
                for entry in variant.assertions
                if entry.by != "sideroscreen"
            }
            if len(sides) > 1:
                assert variant.used is not None, variant.id
                assert Classification.UNCERTAIN is variant.used.classification, variant.id


def test_every_class_has_an_author_a_date_a_review_status_and_a_source():
    for gene in load_panel().genes:
        for variant in gene.known_variants:
            assert variant.mechanism_source, variant.id
            for assertion in variant.assertions:
                assert assertion.by, variant.id
                assert assertion.dated, variant.id
                assert assertion.review, variant.id
                assert assertion.source, variant.id


def test_alleles_lie_on_both_builds_or_on_none():
    for gene in load_panel().genes:
        for variant in gene.known_variants:
            builds = [allele.assembly for allele in variant.alleles]
            assert builds in ([], [GRCH37, GRCH38]), variant.id
            assert bool(builds) == bool(variant.alleles_source), variant.id


# --- broken gene files ---------------------------------------------------------------------

ENTRY = 'id = "ALAS2:c.1354C>T"'


def mistakes_after(old: str, new: str, symbol: str = "ALAS2", within: str = "") -> list[str]:
    """Break the gene file at one place (below the line `within`) and return what is said."""
    text = gene_text(symbol)
    start = text.index(within) if within else 0
    assert old in text[start:]
    broken = text[:start] + text[start:].replace(old, new, 1)
    with pytest.raises(KnowledgeInvalid) as caught:
        panel_from([(f"{symbol}.toml", broken)], "test")
    return [str(mistake) for mistake in caught.value.mistakes]


def line_of(piece: str, symbol: str = "ALAS2", within: str = "") -> int:
    text = gene_text(symbol)
    start = text.index(within) if within else 0
    return text.count("\n", 0, text.index(piece, start)) + 1


@pytest.mark.parametrize(
    ("old", "new", "at", "says"),
    [
        (
            "mechanism =",
            "mechanizm =",
            "mechanism =",
            'unknown key "mechanizm"; did you mean "mechanism"?',
        ),
        (
            'mechanism = "LOF"',
            'mechanism = "loss"',
            "mechanism =",
            '"loss" is not an allowed value; allowed values: LOF, LOF (published), GOF (published)',
        ),
        (
            'class = "P"',
            'class = "Pathogenic"',
            'class = "P"',
            '"Pathogenic" is not an allowed value',
        ),
        (
            'ref = "G", alt = "A"',
            'ref = "C", alt = "A"',
            "GRCh37",
            "REF is C at X:55041263, the reference has G",
        ),
        ("pos = 55041263", "pos = 154041263", "GRCh37", "154041263 lies outside ALAS2"),
        ("pos = 55014830", "pos = 55014831", "GRCh38", "GRCh37 minus GRCh38 is not 26433"),
        (
            'hgvs_c = "c.1354C>T"',
            'hgvs_c = "c.1355C>T"',
            "hgvs_c",
            "the allele is c.1354C>T on NM_000032.5, not c.1355C>T",
        ),
        (
            'hgvs_p = "p.(Arg452Cys)"',
            'hgvs_p = "p.(Arg451Cys)"',
            "hgvs_p",
            "residue 451 of NP_000023.2 is Gln, not Arg",
        ),
        (
            'hgvs_p = "p.(Arg452Cys)"',
            'hgvs_p = "p.(Arg452His)"',
            "hgvs_p",
            "c.1354C>T makes of Arg452 Cys or Ter or Trp",
        ),
        (
            'disease = "X-linked sideroblastic anaemia"',
            'disease = "sideroblastic anaemia"',
            "disease",
            '"sideroblastic anaemia" is not a disease of ALAS2; use one of: X-linked',
        ),
        (
            'mechanism = "LOF"',
            'mechanism = "GOF (published)"',
            "mechanism =",
            "a gain of function is given with a disease that does not come from one",
        ),
        (
            'review = "primary paper, seen as a stored public excerpt"',
            'review = "no assertion criteria provided"',
            'class = "P"',
            'P is used on the review status "no assertion criteria provided"',
        ),
        ("dated = 2026-11-25", 'dated = "lately"', "dated", '"lately" is not a date'),
        (ENTRY, 'id = "ALAS2:c.611G>A"', ENTRY, 'the id "ALAS2:c.611G>A" is there twice'),
    ],
)
def test_a_broken_entry_is_refused_with_file_line_and_reason(old, new, at, says):
    found = [mistake for mistake in mistakes_after(old, new, within=ENTRY) if says in mistake]

    assert len(found) == 1
    assert found[0].startswith(f"ALAS2.toml:{line_of(at, within=ENTRY)}: variant ALAS2:c.")


def test_a_broken_id_gives_one_line():
    (mistake,) = mistakes_after(ENTRY, 'id = "ALAS2:c.611G>A"')

    first = line_of('id = "ALAS2:c.611G>A"')
    assert (
        f"ALAS2.toml:{line_of(ENTRY)}: variant ALAS2:c.611G>A, id: the id "
        f'"ALAS2:c.611G>A" is there twice, first in line {first}; keep one entry a change'
    ) == mistake


def test_an_allele_that_is_there_twice_is_refused():
    found = mistakes_after(
        'pos = 55009268, ref = "C", alt = "G"',
        'pos = 55009268, ref = "C", alt = "T"',
        within='id = "ALAS2:c.1676G>C"',
    )

    assert any("the allele GRCh38 X:55009268 C>T is there twice" in mistake for mistake in found)


def test_an_allele_that_can_be_written_shorter_is_refused():
    found = mistakes_after('ref = "CAT", alt = "C"', 'ref = "CAT", alt = "CT"')

    assert any("CAT>CT can be written shorter" in mistake for mistake in found)


def test_a_class_above_the_cap_is_refused():
    found = mistakes_after(
        'class = "VUS"', 'class = "P"', symbol="STEAP3", within='id = "STEAP3:c.330C>A"'
    )

    assert any("P is above the cap of STEAP3, which is VUS" in mistake for mistake in found)


def test_a_locus_that_is_not_the_transcript_is_refused():
    (mistake,) = mistakes_after("start = 55035488", "start = 55035480")[:1]

    assert "the locus is 55035480 to 55057410, its exons 55035488 to 55057410" in mistake


def test_a_transcript_without_exons_on_file_is_refused():
    (mistake,) = mistakes_after("NM_000032.5", "NM_000032.4")

    assert (
        f"ALAS2.toml:{line_of('NM_000032.5')}: transcript, refseq: no exons are on file" in mistake
    )


def test_all_mistakes_of_all_files_come_together():
    files = [
        ("a.toml", gene_text("SF3B1").replace("scanned", "scaned")),
        ("b.toml", "symbol = "),
        ("c.toml", gene_text("STEAP3").replace('mode = "uncertain"', 'mode = "unsure"', 1)),
    ]

    with pytest.raises(KnowledgeInvalid) as caught:
        panel_from(files, "test")

    assert [mistake.file for mistake in caught.value.mistakes] == [
        "a.toml",
        "b.toml",
        "c.toml",
    ]
    assert caught.value.exit_code == 4


def test_a_gene_in_two_files_is_refused():
    files = [("a.toml", gene_text("SF3B1")), ("b.toml", gene_text("SF3B1"))]

    with pytest.raises(KnowledgeInvalid, match=r"SF3B1 is described in a\.toml already"):
        panel_from(files, "test")


# --- reference tables and arithmetic -------------------------------------------------------


@pytest.mark.parametrize(
    ("symbol", "distance"),
    [
        ("ALAS2", 26_433),
        ("SLC25A38", 41_491),
        ("STEAP3", 757_576),
        ("ABCB7", -780_165),
        ("SF3B1", 864_724),
    ],
)
def test_the_distance_between_the_builds_is_the_same_at_every_exon(symbol, distance):
    exons = load_panel().gene(symbol).transcript.exons
    pairs = zip(exons[GRCH37], exons[GRCH38], strict=True)

    assert {distance} == {
        number
        for on_37, on_38 in pairs
        for number in (
            on_37.interval.start - on_38.interval.start,
            on_37.interval.end - on_38.interval.end,
        )
    }


@pytest.mark.parametrize(
    ("symbol", "accession", "length"),
    [
        ("ALAS2", "NP_000023.2", 587),
        ("SLC25A38", "NP_060345.2", 304),
        ("STEAP3", "NP_878919.2", 498),
        ("ABCB7", "NP_001258625.1", 752),
        ("SF3B1", "NP_036565.2", 1304),
    ],
)
def test_each_protein_is_as_long_as_its_coding_part(symbol, accession, length):
    transcript = load_panel().gene(symbol).transcript
    coding_end = max(exon.c_to or 0 for exon in transcript.exons[GRCH38])

    assert accession == transcript.protein
    assert length == len(load_proteins()[accession]) == coding_end // 3 - 1


@pytest.mark.parametrize(
    ("symbol", "build", "pos", "name"),
    [
        ("ALAS2", GRCH38, 55026000, "1"),
        ("ALAS2", GRCH38, 55009180, "1764"),
        ("ALAS2", GRCH38, 55009179, "*1"),
        ("ALAS2", GRCH38, 55026001, "-1"),
        ("ALAS2", GRCH38, 55026015, "-15"),
        ("ALAS2", GRCH38, 55028202, "-15-2187"),
        ("ALAS2", GRCH38, 55030942, "-16"),
        ("ALAS2", GRCH38, 55030941, "-16+1"),
        ("ALAS2", GRCH38, 55031184, "-258"),
        ("ALAS2", GRCH37, 55057617, "-258"),
        ("ALAS2", GRCH38, 55009344, "1601-1"),
        ("ALAS2", GRCH38, 55013485, "1600+1"),
        ("SLC25A38", GRCH38, 39392021, "625"),
        ("SLC25A38", GRCH38, 39392022, "625+1"),
        ("SLC25A38", GRCH38, 39394409, "626-1"),
        ("SLC25A38", GRCH38, 39396521, "*1"),
        ("STEAP3", GRCH38, 119245796, "330"),
        ("ABCB7", GRCH38, 75156283, "-11"),
        ("ABCB7", GRCH38, 75156294, "-22"),
    ],
)
def test_a_place_on_the_chromosome_has_its_hgvs_position_and_back(symbol, build, pos, name):
    transcript = load_panel().gene(symbol).transcript
    position = coding_position(transcript, build, pos)

    assert name == str(position)
    assert position == read_position(name)
    assert pos == place_on_chromosome(transcript, build, position)


@pytest.mark.parametrize("symbol", GENES)
def test_every_place_of_a_gene_comes_back_from_its_hgvs_position(symbol):
    gene = load_panel().gene(symbol)
    for build in Assembly:
        locus = gene.locus[build]
        for pos in range(locus.start - 300, locus.end + 300, 7):
            position = coding_position(gene.transcript, build, pos)
            assert pos == place_on_chromosome(gene.transcript, build, position)


def test_words_that_are_no_position_are_not_read():
    assert read_position("1354C>T") is None
    assert CodingPosition("-", 15, -2187) == read_position("-15-2187")


@pytest.mark.parametrize(
    ("residue", "place", "ref", "alt", "possible"),
    [
        ("Arg", 0, "C", "T", ("Cys", "Ter", "Trp")),
        ("Tyr", 0, "T", "C", ("His",)),
        ("Leu", 2, "G", "A", ("Leu",)),
        ("Met", 0, "C", "A", ()),
    ],
)
def test_what_one_base_can_make_of_an_amino_acid(residue, place, ref, alt, possible):
    assert possible == one_base_changes(residue, place, ref, alt)


def test_the_residue_behind_the_last_is_the_stop():
    protein = load_proteins()["NP_000023.2"]

    assert tuple(amino_acid(protein, number) for number in (1, 587, 588, 589)) == (
        "Met",
        "Ala",
        "Ter",
        "",
    )


def test_chromosome_lengths_differ_between_the_builds():
    lengths = load_contig_lengths()
    chromosomes = [str(number) for number in range(1, 23)] + ["X", "Y"]

    assert [*chromosomes, "MT"] == list(lengths[GRCH37])
    assert chromosomes == list(lengths[GRCH38])
    assert all(lengths[GRCH37][chrom] != lengths[GRCH38][chrom] for chrom in chromosomes)
    assert (lengths[GRCH37]["X"], lengths[GRCH38]["X"]) == (155_270_560, 156_040_895)
    assert lengths[GRCH37]["MT"] == 16_569


def test_a_known_base_speaks_for_one_build_only():
    bases = load_reference_bases()
    assert not bases[GRCH37].keys() & bases[GRCH38].keys()
    for build in Assembly:
        other = GRCH38 if build is GRCH37 else GRCH37
        for chrom, pos in bases[build]:
            inside = [
                gene.symbol
                for gene in load_panel().scanned
                if gene.locus[build].overlaps(chrom, pos, pos)
                or any(region.overlaps(chrom, pos, pos) for _, region in gene.regions[build])
            ]
            assert len(inside) == 1, (build, chrom, pos)
            assert not any(
                gene.locus[other].overlaps(chrom, pos, pos) for gene in load_panel().scanned
            )


# --- against the reference material --------------------------------------------------------


def test_the_exons_equal_those_of_the_reference_material(shared):
    expected = {
        (row["refseq"], row["build"], row["exon_number"]): (
            row["exon_start"],
            row["exon_end"],
            row["c_from"],
            row["c_to"],
        )
        for row in table(shared / "reference" / "exons_cds.tsv")
        if row["gene"] in GENES and row["status"] == "MANE_Select"
    }
    ours = {
        (refseq, build.value, str(exon.number)): (
            str(exon.interval.start),
            str(exon.interval.end),
            str(exon.c_from or "."),
            str(exon.c_to or "."),
        )
        for refseq, builds in load_exons().items()
        for build, exons in builds.items()
        for exon in exons
    }

    assert expected == ours


def test_loci_and_transcripts_equal_those_of_the_reference_material(shared):
    rows = [
        row
        for row in table(shared / "reference" / "transcripts.tsv")
        if row["gene"] in GENES and row["status"] == "MANE_Select"
    ]
    assert 2 * len(GENES) == len(rows)
    for row in rows:
        gene = load_panel().gene(row["gene"])
        locus = gene.locus[Assembly(row["build"])]
        assert (row["tx_start"], row["tx_end"]) == (str(locus.start), str(locus.end))
        assert row["chrom"] == f"chr{locus.chrom}"
        assert (row["refseq"], row["ensembl_transcript"], row["refseq_protein"], row["strand"]) == (
            gene.transcript.refseq,
            gene.transcript.ensembl,
            gene.transcript.protein,
            gene.transcript.strand,
        )


def test_the_names_of_all_anchor_changes_follow_from_their_places(shared):
    checked = 0
    for row in table(shared / "reference" / "anchor_variants.tsv"):
        if row["gene"] not in SCANNED:
            continue
        transcript = load_panel().gene(row["gene"]).transcript
        bases = row["ref"] + row["alt"]
        ref, alt = bases.translate(COMPLEMENT) if transcript.strand == "-" else bases
        for build in Assembly:
            position = coding_position(transcript, build, int(row[f"pos_{build}"]))
            assert row["hgvs_c"] == f"{transcript.refseq}:c.{position}{ref}>{alt}"
        residue = amino_acid(load_proteins()[transcript.protein], (position.base + 2) // 3)
        possible = one_base_changes(residue, (position.base - 1) % 3, ref, alt)
        assert row["residue"].startswith(residue)
        assert set(row["p_possible"].split("/")) == set(possible)
        checked += 1

    assert checked == 40


def test_every_clinvar_allele_with_criteria_is_known_with_its_class(shared):
    sides = {
        "Pathogenic": "P/LP",
        "Likely pathogenic": "P/LP",
        "Uncertain significance": "VUS",
        "Likely benign": "LB/B",
        "Benign": "LB/B",
    }
    ours = {
        allele: variant
        for gene in load_panel().scanned
        for variant in gene.known_variants
        for allele in variant.alleles
    }
    checked = 0
    for row in table(shared / "variants" / "clinvar_four_genes.tsv"):
        reviewed = row["review_status"] == "criteria provided, single submitter"
        if row["source_id"] != "A2" or not reviewed:
            continue
        allele = Variant(GRCH37, row["chrom"], int(row["pos"]), row["ref"], row["alt"])
        used = ours[allele].used
        assert used is not None
        assert used.classification.side in {sides[row["significance"]], "VUS"}, ours[allele].id
        checked += 1

    assert checked > 40


def test_reference_bases_agree_with_the_site_lists(shared):
    bases = load_reference_bases()
    for row in table(shared / "variants" / "site_lists_four_genes.tsv"):
        build = Assembly(f"GRCh{row['assembly']}")
        place = (row["chrom"].removeprefix("chr"), int(row["pos"]))
        assert row["ref"] == bases[build][place]
