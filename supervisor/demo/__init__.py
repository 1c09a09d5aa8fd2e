"""Sample data: a made-up branch with a year of made-up customers and a month of real work done on it.

It stands above every room because it uses their commands as a person would, and writes nothing by any other way. All
names and figures are synthetic, and a sample book says so wherever it is shown.
"""
