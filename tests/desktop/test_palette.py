"""Every pair of colours that text is set in can be read, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from supervisor.desktop.palette import DARK, LIGHT, READABLE_PAIRS, SIGNS, Palette, contrast, mix
from supervisor.desktop.theme import stylesheet


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READABLE_PAIRS)
def test_text_is_readable(palette: Palette, ink: str, ground: str) -> None:
    tokens = palette.tokens()
    assert contrast(tokens[ink], tokens[ground]) >= 4.5


def test_contrast_by_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)  # the known value just below the limit
    assert contrast("#123456", "#123456") == 1.0


def test_mixing() -> None:
    assert mix("#000000", "#FFFFFF", 0.5) == "#808080"
    assert mix("#102030", "#FFFFFF", 0.0) == "#102030"


def test_each_status_has_its_own_shape() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert {"good", "warning", "bad", "info"} <= set(SIGNS)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_stylesheet_names_only_known_colours(palette: Palette) -> None:
    tokens = palette.tokens() | {"chevron": "a.png", "chevron_up": "b.png", "tick": "c.png"}
    made = stylesheet(tokens, 1.25)
    assert "$" not in made
    assert not re.search(r"@\d", made)
    assert "font-size: 18px" in made  # 14 px at 125 %


def test_stylesheet_source_holds_no_colour_of_its_own() -> None:
    source = (files("resources") / "styles" / "supervisor.qss").read_text(encoding="utf-8")
    assert not re.search(r":\s*#[0-9A-Fa-f]{3,8}\b", source)
