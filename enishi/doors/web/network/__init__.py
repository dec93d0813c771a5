"""Pages: network."""
