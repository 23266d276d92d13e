"""A file that a stranger sent, read where it can do no harm.

    python -I documents/child MODE SECONDS MEGABYTES [ARGUMENT ...] < input > output

The parent (`documents.sandbox`) starts this with an empty environment and in a session of its own. The limits are set
before anything that parses is imported. The input comes in by standard input and the answer goes out by standard
output, so that no file need be written and no path be known.

Exit 0: the answer. Exit 3: a code of `refusals`, such as "password". Anything else, a signal included, means that the
file went out of its limits: a crash is a normal outcome here.
"""

import ctypes
import importlib
import os
import resource
import signal
import sys
import traceback

MODES = {
    "facts": "read_facts",
    "text": "read_text",
    "cv": "read_cv",
    "page": "read_page",
    "lines": "read_lines",
    "html": "read_html",
    "docx": "read_docx",
    "image": "page_image",
    "clean": "clean_pdf",
    "shapes": "page_shapes",
    "merge": "merge_pdfs",
}
REFUSED = 3
OUT_OF_LIMITS = 4
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000


def limit(*, seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # standard output is a pipe, not a file
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))  # no children; root is exempt
    signal.alarm(seconds + 1)  # a parent that was killed can't stop us any more
    os.nice(10)  # the site goes first


def leave_the_network() -> None:
    """An empty network namespace, where the kernel grants one. Some containers don't; the other limits hold there."""
    libc = ctypes.CDLL(None)
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def where(error: Exception) -> str:
    """For the log: no word of the file itself."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {os.path.basename(last.filename)}:{last.lineno}"


def main(mode: str, seconds: str, megabytes: str, *arguments: str) -> int:
    limit(seconds=int(seconds), megabytes=int(megabytes))
    leave_the_network()
    sys.dont_write_bytecode = True
    data = sys.stdin.buffer.read()
    refusals = importlib.import_module("refusals")
    try:
        answer = importlib.import_module(MODES[mode]).answer(data, *arguments)
    except refusals.Refused as refusal:
        sys.stdout.write(refusal.code)
        return REFUSED
    except (MemoryError, SystemError):  # C code that finds no memory may fail without saying why: a SystemError
        return OUT_OF_LIMITS
    except Exception as error:  # whatever a parser throws at a hostile file
        sys.stdout.write("broken")
        sys.stderr.write(where(error))
        return REFUSED
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # parsers that fell over may fall over again while they are cleaned up
