"""Appraisal (考核): from the month's evidence to every person's points and money, each traceable to what was seen.

The room exists so that a score can be argued about on facts: rules are data that a manager edits in Excel
(`rulebook`, `intake`), scoring is a pure function of rule book and evidence (`scoring`, `kinds`), and every total is
the sum of its explained lines. Waivers, appeals, publication and the month lock are entries like any other.
"""
