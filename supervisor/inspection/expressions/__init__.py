"""Expressions of check-lists (XPath as XLSForm has it): read once, evaluated on answers. Pure, no book."""
