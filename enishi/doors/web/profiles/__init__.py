"""Pages: profiles."""
