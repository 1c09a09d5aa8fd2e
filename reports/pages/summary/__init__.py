"""The month on three pages with charts: what head office looks at first.

Every figure is a formula over the other sheets with our own value cached; the charts draw cells, so that they follow
what is filtered or mended there. Written last on a sheet that was reserved near the front.
"""

from .page import KEY_FIGURES, fill, reserve

__all__ = ["KEY_FIGURES", "fill", "reserve"]
