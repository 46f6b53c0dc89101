"""The import graph: one way down, no circles, nothing left over, every module says what it is."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx
import pytest

ROOT = Path(__file__).resolve().parent.parent

# What each package may import besides itself.
BELOW = {
    "genetics": set(),
    "pedigrees": {"genetics"},
    "templates": set(),
    "reports": {"genetics", "pedigrees", "templates"},
    "workflow": {"genetics", "pedigrees", "reports", "templates"},
}
# Beside the packages in the checkout, but not in the wheel.
BESIDE = {"tests", "benchmarks"}
# Calls whose first argument names a package as a string.
LOADERS = {"files", "import_module", "__import__", "PackageLoader"}


@dataclass(frozen=True)
class Arrow:
    """One import: who, at which line, of what."""

    source: str
    line: int
    target: str

    def __str__(self) -> str:
        return f"{self.source} -> {self.target} (line {self.line})"


class ImportGraph:
    """The modules of the packages under `root`, and the arrows between them.

    Imports inside functions count, and so do those for type checkers only and those by name:
    `import_module("a.b")`, `files("templates")`, the string "a.b:command".
    """

    def __init__(self, root: Path) -> None:
        self.trees: dict[str, ast.Module] = {}
        self.packages: set[str] = set()
        for package in BELOW:
            for path in sorted((root / package).rglob("*.py")):
                parts = path.relative_to(root).with_suffix("").parts
                if parts[-1] == "__init__":
                    parts = parts[:-1]
                    self.packages.add(".".join(parts))
                self.trees[".".join(parts)] = ast.parse(path.read_bytes(), str(path))
        every = (arrow for name in self.trees for arrow in self._arrows(name))
        self.arrows = list(dict.fromkeys(every))

    def _arrows(self, source: str) -> Iterator[Arrow]:
        for node in ast.walk(self.trees[source]):
            for name in self._named_by(source, node):
                target = self._module(name)
                if target not in (None, source):
                    yield Arrow(source, node.lineno, target)

    def _named_by(self, source: str, node: ast.AST) -> list[str]:
        match node:
            case ast.Import(names=names):
                return [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names, level=level):
                base = [module] if module else []
                if level:
                    here = source.split(".")
                    up = level - 1 if source in self.packages else level
                    base = here[: len(here) - up] + base
                return [".".join([*base, alias.name]) for alias in names]
            case ast.Call(
                func=ast.Name(id=called) | ast.Attribute(attr=called),
                args=[ast.Constant(value=str(name)), *_],
            ) if called in LOADERS:
                return [name]
            case ast.Constant(value=str(text)) if re.fullmatch(r"\w+(\.\w+)+(:\w+)?", text):
                return [text.partition(":")[0]]
        return []

    def _module(self, name: str) -> str | None:
        """The module or package that `name`, or the longest beginning of it, stands for."""
        if name.split(".")[0] in BESIDE:
            return name
        while name and name not in self.trees:
            name = name.rpartition(".")[0]
        return name or None

    def upward(self) -> list[str]:
        """The arrows that do not point down."""
        return [
            f"points up: {arrow}"
            for arrow in self.arrows
            if (top := arrow.target.split(".")[0]) != (own := arrow.source.split(".")[0])
            and top not in BELOW[own]
        ]

    def circles(self) -> list[str]:
        """One circle for each knot of modules that import one another."""
        graph = networkx.DiGraph([(arrow.source, arrow.target) for arrow in self.arrows])
        knots = [knot for knot in networkx.strongly_connected_components(graph) if len(knot) > 1]
        found = []
        for knot in knots:
            edges = networkx.find_cycle(graph.subgraph(knot), min(knot))
            found.append("circle: " + " -> ".join([edges[0][0], *(end for _, end in edges)]))
        return sorted(found)

    def left_over(self) -> list[str]:
        """The modules that nothing imports; the door itself is opened from outside."""
        imported = {arrow.target for arrow in self.arrows}
        return [
            f"nothing imports {name}"
            for name in self.trees
            if name not in imported | self.packages and not name.endswith(".__main__")
        ]

    def silent(self) -> list[str]:
        """The modules without a docstring."""
        return [
            f"no docstring: {name}"
            for name, tree in self.trees.items()
            if name not in self.packages and not ast.get_docstring(tree)
        ]


@pytest.fixture(scope="module")
def graph() -> ImportGraph:
    return ImportGraph(ROOT)


def test_every_package_is_there(graph):
    assert set(BELOW) <= graph.packages


def test_imports_point_down(graph):
    assert not (found := graph.upward()), "\n".join(found)


def test_there_are_no_circles(graph):
    assert not (found := graph.circles()), "\n".join(found)


def test_every_module_is_imported_somewhere(graph):
    assert not (found := graph.left_over()), "\n".join(found)


def test_every_module_opens_with_a_docstring(graph):
    assert not (found := graph.silent()), "\n".join(found)


# The checker itself: it finds what is planted, and nothing in a sound tree.


SOUND = {
    **{f"{package}/__init__.py": '"""A package."""' for package in BELOW},
    "genetics/variants.py": '"""Variants."""',
    "pedigrees/family.py": '"""Families."""\nfrom genetics.variants import Variant',
    "reports/documents.py": '"""D."""\nimport pedigrees.family\nwords = PackageLoader("templates")',
    "workflow/__main__.py": '"""The door."""\ndef main():\n    from reports import documents',
}


def plant(root: Path, modules: dict[str, str]) -> ImportGraph:
    """Write a small sound tree with `modules` laid over it, and read it."""
    for name, text in (SOUND | modules).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n")
    return ImportGraph(root)


def test_a_sound_tree_passes(tmp_path):
    graph = plant(tmp_path, {})
    assert {str(arrow) for arrow in graph.arrows} == {
        "pedigrees.family -> genetics.variants (line 2)",
        "reports.documents -> pedigrees.family (line 2)",
        "reports.documents -> templates (line 3)",
        "workflow.__main__ -> reports.documents (line 3)",
    }
    assert not graph.upward() + graph.circles() + graph.left_over() + graph.silent()


@pytest.mark.parametrize(
    ("statement", "target"),
    [
        ("import pedigrees.family", "pedigrees.family"),
        ("from pedigrees import family", "pedigrees.family"),
        ("from pedigrees.family import Family", "pedigrees.family"),
        ("from pedigrees import *", "pedigrees"),
        ("if TYPE_CHECKING:\n    import reports", "reports"),
        ("def late():\n    from workflow.__main__ import main", "workflow.__main__"),
        ('import_module("reports.documents")', "reports.documents"),
        ('importlib.resources.files("templates")', "templates"),
        ('COMMANDS = ["workflow.__main__:main"]', "workflow.__main__"),
        ("from tests.conform import scenarios", "tests.conform.scenarios"),
    ],
)
def test_a_planted_upward_arrow_is_found(tmp_path, statement, target):
    graph = plant(tmp_path, {"genetics/variants.py": f'"""Variants."""\n{statement}'})
    line = 2 + statement.count("\n")
    assert graph.upward() == [f"points up: genetics.variants -> {target} (line {line})"]


def test_pedigrees_do_not_read_templates(tmp_path):
    graph = plant(tmp_path, {"pedigrees/family.py": '"""F."""\nimport templates'})
    assert graph.upward() == ["points up: pedigrees.family -> templates (line 2)"]


def test_a_planted_circle_is_found(tmp_path):
    graph = plant(
        tmp_path,
        {
            "genetics/variants.py": '"""V."""\nfrom .naming import name',
            "genetics/naming.py": '"""N."""\ndef name():\n    from . import panel',
            "genetics/panel.py": '"""P."""\nfrom genetics.variants import Variant',
        },
    )
    assert graph.circles() == [
        "circle: genetics.naming -> genetics.panel -> genetics.variants -> genetics.naming"
    ]


def test_a_circle_through_a_package_is_found(tmp_path):
    graph = plant(
        tmp_path,
        {
            "genetics/__init__.py": '"""G."""\nfrom .variants import Variant',
            "genetics/variants.py": '"""V."""\nfrom genetics import VERSION',
        },
    )
    assert graph.circles() == ["circle: genetics -> genetics.variants -> genetics"]


def test_a_module_left_over_is_found(tmp_path):
    graph = plant(tmp_path, {"genetics/spare.py": '"""Spare."""'})
    assert graph.left_over() == ["nothing imports genetics.spare"]


def test_a_module_without_a_docstring_is_found(tmp_path):
    graph = plant(tmp_path, {"genetics/variants.py": "VERSION = 1"})
    assert graph.silent() == ["no docstring: genetics.variants"]
