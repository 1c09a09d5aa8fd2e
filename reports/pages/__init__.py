"""The sheets of the month workbook, one module a matter.

Each page is a function of a `Month` (what is being written, about which branch and days) that adds its sheets; the
proof page at the end knows of every table that was written.
"""
