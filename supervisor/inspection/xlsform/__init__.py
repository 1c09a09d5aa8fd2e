"""Check-lists as Excel workbooks in XLSForm's shape: written, read with every mistake placed, and compared.

`reading` and `writing` are imported by who needs them: they open workbooks, which takes a while to load.
"""
