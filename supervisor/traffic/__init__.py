"""客流: what the queue-ticket machine saw, what it means for waiting, and what tomorrow will look like.

The room exists because every other decision about service (when to meet, whom to move in a surge, whether a day was
hard) needs one answer: how many customers come in a quarter of an hour, and how long they wait with so many people on
post. Tickets come in by file, are kept as compressed blocks in the book, and are read as arrival profiles, forecasts
with an honest band, needed staff and peaks.
"""
