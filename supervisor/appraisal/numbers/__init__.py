"""Own numbers (指标数据): figures, attendance, client managers' records and rank lists that people keep in Excel.

The room exists so that such a figure has one place and one key (person, source, item, day or month): brought in twice
it is one, corrected it replaces and the old stays in the record, and a whole file can be taken back.
"""
