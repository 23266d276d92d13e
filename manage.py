#!/usr/bin/env python
"""Weegschaal's command line."""

import os
import sys

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, load_command_class

# Where the commands are that need neither models nor pages, which take three quarters of a start.
OF_FILES = {"rank": "scoring", "forecast": "scoring", "read_posting": "tenders", "read_cv": "candidates"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Exit 1 is an answer of the commands ("no"); settings that can't be read are no answer.
    try:
        run(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"The settings can't be used: {error}\n")
        sys.exit(2)
    except ModuleNotFoundError as error:
        # --settings has been put in the environment by now.
        if not error.name or not os.environ["DJANGO_SETTINGS_MODULE"].startswith(error.name):
            raise
        sys.stderr.write(f"The settings can't be used: {error}.\n")
        sys.exit(2)


def run(argv: list[str]) -> None:
    name = argv[1] if len(argv) > 1 else ""
    if name in OF_FILES:
        apps.populate([])  # none, and known to be none: translations ask
        load_command_class(OF_FILES[name], name).run_from_argv(argv)
    else:
        execute_from_command_line(argv)


if __name__ == "__main__":
    main()
