"""Named colours, once for light and once for dark; everything on screen is painted from these names.

Pure values without Qt, so that the contrast of every pair that text is set in can be tested (WCAG 2.1, at least
4.5 : 1). Status colours are never the only sign: `SIGNS` gives each its shape.
"""

from __future__ import annotations

from typing import NamedTuple

SIGNS = {"good": "✓", "warning": "◆", "bad": "▲", "info": "●", "quiet": "○"}


class Palette(NamedTuple):
    """One set of colours, `#RRGGBB` each; `*_soft` is the ground that the colour of that name is set upon."""

    name: str
    background: str
    surface: str
    border: str
    text: str
    muted: str
    on_accent: str
    accent: str
    accent_soft: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str

    @property
    def hover(self) -> str:
        """Ground of what the pointer rests on."""
        return mix(self.surface, self.text, 0.05)

    @property
    def field(self) -> str:
        """Ground of a field one types into."""
        return mix(self.surface, self.background, 0.6)

    @property
    def edge(self) -> str:
        """Border of controls: firmer than a card's hairline."""
        return mix(self.border, self.muted, 0.35)

    @property
    def accent_pressed(self) -> str:
        """The accent under the pointer."""
        return mix(self.accent, self.text, 0.18)

    def tokens(self) -> dict[str, str]:
        """All names and colours, for the stylesheet."""
        named = {name: colour for name, colour in self._asdict().items() if name != "name"}
        return named | {
            "hover": self.hover,
            "field": self.field,
            "edge": self.edge,
            "accent_pressed": self.accent_pressed,
            "quiet": self.muted,
            "quiet_soft": self.hover,
        }


LIGHT = Palette(
    name="light",
    background="#F4F6F7", surface="#FFFFFF", border="#DCE3E6",
    text="#17232A", muted="#5D6D76", on_accent="#FFFFFF",
    accent="#0B6E75", accent_soft="#E2F0F0",
    good="#1E7B4A", good_soft="#E3F2E9",
    warning="#9A5700", warning_soft="#FBEFDD",
    bad="#B3261E", bad_soft="#FBE6E4",
    info="#2B5FA8", info_soft="#E4ECF8",
)  # fmt: skip

DARK = Palette(
    name="dark",
    background="#11171A", surface="#192125", border="#2B363B",
    text="#E5ECEF", muted="#94A4AC", on_accent="#0C1A1C",
    accent="#55BCC2", accent_soft="#173638",
    good="#63C28E", good_soft="#17321F",
    warning="#E5A64B", warning_soft="#38290F",
    bad="#F08A80", bad_soft="#3D1B18",
    info="#86AEEA", info_soft="#1A2A44",
)  # fmt: skip

PALETTES = {"light": LIGHT, "dark": DARK}

# Every pair (ink, ground) that text is set in.
READABLE_PAIRS = (
    *((ink, ground) for ink in ("text", "muted", "accent", "bad", "good", "warning", "info")
      for ground in ("surface", "background", "field")),
    ("text", "hover"), ("muted", "hover"), ("quiet", "quiet_soft"), ("text", "accent_soft"),
    *((status, f"{status}_soft") for status in ("accent", "good", "warning", "bad", "info")),
    ("text", "bad_soft"), ("text", "good_soft"), ("text", "warning_soft"), ("text", "info_soft"),
    ("on_accent", "accent"), ("on_accent", "accent_pressed"),
)  # fmt: skip


def mix(first: str, second: str, share: float) -> str:
    """`share` (0..1) of the second colour laid over the first."""
    return "#" + "".join(
        f"{round(a + (b - a) * share):02X}" for a, b in zip(_channels(first), _channels(second), strict=True)
    )


def contrast(first: str, second: str) -> float:
    """WCAG 2.1 contrast ratio of two colours, 1 (equal) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
