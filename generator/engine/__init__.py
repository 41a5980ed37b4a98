"""How work is run, bounded and kept between builds. What the work is, nothing here knows."""
