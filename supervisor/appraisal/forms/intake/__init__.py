"""Tables that people bring in files: the file opened by its content, the sheets found, their rows read."""

from supervisor.appraisal.forms.intake.tables import Found, Table, read_tables, rows_of

__all__ = ["Found", "Table", "read_tables", "rows_of"]
