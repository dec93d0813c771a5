"""How the outside comes in: parse, ask a room, show."""
