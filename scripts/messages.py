"""Translations without the gettext package. Msgids are the English sentences; locale/nl holds the Dutch ones.

messages.py extract       put every sentence of the code and the templates into django.po
messages.py fill FILE     merge Dutch from JSON: {"msgid": "Nederlands"}, {"msgid": ["één", "%(n)s meer"]},
                          {"context\\u0004msgid": "Nederlands"}
messages.py check         exit 1 and say what is untranslated, fuzzy, obsolete or has other placeholders
messages.py compile       write django.mo, which is not kept in the repository
messages.py prune         forget the obsolete ones
"""

import argparse
import fcntl
import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "scoring", "candidates", "suppliers", "tenders", "outbox", "documents", "jobs", "accounts", "audit")
PO = ROOT / "locale" / "nl" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
LOCK = ROOT / "var" / "messages.lock"

HEADER = """\
# Dutch. The msgids are the English sentences. Kept by scripts/messages.py: sorted, without places and dates.
msgid ""
msgstr ""
"Project-Id-Version: weegschaal\\n"
"Language: nl\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

CONTEXT_SEPARATOR = "\u0004"


class Sentence(NamedTuple):
    msgid: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> str:
        return f"{self.context}{CONTEXT_SEPARATOR}{self.msgid}" if self.context else self.msgid


class Untranslatable(Exception):
    """A template or a JSON file that can't be read as translations."""


# Out of Python -------------------------------------------------------------------------------------------------------
# Which argument is what, as in Django's makemessages.
SHAPES: dict[str, Callable[..., Sentence]] = {
    "gettext": lambda msgid: Sentence(msgid),
    "ngettext": lambda msgid, plural, *_: Sentence(msgid, plural),
    "pgettext": lambda context, msgid: Sentence(msgid, "", context),
    "npgettext": lambda context, msgid, plural, *_: Sentence(msgid, plural, context),
}
SHAPES |= {f"{name}_lazy": shape for name, shape in SHAPES.items()}
SHAPES |= {"_": SHAPES["gettext"], "gettext_noop": SHAPES["gettext"]}


def python_sentences(source: bytes) -> Iterator[Sentence]:
    for _line, name, arguments, _comments in extract_python(BytesIO(source), list(SHAPES), [], {"encoding": "utf-8"}):
        texts = arguments if isinstance(arguments, tuple) else (arguments,)
        needed = 3 if "np" in name else 2 if name.startswith(("ngettext", "pgettext")) else 1
        if all(texts[:needed]):
            yield SHAPES[name](*texts)


# Out of templates ----------------------------------------------------------------------------------------------------
LITERAL = r"""("[^"]*"|'[^']*')"""
INLINE = re.compile(rf"^\s*trans(?:late)?\s+{LITERAL}")
BLOCK = re.compile(r"^\s*blocktrans(?:late)?(?:\s|$)")
END_BLOCK = re.compile(r"^\s*endblocktrans(?:late)?\s*$")
PLURAL = re.compile(r"^\s*plural\s*$")
CONTEXT = re.compile(rf"\scontext\s+{LITERAL}")
CONSTANT = re.compile(rf"_\({LITERAL}\)")


def template_sentences(source: str) -> Iterator[Sentence]:
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type is TokenType.BLOCK and token.contents.split(maxsplit=1)[0] == "comment":
            next(inner for inner in tokens if inner.contents == "endcomment")
        elif token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from (Sentence(percents(literal[1:-1])) for literal in CONSTANT.findall(token.contents))
            if token.token_type is TokenType.BLOCK and (inline := INLINE.match(token.contents)):
                yield Sentence(percents(inline[1][1:-1]), "", context_of(token))
            elif token.token_type is TokenType.BLOCK and BLOCK.match(token.contents):
                yield block_sentence(token, tokens)


