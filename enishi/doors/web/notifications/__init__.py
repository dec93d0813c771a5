"""Pages about notices and mail."""
