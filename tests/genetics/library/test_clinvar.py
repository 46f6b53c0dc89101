"""ClinVar's VCF: both layouts, all spellings, and nothing left out in silence."""

import csv
import gzip
from datetime import date

import pysam
import pytest
from download_helpers import (
    NEW_FIELDS,
    SINGLE,
    clinvar_header,
    known_places,
    new_clinvar,
    old_clinvar,
    sites_vcf,
)

from genetics.errors import InputRejected, UsageError
from genetics.library.clinvar_words import OLD_CLASSES, OLD_REVIEWS, conflict_in, side_of, words_in
from genetics.library.update import update
from genetics.variants import Assembly, Variant

TODAY = date(2026, 11, 25)


def taken(tmp_path, panel, path, **more):
    (stored,) = update(tmp_path / "data", panel, clinvar=[path], today=TODAY, **more)
    return stored


def record_at(stored, pos, alt):
    (found,) = [one for variant, one in stored.alleles if (variant.pos, variant.alt) == (pos, alt)]
    return found


def reasons(stored):
    return {left.why: left.count for left in stored.not_used}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Pathogenic", ("Pathogenic",)),
        ("Pathogenic/Likely_pathogenic", ("Pathogenic/Likely pathogenic",)),
        (
            "Pathogenic/Pathogenic,_low_penetrance|other",
            ("Pathogenic/Pathogenic, low penetrance", "other"),
        ),
        ("Pathogenic,_risk_factor", ("Pathogenic", "risk factor")),
        ("Pathogenic|Pathogenic", ("Pathogenic",)),
        ("Likely_risk_allele", ("Likely risk allele",)),
        ("drug%20response", ("drug response",)),
        ("", ()),
    ],
)
def test_the_words_of_a_class(value, words):
    assert words_in(value) == words


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("Pathogenic(1)|Uncertain_significance(2)", "Pathogenic (1), Uncertain significance (2)"),
        ("Pathogenic(1),_Uncertain_significance(2)", "Pathogenic (1), Uncertain significance (2)"),
        ("Likely_pathogenic,_low_penetrance(3)", "Likely pathogenic, low penetrance (3)"),
    ],
)
def test_a_conflict_keeps_its_counts(value, told):
    assert conflict_in(value) == told


@pytest.mark.parametrize(
    ("word", "side"),
    [
        ("Pathogenic/Likely pathogenic", "P/LP"),
        ("Pathogenic/Pathogenic, low penetrance", "P/LP"),
        ("Benign/Likely benign", "LB/B"),
        ("Uncertain significance", "VUS"),
        ("Uncertain significance/Uncertain risk allele", ""),
        ("Conflicting classifications of pathogenicity", ""),
        ("Established risk allele", ""),
        ("not provided", ""),
        ("Pathogenic/Benign", ""),
    ],
)
def test_the_side_of_a_class(word, side):
    assert side_of(word) == side


@pytest.mark.parametrize(
    ("written", "stars"),
    [
        ("practice_guideline", 4),
        ("reviewed_by_expert_panel", 3),
        ("criteria_provided,_multiple_submitters,_no_conflicts", 2),
        ("criteria_provided,_conflicting_interpretations", 1),
        ("criteria_provided,_conflicting_classifications", 1),
        ("criteria_provided,_single_submitter", 1),
        ("no_assertion_criteria_provided", 0),
        ("no_assertion_provided", 0),
        ("no_classification_provided", 0),
        ("no_classifications_from_unflagged_records", 0),
        ("criteria_provided,_by_a_committee", None),
        (".", None),
    ],
)
def test_each_review_status_has_its_stars_and_an_unknown_one_none(tmp_path, panel, written, stars):
    path = new_clinvar(tmp_path, f"X 55009268 C T CLNSIG=Benign;CLNDN=x;CLNREVSTAT={written}")
    stored = taken(tmp_path, panel, path)
    (one,) = record_at(stored, 55009268, "T").classes
    assert one.stars == stars
    assert any("review status not known" in why for why in reasons(stored)) is (stars is None)


