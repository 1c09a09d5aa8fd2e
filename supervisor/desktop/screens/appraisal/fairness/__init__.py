"""The tab of fairness: pictures of how even a hand the month was judged with, each with its words and its table."""
