"""Every figure of a month under a lasting name: for head office's forms, the data sheet and the consolidation."""

from .catalogue import LISTS, PERIODS, SPECS, Catalogue, Cell, chinese, lists, scalars, scores_of
from .kinds import KINDS, Column, Field, FieldList, Value, in_units, spoken

__all__ = [
    "KINDS", "LISTS", "PERIODS", "SPECS", "Catalogue", "Cell", "Column", "Field", "FieldList", "Value", "chinese",
    "in_units", "lists", "scalars", "scores_of", "spoken",
]  # fmt: skip
