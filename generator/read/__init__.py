"""A site folder into values: every file read once, every setting checked where it stands."""
