"""Several files in one input: a line of JSON that holds their sizes, and then the files."""

import json
from typing import Any


def unpack(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    line, _, rest = data.partition(b"\n")
    header = json.loads(line)
    files = []
    for size in header["sizes"]:
        files.append(rest[:size])
        rest = rest[size:]
    return header, files
