"""Pages: connections."""
