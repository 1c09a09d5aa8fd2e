"""Agendas of the morning briefing and the service review as people make them: what is drafted is changed, held, kept.

A draft is computed on reading, by whoever knows all rooms; here lies what people did with it (points struck out,
changed, added, put in another order), each as an entry of its own, and the agenda exactly as it was held.
"""
