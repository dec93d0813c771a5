"""Suggestions: people a member may know, each with its reason."""