def block_sentence(opening: Token, tokens: Iterator[Token]) -> Sentence:
    forms = [""]
    for token in tokens:
        if token.token_type is TokenType.BLOCK and END_BLOCK.match(token.contents):
            break
        if token.token_type is TokenType.BLOCK and PLURAL.match(token.contents):
            forms.append("")
        elif token.token_type is TokenType.BLOCK:
            raise Untranslatable(f"line {token.lineno}: no tags inside blocktranslate: {token.contents}")
        elif token.token_type is TokenType.VAR:
            forms[-1] += f"%({token.contents})s"
        elif token.token_type is TokenType.TEXT:
            forms[-1] += percents(token.contents)
    if "trimmed" in opening.contents.split():
        forms = [trim_whitespace(form) for form in forms]
    return Sentence(forms[0], forms[1] if len(forms) > 1 else "", context_of(opening))


def context_of(token: Token) -> str:
    found = CONTEXT.search(token.contents)
    return found[1][1:-1] if found else ""


def percents(text: str) -> str:
    """Django's templates look a sentence up with its percent signs doubled."""
    return text.replace("%", "%%")


# The catalogue -------------------------------------------------------------------------------------------------------
def used_sentences(root: Path = ROOT) -> dict[str, Sentence]:
    found: dict[str, Sentence] = {}
    for path, sentences in [*python_files(root), *template_files(root)]:
        try:
            for sentence in sentences:
                merge_sentence(found, sentence)
        except (Untranslatable, StopIteration) as error:
            raise Untranslatable(f"{path.relative_to(root)}: {error or 'a comment is not closed'}") from error
    return found


def python_files(root: Path) -> Iterator[tuple[Path, Iterator[Sentence]]]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, python_sentences(path.read_bytes())


def template_files(root: Path) -> Iterator[tuple[Path, Iterator[Sentence]]]:
    for folder in ("templates", *(f"{app}/templates" for app in APPS)):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".html", ".txt", ".svg", ".xml"}:
                yield path, template_sentences(path.read_text(encoding="utf-8"))


def merge_sentence(found: dict[str, Sentence], sentence: Sentence) -> None:
    """The same msgid with and without a plural is one entry, as in gettext."""
    known = found.get(sentence.key)
    if known is None or (sentence.plural and not known.plural):
        found[sentence.key] = sentence
    elif sentence.plural and sentence.plural != known.plural:
        raise Untranslatable(f"two plurals for one sentence: {sentence.msgid!r}")


def key_of(message: Message) -> str:
    msgid = message.id[0] if message.pluralizable else message.id
    return Sentence(msgid, "", message.context or "").key


def read_catalog() -> Catalog:
    """Everything that is known, the obsolete ones too, as ordinary messages."""
    if not PO.exists():
        return Catalog(locale="nl")
    with PO.open("rb") as file:
        catalog = read_po(file, locale="nl")
    for message in catalog.obsolete.values():
        catalog.add(message.id, message.string, context=message.context)
    catalog.obsolete.clear()
    return catalog


