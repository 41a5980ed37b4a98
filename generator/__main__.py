"""`python -m generator` is `wenzhai`."""

import sys

from generator.cli import main

sys.exit(main())
