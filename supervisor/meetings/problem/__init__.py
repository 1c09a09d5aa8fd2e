"""A planning problem and its answer, as data: what is asked, what the days are like, what was found. Pure."""
