"""The settings complaints run by: time limits with a day from which they hold, and the editable tree of
classes.
"""
