"""What the record of customers shows: arrivals, waits, service times, bottlenecks, ratings."""
