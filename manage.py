#!/usr/bin/env python
"""Weegschaal's command line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Exit 1 is an answer of the commands ("no"); settings that can't be read are no answer.
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"The settings can't be used: {error}\n")
        sys.exit(2)
    except ModuleNotFoundError as error:
        # --settings has been put in the environment by now.
        if not error.name or not os.environ["DJANGO_SETTINGS_MODULE"].startswith(error.name):
            raise
        sys.stderr.write(f"The settings can't be used: {error}.\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
