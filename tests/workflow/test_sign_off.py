"""`sideroscreen sign-off` and `verify`, from the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import man_with_anaemia
from issued import basis_of, issue

from workflow.__main__ import main
from workflow.versions import software_version

WHOLE = man_with_anaemia()
SOFTWARE = f"sideroscreen {software_version()}"
REFERRAL = basis_of(
    replace(WHOLE, case=replace(WHOLE.case, documents=("referral",))), software=SOFTWARE
)


@pytest.fixture
def folder(tmp_path):
    issue(REFERRAL, tmp_path)
    return tmp_path


def test_two_people_sign_and_verify_tells_it(folder, capsys):
    sign = ["sign-off", str(folder), "referral", "--date", "2026-06-02"]
    assert main([*sign, "--checked-by", "Dr A. Example"]) == 0
    assert main([*sign, "--authorised-by", "Dr B. Example"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == (
        "FAM-1-referral: version 1 authorised by Dr B. Example, 2026-06-02: "
        f"{folder}/FAM-1-referral.html"
    )
    assert main(["verify", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "all as recorded"

    (folder / "FAM-1-referral.html").write_text("other words")
    assert main(["verify", str(folder)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == (
        "DIFFERENT  FAM-1-referral.html: was changed since it was recorded"
    )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ([], "one person signs at a time"),
        (["--checked-by", "A", "--authorised-by", "B"], "one person signs at a time"),
        (["--checked-by", "A", "--pkcs12", "key.p12"], "only an authorised document is signed"),
        (["--authorised-by", "B", "--passphrase-file", "words"], "a passphrase and no key"),
        (["--authorised-by", "B"], "nobody has checked it yet"),
    ],
)
def test_what_cannot_be_signed_is_one_line(folder, capsys, options, says):
    assert main(["sign-off", str(folder), "referral", *options]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert says in line
