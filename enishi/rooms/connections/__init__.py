"""Connections: invitation, connection, block, and the log of ties."""
