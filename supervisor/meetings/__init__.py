"""Meetings that cost customers the least waiting (requirements A3 to A6, E1, E4).

A manager says what must meet, who, how long and between when; this room finds the start that costs customers the
fewest minutes of waiting once the best simple backfill is made, says what blocks the slot he would have liked, and
keeps the meeting's life (placed, published, started, people released, ended) in the journal.
"""
