"""The library: kept with checksums, loaded with its age, looked up by the allele alone."""

import hashlib
import json
from datetime import date

import pytest
from download_helpers import SINGLE, known_places, new_clinvar, sites_vcf
from vcf_helpers import vcf_text

from genetics.classification import Classification
from genetics.errors import InputRejected, KnowledgeInvalid
from genetics.findings import find
from genetics.library.library import NOTHING_ADDED
from genetics.library.loading import load_library
from genetics.library.lookup import CLINVAR_DIFFERS, CLINVAR_NOT_COMPARED, clinvar_side, looked_up
from genetics.library.records import ClinvarClass, ClinvarRecord
from genetics.library.update import update
from genetics.results import Finding, Origin
from genetics.sequence.cutting import ProvenSlice
from genetics.sequence.slices import Slice
from genetics.sequence.store import keep
from genetics.variants import Assembly, Variant

TODAY = date(2026, 11, 25)
G37, G38 = Assembly.GRCH37, Assembly.GRCH38


def library_of(folder, panel, *records, assembly=G38, today=TODAY, **more):
    path = new_clinvar(folder, *records, assembly=assembly, **more)
    update(folder / "data", panel, clinvar=[path], today=TODAY)
    return load_library(folder / "data", today=today)


def finding_of(variant, used=Classification.UNCERTAIN):
    return Finding("ALAS2", "", "", "p.?", None, used, Origin.VCF, variant=variant)


def a_class(word):
    return f"CLNSIG={word};CLNDN=x;CLNREVSTAT={SINGLE}"


def messages(finding):
    return [message.id for message in finding.warnings]


