"""The course of a month: draft → self-assessment → review → published → signed, and opened again by right.

The room exists so that every step is one row of one table (`states`), and so that people are judged by people only in
ways that all can check: nobody reviews himself, who says what about a colleague is shown to nobody, and each reads the
own record only.
"""
