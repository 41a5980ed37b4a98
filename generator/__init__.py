"""wenzhai 文摘: turns long Chinese articles into a themed digest in both scripts."""

__version__ = "1.0.0"
