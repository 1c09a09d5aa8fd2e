"""No two modules know each other, not even by an import inside a function or for the types alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def known_by(root: Path, *packages: str) -> dict[str, set[str]]:
    """Every module with the modules that it names in an import, wherever that stands."""
    files = [file for package in packages for file in (root / package).rglob("*.py")]
    modules = {".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file for file in files}
    graph: dict[str, set[str]] = {}
    for name, file in modules.items():
        package = name if file.name == "__init__.py" else name.rpartition(".")[0]
        pairs = imported(ast.parse(file.read_text("utf-8")).body, package.split("."))
        found = {f"{module}.{one}" if f"{module}.{one}" in modules else module for module, one in pairs}
        graph[name] = {one for one in found if one in modules and one != name}
    return graph


def imported(statements: list[ast.stmt], package: list[str]) -> Iterator[tuple[str, str]]:
    """What statements import, with those inside them: the module, and the name taken from it."""
    for one in statements:
        if isinstance(one, ast.Import):
            yield from ((name.name, "") for name in one.names)
        elif isinstance(one, ast.ImportFrom):
            above = package[: len(package) - one.level + 1] if one.level else []
            module = ".".join([*above, *([one.module] if one.module else [])])
            yield from ((module, name.name) for name in one.names)
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from imported(getattr(one, part, []), package)


def circle(graph: dict[str, set[str]]) -> list[str]:
    """Modules that come back to the first of them; none where all imports lead down."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_module_comes_back_to_itself() -> None:
    assert circle(known_by(ROOT, "supervisor", "reports")) == []


@pytest.mark.parametrize(
    "back",
    ["def f():\n    from supervisor import low", "if TYPE_CHECKING:\n    from .low import X", "import supervisor.low"],
)
def test_a_circle_would_be_seen(tmp_path: Path, back: str) -> None:
    (tmp_path / "supervisor").mkdir()
    (tmp_path / "supervisor" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "supervisor" / "low.py").write_text("from supervisor.high import Y\n", "utf-8")
    (tmp_path / "supervisor" / "high.py").write_text(back + "\n", "utf-8")
    assert set(circle(known_by(tmp_path, "supervisor"))) == {"supervisor.low", "supervisor.high"}
