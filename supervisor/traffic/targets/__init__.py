"""Waiting targets of single classes of service, where they are not the branch's."""
