"""Pieces that every screen is made of: labels, buttons, cards, tables, charts of a day, notices."""
