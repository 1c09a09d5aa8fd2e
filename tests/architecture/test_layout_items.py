"""No layout of Qt's own is asked for its items: what it gives outlives them, and the program ends without a word.

See supervisor/desktop/widgets/laid.py. Items that a layout of ours keeps by itself (FlowLayout) are safe.
"""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAFE = {"supervisor/desktop/screens/actions/card.py"}  # asks a FlowLayout


def test_no_layout_is_asked_for_its_items() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("supervisor/desktop", "tests/desktop")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if path.relative_to(ROOT).as_posix() not in SAFE
        for text in [path.read_text("utf-8")]
        if "itemAt" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("itemAt", "itemAtPosition")
    ]
    assert not asked
