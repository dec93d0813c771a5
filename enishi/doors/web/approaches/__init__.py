"""Pages: approaches."""
