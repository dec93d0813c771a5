"""The only place that sees everything: settings, addresses, the WSGI application."""
