"""Pages: reports, and the operators' decisions."""
