"""What each command does: reads, calls the pipeline, writes, and tells people.

A module for each command, with a function of the same name; `cli` imports the one that was asked
for. Beside them: `inputs` (what is read), `cache` (what is kept), `outcome` (what is told).
"""
