"""The course of a case and its limits: pure rules over frozen structs, without a clock and without a book."""
