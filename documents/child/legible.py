import unicodedata


def is_legible(word: str) -> bool:
    """False for the likes of "(cid:12)" and private characters: a font that doesn't say which letters it draws."""
    return "(cid:" not in word and any(unicodedata.category(c)[0] in "LN" for c in word)