def test_a_record_of_today_is_read_whole(tmp_path, panel):
    info = (
        "ALLELEID=77;CLNDN=X-linked_sideroblastic_anemia_1|.|Anemia%2C_mild;"
        "CLNDISDB=MONDO:1|MedGen:C1|MONDO:3;CLNHGVS=NC_000023.11:g.55009268C>T;RS=145704441;"
        "CLNSIG=Conflicting_classifications_of_pathogenicity|other;"
        "CLNSIGCONF=Pathogenic(1)|Benign(2);"
        "CLNREVSTAT=criteria_provided,_conflicting_classifications"
    )
    stored = taken(tmp_path, panel, new_clinvar(tmp_path, f"chrX 55009268 C T {info}"))
    record = record_at(stored, 55009268, "T")
    conflict, other = record.classes
    assert conflict.word == "Conflicting classifications of pathogenicity"
    assert conflict.conflicting == "Pathogenic (1), Benign (2)"
    assert (other.word, other.conflicting) == ("other", "")
    assert conflict.conditions == ("X-linked sideroblastic anemia 1", "MedGen:C1", "Anemia, mild")
    assert (record.variation_id, record.allele_id, record.rsid) == ("1", "77", "rs145704441")
    assert record.hgvs == "NC_000023.11:g.55009268C>T"
    (source,) = stored.sources
    assert (source.release, source.added, len(source.sha256)) == (date(2026, 10, 4), TODAY, 64)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (f"X 55009268 C . CLNSIG=Benign;CLNREVSTAT={SINGLE}", "without alternative allele"),
        (f"X 55009268 C G,T CLNSIG=Benign;CLNREVSTAT={SINGLE}", "one list of classes for all"),
        ("X 55009268 C T ONC=Oncogenic;ONCDN=x", "not germline"),
        ("X 55009268 C T CLNSIGINCL=424716:Pathogenic;CLNREVSTAT=x", "CLNSIGINCL"),
        ("X 55009268 C T RS=1", "without a germline class"),
        (f"X 55009268 C <DEL> CLNSIG=Benign;CLNREVSTAT={SINGLE}", "symbolic"),
        (f"X 55009268 CN C CLNSIG=Benign;CLNREVSTAT={SINGLE}", "A, C, G and T"),
    ],
)
def test_what_is_not_used_is_counted_and_named(tmp_path, panel, record, why):
    stored = taken(tmp_path, panel, new_clinvar(tmp_path, record))
    (left,) = [one for one in stored.not_used if why in one.why]
    assert (left.count, left.places) == (1, ("X:55009268",))
    assert len(stored.alleles) == 4


def test_a_class_in_an_unknown_word_is_kept_and_named(tmp_path, panel):
    path = new_clinvar(tmp_path, f"X 55009268 C T CLNSIG=Rather_bad;CLNREVSTAT={SINGLE}")
    stored = taken(tmp_path, panel, path)
    assert record_at(stored, 55009268, "T").classes[0].word == "Rather bad"
    assert any("Rather bad" in why for why in reasons(stored))


def test_an_old_record_gives_each_allele_its_own_list(tmp_path, panel):
    """CLNALLE names the alleles: here the second first, then none, then the reference."""
    path = old_clinvar(
        tmp_path,
        "X 55035701 C G,T CLNALLE=2,-1,0;CLNSIG=3|2,5,1;CLNREVSTAT=single|mult,exp,no_criteria;"
        r"CLNDBN=not_specified|Anemia\x2c_mild,x,y;CLNACC=RCV1.1|RCV2.1,RCV3.1,RCV4.1",
    )
    stored = taken(tmp_path, panel, path)
    record = record_at(stored, 55035701, "T")
    assert [(one.word, one.stars, one.conditions) for one in record.classes] == [
        ("Likely benign", 1, ("not specified",)),
        ("Benign", 2, ("Anemia, mild",)),
    ]
    assert record.other_ids == ("RCV1.1", "RCV2.1")
    assert [variant.alt for variant, _ in stored.alleles if variant.pos == 55035701] == ["T"]
    assert reasons(stored) == {
        "classes of an allele that the record does not name": 1,
        "classes of the reference allele": 1,
    }


def test_old_lists_of_unequal_length_are_not_guessed_at(tmp_path, panel):
    path = old_clinvar(
        tmp_path, "X 55035701 C G CLNALLE=1;CLNSIG=5|3;CLNREVSTAT=single;CLNDBN=a|b;CLNACC=R|S"
    )
    assert len(taken(tmp_path, panel, path).alleles) == 4


def test_a_change_of_the_promoter_lies_outside_the_gene_and_is_kept(tmp_path, panel):
    path = new_clinvar(tmp_path, f"X 55031184 G C CLNSIG=Pathogenic;CLNREVSTAT={SINGLE}")
    stored = taken(tmp_path, panel, path)
    assert record_at(stored, 55031184, "C").classes[0].word == "Pathogenic"


def test_records_in_a_gene_of_the_other_build_are_left_out(tmp_path, panel):
    """On GRCh37 this place is in ABCB7, on GRCh38 in none of our genes."""
    path = new_clinvar(tmp_path, f"X 74273212 G A CLNSIG=Benign;CLNREVSTAT={SINGLE}")
    assert len(taken(tmp_path, panel, path).alleles) == 4


@pytest.mark.parametrize("packing", ["plain", "gzip", "bgzip", "indexed"])
def test_every_packing_gives_the_same(tmp_path, panel, packing):
    path = new_clinvar(tmp_path, f"X 55031184 G C CLNSIG=Pathogenic;CLNREVSTAT={SINGLE}")
    plain = taken(tmp_path, panel, path)
    lines = path.read_text().splitlines(keepends=True)
    header = [line for line in lines if line[0] == "#"]
    records = sorted(
        (line for line in lines if line[0] != "#"),
        key=lambda line: (line.split()[0], int(line.split()[1])),
    )
    path.write_text("".join((*header, *records)))
    packed = tmp_path / "clinvar.vcf.gz"
    match packing:
        case "plain":
            packed = path
        case "gzip":
            packed.write_bytes(gzip.compress(path.read_bytes()))
        case "bgzip" | "indexed":
            pysam.tabix_compress(str(path), str(packed))
    if packing == "indexed":
        pysam.tabix_index(str(packed), preset="vcf")
    assert taken(tmp_path, panel, packed).alleles == plain.alleles


