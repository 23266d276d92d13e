"""What the readers of HTML and DOCX share: a row of a table as text, and the numbers of lists."""

from collections.abc import Sequence

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
         (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
MOST = 3999


def row(cells: Sequence[Sequence[str]]) -> list[str]:
    """One line with tabs; where a cell holds several lines, they stand below the first."""
    filled = [[text for text in cell if text] for cell in cells]
    if all(len(cell) < 2 for cell in filled):
        return ["\t".join(" ".join(cell) for cell in filled).rstrip("\t")]
    label, *others = filled
    rest = [text for cell in others for text in cell]
    if len(label) == 1 and rest:
        return [f"{label[0]}\t{rest[0]}", *rest[1:]]
    return label + rest


def counted(number: int, kind: str) -> str:
    """A number as a list of this kind writes it; `kind` is one of those of HTML: 1, a, A, i, I."""
    if kind in {"a", "A"} and number > 0:
        return (chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1))[:8].translate(case(kind))
    if kind in {"i", "I"} and 0 < number <= MOST:
        return roman(number).translate(case(kind))
    return str(number)


def case(kind: str) -> dict[int, int]:
    return {ord(letter): ord(letter.upper()) for letter in "abcdefghijklmnopqrstuvwxyz"} if kind.isupper() else {}


def roman(number: int) -> str:
    out = ""
    for value, letters in ROMAN:
        out += letters * (number // value)
        number %= value
    return out
