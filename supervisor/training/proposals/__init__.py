"""Trainings that somebody proposes: what was learnt in an incident is taught, or the list says that it was not.

A proposal stays open until a training held on it is entered or somebody says why none is needed. Who proposes (a lesson
of an incident, say) is known here by a subject and a few words only.
"""
