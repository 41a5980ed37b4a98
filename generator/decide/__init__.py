"""One decision of an editor, applied to the words of one file: text in, text out, nothing else.

Sidecars, `topics.yaml`, `glossary.yaml` and PO files keep their comments, order, quoting and line
ends; only the lines a decision is about change. `write.decisions` puts the result on the disk.
"""
