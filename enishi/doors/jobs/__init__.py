"""The command line and scheduled work."""
