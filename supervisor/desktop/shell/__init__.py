"""The frame around the screens: top bar, rail, status bar, search palette, log-in."""
