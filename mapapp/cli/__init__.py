"""The `mapapp` command: each module reads the arguments of some commands, calls one function, prints."""
