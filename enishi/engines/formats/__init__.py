"""Bytes to dataclasses and complaints – and back."""
