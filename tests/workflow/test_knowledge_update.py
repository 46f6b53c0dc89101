"""`knowledge update` and `knowledge sources`, as typed in."""

import pytest

from genetics.reference.tables import load_reference_bases
from genetics.variants import Assembly
from workflow.__main__ import main


@pytest.fixture
def clinvar(tmp_path):
    known = sorted(load_reference_bases()[Assembly.GRCH38].items())[-3:]
    other = {"A": "C", "C": "A", "G": "T", "T": "G"}
    info = "CLNSIG=Benign;CLNDN=x;CLNREVSTAT=reviewed_by_expert_panel"
    lines = [
        "##fileformat=VCFv4.1",
        "##fileDate=2024-02-01",
        "##source=ClinVar",
        "##reference=GRCh38",
        *(
            f'##INFO=<ID={name},Number=.,Type=String,Description="">'
            for name in ("CLNSIG", "CLNDN", "CLNREVSTAT")
        ),
        "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO",
        *(f"{chrom}\t{pos}\t7\t{ref}\t{other[ref]}\t.\t.\t{info}" for (chrom, pos), ref in known),
    ]
    path = tmp_path / "clinvar.vcf"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_what_was_added_is_listed_with_date_checksum_and_age(tmp_path, clinvar, capsys):
    data = str(tmp_path / "data")
    assert main(["knowledge", "sources", "--data", data]) == 0
    assert "nothing was added" in capsys.readouterr().out
    assert main(["knowledge", "update", "--clinvar", str(clinvar), "--data", data]) == 0
    told = capsys.readouterr().out
    assert "3 records read, 3 alleles kept" in told
    assert main(["knowledge", "sources", "--data", data]) == 0
    told = capsys.readouterr().out
    for part in ("ClinVar (GRCh38): clinvar.vcf", "release 2024-02-01", "sha256", "months old"):
        assert part in told


def test_doctor_and_the_version_name_the_sources(tmp_path, clinvar, capsys, monkeypatch):
    monkeypatch.setenv("SIDEROSCREEN_DATA", str(tmp_path / "mine"))
    assert main(["knowledge", "update", "--clinvar", str(clinvar)]) == 0
    capsys.readouterr()
    assert main(["-V"]) == 0
    assert "ClinVar (GRCh38): clinvar.vcf" in capsys.readouterr().out


def test_a_mistake_is_one_line_and_leaves_nothing(tmp_path, clinvar, capsys):
    clinvar.write_text(clinvar.read_text().replace("##source=ClinVar", "##source=other"))
    data = tmp_path / "data"
    assert main(["knowledge", "update", "--clinvar", str(clinvar), "--data", str(data)]) == 3
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "not ClinVar's VCF" in told
    assert not data.exists()
    assert main(["knowledge", "update", "--data", str(data)]) == 2


def test_a_damaged_file_stops_the_scan(tmp_path, clinvar, capsys):
    data = tmp_path / "data"
    assert main(["knowledge", "update", "--clinvar", str(clinvar), "--data", str(data)]) == 0
    kept = data / "clinvar" / "GRCh38.json"
    kept.write_text(kept.read_text().replace("Benign", "Pathogenic"))
    assert main(["scan", str(clinvar), "--data", str(data)]) == 4
    assert "checksum" in capsys.readouterr().err
