"""The branch as it stands: people and their skills, posts and zones, opening hours, the working-day
calendar.

Every other room asks here who there is, what a post needs and whether the doors are open on a day; none of
it is assumed. What a person is (skills, job) is kept apart from what a person may do in the program
(access).
"""
