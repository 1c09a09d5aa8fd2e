"""Written forms: tables that people fill in Excel or JSON, read cell by cell with the fault named by its place."""
