"""Script conversion: a passage and an edition in, the words of that edition out."""
