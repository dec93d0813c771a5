"""How allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-up and mail, by the rules of the house."""
