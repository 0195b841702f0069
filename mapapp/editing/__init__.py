"""What an editor changes in the data folder: several files at once or none, and never a torn one."""