def refused(tmp_path, panel, path, **more):
    with pytest.raises((InputRejected, UsageError)) as error:
        update(tmp_path / "data", panel, clinvar=[path], today=TODAY, **more)
    assert len(error.value.mistakes) == 1
    return str(error.value)


def test_files_that_are_refused_replace_nothing(tmp_path, panel):
    good = new_clinvar(tmp_path, f"X 55031184 G C CLNSIG=Pathogenic;CLNREVSTAT={SINGLE}")
    taken(tmp_path, panel, good)
    kept = (tmp_path / "data" / "clinvar" / "GRCh38.json").read_bytes()
    text, bad = good.read_text(), tmp_path / "bad.vcf"
    info = f"CLNSIG=Benign;CLNDN=x;CLNREVSTAT={SINGLE}"
    elsewhere = sites_vcf([f"1 100 1 A C . . {info}"], clinvar_header(Assembly.GRCH38), NEW_FIELDS)
    one_sign = sites_vcf(
        known_places(Assembly.GRCH38, info)[:1], clinvar_header(Assembly.GRCH38), NEW_FIELDS
    )
    two_builds = text.replace("##reference=GRCh38", "##reference=GRCh37")
    for written, why, more in (
        (text.replace("##source=ClinVar", "##source=HaplotypeCaller"), "not ClinVar's VCF", {}),
        (text.replace("ID=CLNREVSTAT", "ID=OTHER"), "declares no INFO field CLNREVSTAT", {}),
        (one_sign, "cannot be concluded", {}),
        (two_builds, "on neither|contradict", {}),
        (text, "contradicts the stated build", {"assembly": Assembly.GRCH37}),
        (elsewhere, "no record lies in our genes", {"assembly": Assembly.GRCH38}),
        (text.replace("INFO\n", "INFO\tFORMAT\tperson\n"), "has samples", {}),
        (text.rstrip("\n"), "cut short", {}),
        ("<html>", "HTML", {}),
    ):
        bad.write_text(written)
        told = refused(tmp_path, panel, bad, **more)
        assert any(one in told for one in why.split("|")), told
        assert "\n" not in told
    packed = tmp_path / "cut.vcf.gz"
    packed.write_bytes(gzip.compress(text.encode())[:-20])
    assert "cut short" in refused(tmp_path, panel, packed)
    assert "no such file" in refused(tmp_path, panel, tmp_path / "absent.vcf")
    with pytest.raises(UsageError, match="two ClinVar files are on GRCh38"):
        update(tmp_path / "data", panel, clinvar=[good, good], today=TODAY)
    assert (tmp_path / "data" / "clinvar" / "GRCh38.json").read_bytes() == kept


# --- the real rows of 2015 to 2017 ---


def _rows(shared):
    with (shared / "variants" / "clinvar_four_genes.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = {}
    for row in rows:
        if row["assembly"] == "GRCh37" and row["ref"] and row["significance"]:
            place = (row["chrom"], int(row["pos"]), row["ref"], row["alt"])
            if row["review_status"] or place not in found:
                found[place] = row
    return found


@pytest.mark.parametrize("layout", ["new", "old"])
def test_the_real_rows_come_back_by_allele_with_their_class(tmp_path, panel, shared, layout):
    rows = _rows(shared)
    assert len(rows) > 90
    classes = {word: number for number, word in OLD_CLASSES.items()}
    reviews = {status: word for word, status in OLD_REVIEWS.items()}
    written = []
    for (chrom, pos, ref, alt), row in rows.items():
        words = row["significance"].replace(";", "|").split("|")
        review = row["review_status"] or "no assertion criteria provided"
        if layout == "new":
            info = f"CLNSIG={'|'.join(words)};CLNDN=x;CLNREVSTAT={review}".replace(" ", "_")
        else:
            signs = "|".join(classes[word] for word in words)
            each = "|".join([reviews[review]] * len(words))
            info = f"CLNALLE=1;CLNSIG={signs};CLNREVSTAT={each};CLNDBN={'|'.join('x' * len(words))}"
        written.append(f"{chrom} {pos} {ref} {alt} {info}")
    if layout == "old":
        path = old_clinvar(tmp_path, *written)
    else:
        path = new_clinvar(tmp_path, *written, assembly=Assembly.GRCH37, date="2017-04-04")
    alleles = dict(taken(tmp_path, panel, path).alleles)
    for (chrom, pos, ref, alt), row in rows.items():
        record = alleles[Variant(Assembly.GRCH37, chrom, pos, ref, alt)]
        words = {one.word for one in record.classes}
        assert set(row["significance"].replace(";", "|").split("|")) <= words
