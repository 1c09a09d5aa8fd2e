"""The month's course on screen: where it stands, how many have done their part, and the one step that comes next."""
