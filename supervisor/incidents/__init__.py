"""Incidents (事件): a surge, an outage, a machine down — what happened, from when to when, who commands.

Everything else asks this room whether something extraordinary was running: a finding taken during an outage is marked
so, dispatch moves people because of it, and the service review reads its timeline.
"""
