"""Names, ids and texts that want to be code: printed as they are, or refused; nothing else happens."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest
from broken_library import started_with
from page_text import words_of

from genetics.errors import InputRejected
from reports.documents import Wanted
from reports.render import pdf_problem
from workflow.commands.demo import copy_inputs
from workflow.pipeline import load, report

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")

NAMES = {
    "a script": "<script>alert(1)</script>",
    "a template": "{{7*7}}{% include 'base.html' %}",
    "quotes": 'O\'Neill "Bo" `x` \\',
    "a style": '"><style>*{display:none}</style>',
    "a picture": '<img src="http://example.org/x.png">',
    "right to left": "שרה بنت علي",
    "emoji": "Alex 🧬👩‍🔬",
    "eighty characters": "A" * 80,
    "a formula": "=cmd|'/c calc'!A1",
    "an entity": "&lt;b&gt; &amp; &#x3c;",
}


def case_with(tmp_path: Path, name: str = "Alex Example", case_id: str = "FAM-1") -> Path:
    """Write a small case whose addressee has this name, and whose id is this."""
    path = tmp_path / "case.toml"
    path.write_text(
        f"""
schema = "sideroscreen-case/1"
id = {json.dumps(case_id)}
report_date = 2026-06-01
proband = "P"
documents = ["counselling"]

[[people]]
id = "P"
sex = "M"
birth_year = 1980

[names.P]
name = {json.dumps(name, ensure_ascii=False)}
lines = [{json.dumps(name, ensure_ascii=False)}]
""",
        "utf-8",
    )
    return path


def everything_below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_it_is_written(tmp_path, monkeypatch, name):
    monkeypatch.setattr("reports.documents.pdf_problem", lambda: "left out in this test")
    written = report(load(case_with(tmp_path, NAMES[name])), tmp_path / "out")
    assert not any(one.withheld for one in written)
    page = (tmp_path / "out" / "FAM-1-counselling.html").read_text("utf-8")
    assert " ".join(NAMES[name].split()) in words_of(page)
    assert "<script" not in page
    assert page.count("<style>") == 1
    assert "<img" not in page


@needs_pdf
def test_a_pdf_is_written_for_every_name_and_read_again(tmp_path):
    for number, name in enumerate(NAMES.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        written = report(load(case_with(folder, name)), folder / "out", Wanted(archive=True))
        assert not any(one.withheld for one in written), name
        assert (folder / "out" / "FAM-1-counselling-archive.pdf").is_file()


@pytest.mark.parametrize(
    ("letter", "said"), [("\u202e", "U+202E"), ("\x1b", "U+001B"), ("\u200b", "U+200B")]
)
def test_a_name_with_what_nobody_sees_is_refused(tmp_path, letter, said):
    with pytest.raises(InputRejected) as refused:
        load(case_with(tmp_path, f"Alex{letter}gnirts"))
    assert said in str(refused.value)
    assert letter not in str(refused.value)


IDS = ["../../x", "=cmd()", "/etc/passwd", "a/../../b", "..", "CON", "x\ny", "-o", "{{7*7}}", "~"]
REFUSED = ("../../x", "/etc/passwd", "a/../../b", "..", "x\ny")


@pytest.mark.parametrize("case_id", IDS)
def test_an_id_is_refused_or_writes_inside_its_folder_alone(tmp_path, monkeypatch, case_id):
    monkeypatch.setattr("reports.documents.pdf_problem", lambda: "left out in this test")
    room = tmp_path / "one" / "two" / "three"
    room.mkdir(parents=True)
    case = case_with(room, case_id=case_id)
    before = everything_below(tmp_path)
    if case_id in REFUSED:
        with pytest.raises(InputRejected, match=r"case\.toml"):
            load(case)
        assert everything_below(tmp_path) == before
        return
    written = report(load(case), room / "out")
    inside = everything_below(room / "out")
    beside = {name for name in inside if Path(name).parts[0] == "record"}
    assert {path.name for one in written for path in one.paths} == inside - beside
    assert all(re.fullmatch(r"[A-Za-z0-9][\w./-]*", name) for name in inside)
    below = {f"one/two/three/out/{name}" for name in inside}
    assert everything_below(tmp_path) - before - below == {"one/two/three/out"}


NO_NETWORK = """
import socket
def refused(*arguments, **options):
    raise SystemError("the network was used")
class Refused(socket.socket):
    __init__ = refused
socket.socket = Refused
socket.create_connection = refused
socket.getaddrinfo = refused
"""


@needs_pdf
def test_nothing_is_fetched_while_documents_are_written(tmp_path, monkeypatch):
    """No socket can be opened, neither in this process nor in that of the PDF library."""

    def refused(*arguments, **options):
        raise AssertionError("the network was used")

    case = load(copy_inputs("DEMO-C", tmp_path))
    with started_with(monkeypatch, tmp_path / "broken" / "sitecustomize.py", NO_NETWORK):
        monkeypatch.setattr(socket, "socket", refused)
        monkeypatch.setattr(socket, "create_connection", refused)
        monkeypatch.setattr(socket, "getaddrinfo", refused)
        written = report(case, tmp_path / "out", Wanted(archive=True))
    assert not any(one.withheld for one in written)
    assert any(path.suffix == ".pdf" for one in written for path in one.paths)