def known_translations(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    return {key_of(message): as_forms(message.string) for message in catalog if message.id}


def as_forms(string: str | list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def write_catalog(known: dict[str, tuple[str, ...]], *, used: dict[str, Sentence], keep_obsolete: bool = True) -> None:
    """Used sentences first, in order; what is translated but not used (yet) stays below them as obsolete."""
    catalog = Catalog(locale="nl")
    for key, sentence in used.items():
        add(catalog, sentence, known.get(key, ()))
    for key, forms in sorted(known.items()):
        if keep_obsolete and key not in used and any(forms):
            context, _, msgid = key.rpartition(CONTEXT_SEPARATOR)
            plural = msgid if len(forms) > 1 else ""
            catalog.obsolete[key] = message_of(Sentence(msgid, plural, context), forms)
    body = BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True, include_previous=False)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text(HEADER + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def add(catalog: Catalog, sentence: Sentence, forms: tuple[str, ...]) -> None:
    message = message_of(sentence, forms)
    catalog.add(message.id, message.string, context=message.context)


def message_of(sentence: Sentence, forms: tuple[str, ...]) -> Message:
    context = sentence.context or None
    if sentence.plural:
        forms = (*forms, "", "")[:2] if len(forms) != 1 else forms * 2
        return Message((sentence.msgid, sentence.plural), forms, context=context)
    return Message(sentence.msgid, forms[0] if forms else "", context=context)


@contextmanager
def locked() -> Iterator[None]:
    """One writer at a time: several people fill in translations at once."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# The commands --------------------------------------------------------------------------------------------------------
def extract() -> list[str]:
    with locked():
        write_catalog(known_translations(read_catalog()), used=used_sentences())
    return []


def prune() -> list[str]:
    with locked():
        write_catalog(known_translations(read_catalog()), used=used_sentences(), keep_obsolete=False)
    return []


def fill(path: Path) -> list[str]:
    new = read_translations(path)
    with locked():
        used = used_sentences()
        write_catalog(known_translations(read_catalog()) | new, used=used)
    return [f"not used (yet): {key!r}" for key in new if key not in used]


def read_translations(path: Path) -> dict[str, tuple[str, ...]]:
    content = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise Untranslatable(f"{path} does not hold an object")
    for key, value in content.items():
        forms = [value] if isinstance(value, str) else value
        if not (isinstance(forms, list) and len(forms) in (1, 2) and all(isinstance(form, str) for form in forms)):
            raise Untranslatable(f"{path}: {key!r} needs a text, or [singular, plural]")
    return {key: as_forms(value) for key, value in content.items()}


def check() -> list[str]:
    if not PO.exists():
        return [f"{PO.relative_to(ROOT)} is missing"]
    with PO.open("rb") as file:
        catalog = read_po(file, locale="nl")
    used = used_sentences()
    present = {key_of(message): message for message in catalog if message.id}
    problems = [f"not in django.po (run `make messages`): {key!r}" for key in used.keys() - present.keys()]
    problems += [f"obsolete: {key!r}" for key in present.keys() - used.keys()]
    problems += [f"obsolete: {message.id!r}" for message in catalog.obsolete.values()]
    for key in used.keys() & present.keys():
        problems += problems_of(present[key])
    return sorted(problems)


def problems_of(message: Message) -> Iterator[str]:
    forms, originals = as_forms(message.string), as_forms(message.id)
    if message.fuzzy:
        yield f"fuzzy: {originals[0]!r}"
    if not all(forms):
        yield f"untranslated: {originals[0]!r}"
    elif len(forms) != len(originals):
        yield f"needs {len(originals)} forms (run `make messages`): {originals[0]!r}"
    else:
        yield from placeholder_problems(originals, forms)


PLACEHOLDER = re.compile(r"%\(\w+(?:\.\w+)*\)[sd]|%[sd]|(?<!\{)\{\w*\}(?!\})")


def placeholder_problems(originals: tuple[str, ...], forms: tuple[str, ...]) -> Iterator[str]:
    """A singular may leave the number out or write it; everything else stands in both languages."""
    allowed = {name for original in originals for name in PLACEHOLDER.findall(original)}
    for number, (original, form) in enumerate(zip(originals, forms, strict=True)):
        wanted, written = sorted(PLACEHOLDER.findall(original)), sorted(PLACEHOLDER.findall(form))
        singular_of_two = len(originals) > 1 and number == 0
        if wanted != written and not (singular_of_two and set(written) <= allowed):
            yield f"other placeholders: {original!r}: {wanted} against {written}"


def compile_catalog() -> list[str]:
    with locked():
        with PO.open("rb") as file:
            catalog = read_po(file, locale="nl")
        new = MO.with_suffix(".mo.new")
        with new.open("wb") as file:
            write_mo(file, catalog)
        new.replace(MO)
    return []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("extract", "check", "compile", "prune"):
        commands.add_parser(name)
    commands.add_parser("fill").add_argument("file", type=Path)
    arguments = parser.parse_args()
    try:
        if arguments.command == "fill":
            notes = fill(arguments.file)
        else:
            notes = {"extract": extract, "check": check, "compile": compile_catalog, "prune": prune}[
                arguments.command
            ]()
    except (Untranslatable, OSError, json.JSONDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.writelines(f"{note}\n" for note in notes)
    return 1 if notes and arguments.command == "check" else 0


if __name__ == "__main__":
    sys.exit(main())