# What ClinVar holds, the allele that is asked for, and ClinVar's word for it ("": none).
ALLELES = {
    "one place, benign": (("X 55009268 C T Benign", "X 55009268 C G Pathogenic"), (G38, "X", 55009268, "C", "T"), "Benign"),
    "one place, pathogenic": (("X 55009268 C T Benign", "X 55009268 C G Pathogenic"), (G38, "X", 55009268, "C", "G"), "Pathogenic"),
    "one place, a third allele": (("X 55009268 C T Benign", "X 55009268 C G Pathogenic"), (G38, "X", 55009268, "C", "A"), ""),
    "STEAP3, either numbering": (("2 119245796 C A Pathogenic",), (G38, "2", 119245796, "C", "A"), "Pathogenic"),
    "STEAP3, the codon of residue 100 of the other numbering": (("2 119245796 C A Pathogenic",), (G38, "2", 119245766, "C", "A"), ""),
    "ABCB7, one residue further": (("X 75053443 T C Pathogenic",), (G38, "X", 75053440, "T", "C"), ""),
    "the promoter, outside the gene": (("X 55031184 G C Pathogenic",), (G38, "X", 55031184, "G", "C"), "Pathogenic"),
    "the same place of the other build": (("X 55009268 C T Benign",), (G37, "X", 55009268, "C", "T"), ""),
    "written with bases that both share": (("X 55009267 CC CT Benign",), (G38, "X", 55009268, "C", "T"), "Benign"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALLELES)
def test_alleles_match_and_nothing_else(tmp_path, panel, case):
    held, asked, word = ALLELES[case]
    records = [" ".join((*one.split()[:4], a_class(one.split()[4]))) for one in held]
    library = library_of(tmp_path, panel, *records)
    (found,) = looked_up([finding_of(Variant(*asked))], library)
    assert (found.clinvar.classes[0].word if found.clinvar else "") == word


@pytest.mark.parametrize(
    ("words", "used", "differs"),
    [
        (("Pathogenic",), "LP", False),
        (("Pathogenic/Likely pathogenic",), "VUS", True),
        (("Likely benign",), "P", True),
        (("Benign", "Likely benign"), "B", False),
        (("Pathogenic", "Benign"), "VUS", False),
        (("Conflicting classifications of pathogenicity",), "P", False),
        (("Pathogenic", "other"), "VUS", True),
        (("not provided",), "P", False),
    ],
)
def test_a_class_on_another_side_is_said_and_never_used(words, used, differs):
    variant = Variant(G38, "X", 55009268, "C", "T")
    record = ClinvarRecord("1", tuple(ClinvarClass(word, (), "", 1) for word in words))
    library = type(NOTHING_ADDED)(clinvar={variant: record})
    (found,) = looked_up([finding_of(variant, Classification(used))], library)
    assert (CLINVAR_DIFFERS in messages(found)) is differs
    assert found.classification == used
    assert bool(clinvar_side(record)) or not differs


def test_a_scan_shows_clinvar_beside_the_class_that_is_used(tmp_path, panel):
    library = library_of(tmp_path, panel, f"X 55031184 G C {a_class('Pathogenic')}")
    vcf = tmp_path / "person.vcf"
    vcf.write_text(vcf_text("chrX 55031184 . G C 50 PASS . GT 1"))
    found = find(vcf, panel, library=library)
    (finding,) = found.samples[0].findings
    assert finding.clinvar.classes[0].word == "Pathogenic"
    assert finding.classification == "VUS"
    assert any(getattr(one, "id", "") == CLINVAR_DIFFERS for one in finding.warnings)
    assert [source.name for source in found.sources] == ["ClinVar (GRCh38)"]


# --- indels, with the reference and without ---

# ALAS2 on GRCh38 as it would be cut, shortened: CA repeats from 55009500 on.
REPEAT = Slice(
    "ALAS2", G38, "X", 55009490, "GGTTGGTTGT" + "CA" * 6 + "GGTT",
    "made up", hashlib.sha256(b"GGTTGGTTGT" + b"CA" * 6 + b"GGTT").hexdigest(),
)  # fmt: skip
LEFT, RIGHT = ("X", 55009499, "TCA", "T"), ("X", 55009507, "ACA", "A")


@pytest.mark.parametrize("written", [LEFT, RIGHT])
@pytest.mark.parametrize("with_reference", [True, False])
def test_an_indel_written_in_another_way_matches_with_the_reference(
    tmp_path, panel, written, with_reference
):
    """Without the reference it is not compared, and that is said."""
    if with_reference:
        keep(tmp_path / "data", [ProvenSlice(REPEAT, "chrX", (), (), 0)], TODAY)
    record = " ".join(str(part) for part in written)
    library = library_of(tmp_path, panel, f"{record} {a_class('Pathogenic')}")
    (found,) = looked_up([finding_of(Variant(G38, *LEFT))], library)
    (right,) = looked_up([finding_of(Variant(G38, *RIGHT))], library)
    if with_reference or written == LEFT:
        assert found.clinvar is not None
        assert CLINVAR_NOT_COMPARED not in messages(found)
    else:
        assert found.clinvar is None
        assert messages(found) == [CLINVAR_NOT_COMPARED]
        remark = "1 allele is not left-aligned and was not compared: the reference is needed"
        assert remark in next(iter(library.clinvar_sources.values())).remarks
    assert right.clinvar is None
    assert messages(right) == [CLINVAR_NOT_COMPARED]
    assert right.warnings == ("not compared with ClinVar (not left-aligned)",)


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ("X 55009499 TCA T", ""),
        ("X 55009499 TCN T", ""),
        ("X 55009489 TG T", ""),
        ("X 55009499 A <DEL>", "REF has A at X:55009499, but the reference of GRCh38"),
        ("X 55009499 TC <DEL>", ""),
        ("X 55009500 A C", "REF has A at X:55009500"),
        ("X 55009498 GTG G", "REF has G at X:55009500"),
    ],
)
def test_a_download_is_compared_with_the_reference_that_was_added(tmp_path, panel, record, why):
    """REF decides on both kinds of download; what the reference does not hold says nothing."""
    keep(tmp_path / "data", [ProvenSlice(REPEAT, "chrX", (), (), 0)], TODAY)
    if not why:
        assert library_of(tmp_path, panel, f"{record} {a_class('Pathogenic')}").clinvar
        return
    with pytest.raises(InputRejected, match=why) as refused:
        library_of(tmp_path, panel, f"{record} {a_class('Pathogenic')}")
    assert "\n" not in str(refused.value)
    path = tmp_path / "frequencies.vcf"
    chrom, pos, ref, alt = record.split()
    header = ["##fileformat=VCFv4.2", "##reference=GRCh38"]
    rows = [*known_places(G38, "AF=0.1"), f"{chrom} {pos} . {ref} {alt} . . AF=0.1"]
    path.write_text(sites_vcf(rows, header, ["AF"], {"AF": "A"}))
    with pytest.raises(InputRejected, match=why):
        update(tmp_path / "data", panel, frequencies=[path], today=TODAY)
    assert load_library(tmp_path / "data", today=TODAY).clinvar == {}


