"""Members: sign-in identity, handle, names, language, the house's own settings, leaving."""
