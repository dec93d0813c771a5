"""Notifications: turns events into notices and mail. Nobody imports this room."""
