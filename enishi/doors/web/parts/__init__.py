"""Pages: the parts pages are made of, and what makes the house an app on a phone."""
