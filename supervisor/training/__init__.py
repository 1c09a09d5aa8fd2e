"""Training: courses, sessions held, test results, certificates that expire, drill results.

The room keeps the record of who has learnt, been tested and drilled in what, so that appraisal can count it,
dispatch can trust a skill, and a certificate is renewed before it runs out. What a course is held *when* is
decided by the meeting planner; here stands only what took place.
"""
