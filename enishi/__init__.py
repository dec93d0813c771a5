"""Enishi (縁): a professional network that anybody can run."""
