"""Lines that people read are put together in the language in force: `a.xlsx：未被改动`, not with half a sign."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from .test_rules import ROOT, modules, texts

TOLD = [path for path in texts() if path.is_relative_to(ROOT / "supervisor" / "cli")]
TOLD += [ROOT / "reports" / "checking" / "saying.py", ROOT / "supervisor" / "roster" / "printing.py"]
CODES = {"book.py": 1, "helping.py": 1}  # devices with their numbers; the names of one option


def half_width(tree: ast.Module) -> Iterator[int]:
    """Lines with a colon and a blank between two values, or with values parted by a comma and a blank."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (part.lineno for before, part in zip(node.values, node.values[1:], strict=False)
                        if isinstance(before, ast.FormattedValue) and isinstance(part, ast.Constant)
                        and re.match(r": ", str(part.value)))  # fmt: skip
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr == "join"
            and isinstance(node.func.value, ast.Constant)
            and node.func.value.value in (", ", "; ")
        ):
            yield node.lineno


def test_no_line_of_a_command_puts_its_parts_together_in_english_only() -> None:
    found = {path: list(half_width(tree)) for path, tree in modules(r"\}: |\", \"\.join|\"; \"\.join", TOLD)}
    told = {str(path.relative_to(ROOT)): lines for path, lines in found.items() if len(lines) > CODES.get(path.name, 0)}
    assert told == {}, "write f\"{name}{_(': ')}{text}\" and language.listed(names)"


def test_the_walk_sees_them() -> None:
    tree = ast.parse("say(f'{name}: {text}')\nsay(', '.join(names))\nsay(f'{hour}:{minute}', '·'.join(names))")
    assert sorted(half_width(tree)) == [1, 2]
