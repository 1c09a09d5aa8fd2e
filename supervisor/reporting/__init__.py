"""Reporting to head office: what was written for it, when it is due, what has been handed over.

The room exists because a workbook leaves the book: weeks later somebody asks which file went to head office, whether
the one on the desk is that very file, and whether last month's went at all. Here stand the digest of every workbook
that took its place, the day on which head office wants a month, and the mark that it was handed over. What a workbook
holds and how it is written is the reports' own business.
"""
