"""Normalisation, Japanese and English tokens, synonyms, folding of names.

Tokens say where they stand in the text they came from; concepts say what words mean the
same. Dictionaries are read at first use: `warm` reads them when a server starts.
"""

from enishi.engines.text.dictionary import Translation, translations_of
from enishi.engines.text.industries import industries_of, industry_letters, industry_name
from enishi.engines.text.language import Language, language_of
from enishi.engines.text.likeness import largest_group, likeness
from enishi.engines.text.names import fold_name, name_keys, prefixes_of, romaji_of, sounds_of
from enishi.engines.text.places import place_key, place_name
from enishi.engines.text.synonyms import (
    Concept,
    concepts_of,
    longest_terms,
    vocabulary_digest,
    words_of,
)
from enishi.engines.text.tokens import Token, tokens_of

__all__ = [
    "Concept",
    "Language",
    "Token",
    "Translation",
    "concepts_of",
    "fold_name",
    "industries_of",
    "industry_letters",
    "industry_name",
    "language_of",
    "largest_group",
    "likeness",
    "longest_terms",
    "name_keys",
    "place_key",
    "place_name",
    "prefixes_of",
    "romaji_of",
    "sounds_of",
    "tokens_of",
    "translations_of",
    "vocabulary_digest",
    "warm",
    "words_of",
]


def warm() -> None:
    """Read the dictionaries now, so that the first search need not wait for them."""
    concepts_of("縁")
