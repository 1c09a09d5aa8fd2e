"""Settings: people, posts, hours, this computer's look and language, the book and its proof."""

from supervisor.desktop.screens.settings.page import make

__all__ = ["make"]
