"""`python -m mapapp` is the `mapapp` command."""

import sys

from mapapp.cli import main

sys.exit(main())
