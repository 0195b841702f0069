"""`python -m mapapp` is the `mapapp` command."""

import sys

from mapapp.cli.main import main

sys.exit(main())
