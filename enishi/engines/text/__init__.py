"""Normalisation, Japanese and English tokens, synonyms, folding of names."""
