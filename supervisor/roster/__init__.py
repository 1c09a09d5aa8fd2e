"""The roster: who works on a day, on which post and when, who is away, and when everybody eats.

Every promise of the branch rests on it: waiting needs people on posts, meetings need people to spare,
dispatch needs to know whom it moves, appraisal needs to know who was on post. One day is one subject, so
that a day is planned, changed and printed as a whole.
"""
