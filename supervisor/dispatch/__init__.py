"""Who goes where in a surge or an outage, with the reason and the minutes saved of every move (A10, B6, B9).

From the queue that stands now, the forecast of the next hours and the people on the floor, a small HiGHS model finds
the best reassignment under the rules that never fall (two people, an authoriser, a lobby manager, minimum cover); the
commander sends the moves as orders. Playbooks say what else is to be done, by whom and when.
"""
