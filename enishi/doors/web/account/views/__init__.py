"""Pages of the account, beside allauth's."""
