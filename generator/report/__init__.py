"""What the program tells editors: how a source was read (inspect), what to look at (check)."""
