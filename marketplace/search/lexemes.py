"""How a word of a document stands in a full-text index of a database: with its level, as one lexeme.

Database indexes name the documents of a lexeme at once, but looking up how often it occurs in each
takes them long. So 毛衫 at level 12 is another lexeme than 毛衫 at level 8, and a handful of look-ups
tell all weights of a word. Signs that tokenizers split at are written as private characters.
"""

from marketplace.search.scoring import Asked

_ESCAPES = {code: 0xE000 + code for code in range(128) if not chr(code).isalnum()}
_PAIR, _LEVEL = "\ue0ff", 0xE100


def base_of(asked: Asked) -> str:
    """A word or a pair as it is written, without its level."""
    field, term = asked
    return (_PAIR if field == "pairs" else "") + term.translate(_ESCAPES)


def lexeme(base: str, level: int) -> str:
    """A written word with its level."""
    return base + chr(_LEVEL + level)


def parted(lexeme: str) -> tuple[str, int]:
    """The written word and its level."""
    return lexeme[:-1], ord(lexeme[-1]) - _LEVEL
