"""One small file for each trap of a family: what the scan says of it, the whole way."""

import json

import pytest

from workflow.__main__ import main

BOY = "F child father mother 1 2\nF mother 0 0 2 1\nF father 0 0 1 1\n"
GIRL = BOY.replace("mother 1 2", "mother 2 2")


def scanned(vcfs, tmp_path, capsys, trap, ped, *more):
    path = tmp_path / "family.ped"
    path.write_text(ped)
    arguments = ["scan", str(vcfs / f"{trap}.vcf"), "--ped", str(path), "--format", "json", *more]
    assert main(arguments) == 0
    (scan,) = json.loads(capsys.readouterr().out)["scans"]
    return {sample["sample"]: sample for sample in scan["samples"]}


def findings(sample) -> list[dict]:
    return [finding for gene in sample["genes"] for finding in gene["findings"]]


@pytest.mark.parametrize(
    ("trap", "ped", "phase", "origins"),
    [
        ("phase_set_in_trans", GIRL, "in trans (phase set)", {""}),
        ("phase_set_in_cis", GIRL, "in cis (phase set)", {""}),
        ("phase_sets_differ", GIRL, "unknown", {""}),
        ("phase_of_one_copy_is_none", BOY, "in cis (genotype)", {""}),
        ("phase_of_one_copy_is_none", GIRL, "unknown", {""}),
        ("trio_in_trans", GIRL, "in trans (parents)", {"mother", "father"}),
        ("trio_in_cis", GIRL, "in cis (parents)", {"mother"}),
        ("trio_one_homozygous_parent", GIRL, "in trans (parents)", {"mother", "father"}),
        ("trio_father_not_called", GIRL, "unknown", {"", "father"}),
        ("trio_phase_set_against_parents", GIRL, "unknown", {""}),
    ],
)
def test_what_a_scan_says_of_phase_and_origin(vcfs, tmp_path, capsys, trap, ped, phase, origins):
    child = scanned(vcfs, tmp_path, capsys, trap, ped, "--sample", "child")["child"]

    assert {finding["phase"] for finding in findings(child)} == {phase}
    assert {finding["parental_origin"] for finding in findings(child)} == origins
    (pair,) = (pair for gene in child["genes"] for pair in gene["pairs"])
    assert pair["phase"] == phase
    assert pair["why"]


@pytest.mark.parametrize(
    ("trap", "ped", "answer", "why"),
    [
        ("trio_new_in_a_boy", BOY, "yes", "the mother: 0 of 45 reads show it"),
        ("trio_new_in_a_boy", GIRL, "cannot tell", "a person decides"),
        ("trio_mother_shallow", BOY, "cannot tell", "on 12 reads only"),
        ("trio_mosaic_mother", BOY, "cannot tell", "the parent may be a mosaic"),
        ("trio_father_not_called", GIRL, "no", "carried by the mother"),
    ],
)
def test_what_a_scan_says_of_a_new_change(vcfs, tmp_path, capsys, trap, ped, answer, why):
    child = scanned(vcfs, tmp_path, capsys, trap, ped)["child"]
    judged = findings(child)[0]["de_novo"]

    assert judged["answer"] == answer
    assert why in judged["why"]


@pytest.mark.parametrize(
    ("trap", "proteins"),
    [
        ("codon_in_trans", {"p.(Arg452Cys)", "p.(Arg452His)"}),
        ("codon_in_cis", {"p.?"}),
    ],
)
def test_what_a_scan_calls_two_changes_of_one_codon(vcfs, tmp_path, capsys, trap, proteins):
    child = scanned(vcfs, tmp_path, capsys, trap, GIRL)["child"]

    assert {finding["hgvs_p"] for finding in findings(child)} == proteins


def test_the_parents_are_read_with_the_child_and_reported_only_if_they_are_asked_for(
    vcfs, tmp_path, capsys
):
    trap = ("trio_in_trans", GIRL)
    child_only = scanned(vcfs, tmp_path, capsys, *trap, "--sample", "child")
    everybody = scanned(vcfs, tmp_path, capsys, *trap)

    assert list(child_only) == ["child"]
    assert list(everybody) == ["child", "mother", "father"]
    assert child_only["child"] == everybody["child"]
    assert findings(everybody["mother"])[0]["de_novo"] is None


def test_a_ped_that_names_people_who_are_not_in_the_file_says_so_and_guesses_nothing(
    vcfs, tmp_path, capsys
):
    ped = GIRL.replace("father", "grandfather")
    child = scanned(vcfs, tmp_path, capsys, "trio_in_trans", ped)["child"]

    for finding in findings(child):
        assert finding["trio"]["father"] == ""
        assert finding["parental_origin"] == ""
        assert finding["phase"] == "unknown"
    (pair,) = (pair for gene in child["genes"] for pair in gene["pairs"])
    assert "the father is not in this file" in pair["why"]
