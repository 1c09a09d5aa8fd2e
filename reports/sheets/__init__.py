"""What every sheet stands on: no cell dropped in silence, long tables streamed, valid names, cells to type in.

The room exists so that the rules of the file format are kept in one place, below the tables and pages that need them.
"""