# --- kept and loaded ---


def test_nothing_added_is_nothing(tmp_path):
    assert load_library(tmp_path) is NOTHING_ADDED


def test_both_builds_stand_side_by_side_and_a_new_release_replaces_its_own(tmp_path, panel):
    library_of(tmp_path, panel, f"X 55035701 C T {a_class('Benign')}", assembly=G37)
    library_of(tmp_path, panel, f"X 55009268 C T {a_class('Benign')}")
    library = library_of(tmp_path, panel, f"X 55009268 C T {a_class('Pathogenic')}")
    assert library.clinvar[Variant(G37, "X", 55035701, "C", "T")].classes[0].word == "Benign"
    assert library.clinvar[Variant(G38, "X", 55009268, "C", "T")].classes[0].word == "Pathogenic"
    assert sorted(library.clinvar_sources) == [G37, G38]


@pytest.mark.parametrize(
    ("release", "remarks"),
    [
        ("2026-10-04", ()),
        ("2025-11-25", ()),
        ("2025-10-25", ("13 months old",)),
        ("2017-04-04", ("115 months old",)),
        ("2027-01-01", ("the date of the release lies in the future: is it right?",)),
        ("today", ("the date of the release is not stated",)),
    ],
)
def test_a_source_says_how_old_it_is(tmp_path, panel, release, remarks):
    library = library_of(tmp_path, panel, date=release)
    assert next(iter(library.clinvar_sources.values())).remarks == remarks


def test_the_file_is_the_same_whenever_it_is_made_from_the_same(tmp_path, panel):
    library_of(tmp_path, panel)
    kept = tmp_path / "data" / "clinvar" / "GRCh38.json"
    first = kept.read_bytes()
    library_of(tmp_path, panel)
    assert kept.read_bytes() == first
    assert [path.name for path in kept.parent.iterdir()] == ["GRCh38.json"]


def _change(document):
    document["content"]["alleles"][0][1]["classes"][0]["word"] = "Pathogenic"


def _other_schema(document):
    document["content"]["schema"] = "other/1"
    text = json.dumps(document["content"], sort_keys=True, separators=(",", ":"))
    document["checksum"] = hashlib.sha256(text.encode()).hexdigest()


def _less(document):
    del document["content"]["signs"]
    text = json.dumps(document["content"], sort_keys=True, separators=(",", ":"))
    document["checksum"] = hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("damage", "why"),
    [(_change, "checksum"), (_other_schema, "is not sideroscreen-clinvar/1"), (_less, "hold what")],
)
def test_a_damaged_file_is_refused(tmp_path, panel, damage, why):
    library_of(tmp_path, panel)
    kept = tmp_path / "data" / "clinvar" / "GRCh38.json"
    document = json.loads(kept.read_text())
    damage(document)
    kept.write_text(json.dumps(document))
    with pytest.raises(KnowledgeInvalid, match=why):
        load_library(tmp_path / "data")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"content": 1}'])
def test_a_file_that_is_no_json_is_refused(tmp_path, text):
    (tmp_path / "clinvar").mkdir()
    (tmp_path / "clinvar" / "GRCh37.json").write_text(text)
    with pytest.raises(KnowledgeInvalid, match=r"GRCh37\.json"):
        load_library(tmp_path)
