"""A thousand branch workbooks become one, with a list of what was refused and why.

The room exists because head office must not add up what it cannot trust: only a workbook whose proof holds is taken,
one a branch, all of one month; whatever else lies in the folder is named with its reason and what to do. Nothing here
asks for a book: head office has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reports.consolidation.service import Stopped, consolidate

__all__ = ["Stopped", "consolidate"]


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: the processes that only read files start without what writes the workbook."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module("reports.consolidation.service"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
