"""Pages: people one may know."""
