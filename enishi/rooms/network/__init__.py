"""Network: degree, paths and mutual connections; the adapter to `engines.graph`."""
