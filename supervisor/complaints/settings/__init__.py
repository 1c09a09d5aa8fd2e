"""The settings complaints run by: time limits with a day from which they hold, windows and counts, the editable trees
of classes and causes, and the kinds of service with what a customer is told of them in one go.
"""
