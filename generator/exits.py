"""How a command ends: 0 done, 1 some sources were bad, 2 wrong usage or settings."""

DONE, BAD_SOURCES, BAD_USAGE = 0, 1, 2
