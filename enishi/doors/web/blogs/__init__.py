"""Pages: blogs."""
