"""Insights: who found a member, and why. Nobody below imports this room."""
