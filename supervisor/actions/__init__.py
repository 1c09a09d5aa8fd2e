"""Corrective actions (整改): what must be mended, by whom, until when — wherever it came from.

Every measure has one accountable person and one who does it, is announced, and asks whether like places have the same
fault (举一反三). A finding, a complaint or a person raises it; somebody else than its owner closes it.
"""
