"""Pages: saved searches and standing questions."""
