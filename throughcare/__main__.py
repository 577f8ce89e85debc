"""`python -m throughcare` is the command line."""

import sys

from throughcare.web.cli import main

if __name__ == "__main__":
    sys.exit(main())
