"""The duty rota for common areas (C4): who looks after which area on which day, in fair turns.

Areas are settings with a day from which they count; a month is planned from the branch's calendar and the roster, so
that nobody is named who is not there; swaps and days set by hand stay when the rest is planned again.
"""
