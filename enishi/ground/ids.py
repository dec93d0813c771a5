"""Names that say nothing: handles and codes nobody can guess or count."""

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no look-alikes: i, l, o, 0, 1


def random_id(length: int = 10) -> str:
    """A random lower-case id of `length` characters (about 5 bits each)."""
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
