"""Normalisation, Japanese and English tokens, synonyms, folding of names.

Tokens say where they stand in the text they came from; concepts say what words mean the
same. Dictionaries are read at first use: `warm` reads them when a server starts.
"""

from enishi.engines.text.language import Language, language_of
from enishi.engines.text.likeness import largest_group, likeness
from enishi.engines.text.names import fold_name, name_keys, prefixes_of
from enishi.engines.text.synonyms import Concept, concepts_of, words_of
from enishi.engines.text.tokens import Token, tokens_of

__all__ = [
    "Concept",
    "Language",
    "Token",
    "concepts_of",
    "fold_name",
    "language_of",
    "largest_group",
    "likeness",
    "name_keys",
    "prefixes_of",
    "tokens_of",
    "warm",
    "words_of",
]


def warm() -> None:
    """Read the dictionaries now, so that the first search need not wait for them."""
    concepts_of("縁")
