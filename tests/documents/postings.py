"""The published postings as other programs hand them over: web page, Word document, PDF."""

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from weasyprint import HTML

DATA = Path(__file__).resolve().parents[1] / "data/postings"
NUMBERED = re.compile(r"(\d{1,2})\. ")
LETTERED = re.compile(r"([a-f])\. ")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def text(number: str) -> str:
    return (DATA / f"{number}.txt").read_text("utf-8")


def blocks(number: str) -> list[str]:
    """The paragraphs, with the breaks at the margin taken out: what a person typed before it was printed."""
    plain = text(number).replace("**", "").replace("<http", "http").replace(".pdf>", ".pdf")
    out: list[str] = []
    last = ""
    for line in (each.strip() for each in plain.split("\n") if each.strip()):
        if out and _goes_on(last, line):
            out[-1] += f" {line}"
        else:
            out.append(line)
        last = line
    return out


def _goes_on(before: str, line: str) -> bool:
    if "\t" in before or re.match(r"\d{1,2}\. |[a-f]\. |- |Stap ", line) or before.startswith("Stap "):
        return False
    if line[0].islower():
        return before[-1] not in ".;:"
    full = 84 < len(before) < 100 and before[-1] not in ".;:!?" and line not in {"Planning"}
    return full or before.endswith("de facturatiemodule van Flextender.")


# The web page --------------------------------------------------------------------------------------------------------
def html(number: str) -> bytes:
    body = "\n".join(_html(blocks(number)))
    page = "<!DOCTYPE html><html lang=nl><head><meta charset=utf-8><title>Site</title><style>p { margin: 1em 0 }</style></head>"
    return f"{page}<body><nav><ul><li>Home<li>Inloggen</ul></nav><main>{body}</main><script>var x = '<p>';</script></body></html>".encode()


def _html(parts: list[str]) -> Iterator[str]:
    at = 0
    while at < len(parts):
        part = parts[at]
        if "\t" in part:
            yield f"<table><tr>{''.join(f'<td>{escape(cell)}</td>' for cell in part.split(chr(9)))}</tr></table>"
        elif found := NUMBERED.match(part):
            items = [part]
            while at + 1 < len(parts) and NUMBERED.match(parts[at + 1]):
                at += 1
                items.append(parts[at])
            inner = "".join(f"<li>{escape(NUMBERED.sub('', item, count=1))}</li>" for item in items)
            yield f'<ol start="{found[1]}">{inner}</ol>'
        elif LETTERED.match(part):
            items = [part]
            while at + 1 < len(parts) and LETTERED.match(parts[at + 1]):
                at += 1
                items.append(parts[at])
            yield f"<ol type=a>{''.join(f'<li><p>{escape(LETTERED.sub(chr(32), item, count=1))}</p></li>' for item in items)}</ol>"
        elif part.startswith("- "):
            yield f"<ul><li>{escape(part[2:])}</li></ul>"
        else:
            yield f"<p>{escape(part)}</p>" if len(part) > 40 else f"<h3>{escape(part)}</h3>"
        at += 1


def pdf(number: str) -> bytes:
    """Printed from the web page, with a foot on every page."""
    style = '<style>@page { size: A4; @bottom-center { content: "Pagina " counter(page) " van " counter(pages) } } nav { display: none } body { font-size: 10pt } td { padding-right: 3em; white-space: nowrap }</style>'
    return HTML(string=html(number).decode().replace("</head>", f"{style}</head>")).write_pdf(presentational_hints=True)


# The Word document ---------------------------------------------------------------------------------------------------
NUMBERING = f"""<?xml version="1.0"?><w:numbering {W}>
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2."/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def docx(number: str) -> bytes:
    """Numbers and letters are computed by Word, so the paragraphs hold none; they run on where the posting's do."""
    after_stages = False
    body = ""
    for part in blocks(number):
        after_stages = after_stages or part.startswith("Stap 1")
        body += _row(part) if "\t" in part else _paragraph(part, restarts=after_stages)
    return zipped({"word/document.xml": document(body), "word/numbering.xml": NUMBERING})


def _paragraph(part: str, *, restarts: bool) -> str:
    for pattern, style in ((NUMBERED, (3 if restarts else 1, 0)), (LETTERED, (1, 1)), (re.compile("- "), (2, 0))):
        if pattern.match(part):
            return paragraph(pattern.sub("", part, count=1), *style)
    return paragraph(part)


def paragraph(words: str, number: int | None = None, level: int = 0) -> str:
    numbering = (
        ""
        if number is None
        else f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    half = len(words) // 2  # Word cuts a paragraph into runs wherever it pleases
    runs = "".join(
        f'<w:r><w:t xml:space="preserve">{escape(each)}</w:t></w:r>' for each in (words[:half], words[half:])
    )
    return f"<w:p>{numbering}{runs}</w:p>"


def _row(part: str) -> str:
    cells = "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in part.split("\t"))
    return f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"


def document(body: str, *, before: str = "") -> str:
    return f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()
