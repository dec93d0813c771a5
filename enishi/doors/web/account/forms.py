"""Forms of sign-up and settings."""

from django import forms


class SignUpForm(forms.Form):
    """What sign-up asks beside mail address and password."""

    def signup(self, request: object, user: object) -> None:
        """Keep what was asked."""
