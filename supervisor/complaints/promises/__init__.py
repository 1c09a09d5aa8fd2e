"""Promises to customers, praise from them, and the comment book: small registers kept beside complaints.

A promised call or completion has an owner and a due time until it is kept; praise feeds the briefing and
appraisal; the comment book is read every day, and a day on which nobody read it is shown as owed.
"""
