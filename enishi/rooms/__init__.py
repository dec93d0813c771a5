"""The domain; one Django app per room; a room may import rooms of lower levels."""
