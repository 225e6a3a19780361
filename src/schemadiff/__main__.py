"""``python -m schemadiff``."""

import sys

from schemadiff.cli import main

sys.exit(main())
