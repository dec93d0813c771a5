"""Pages: portability."""
