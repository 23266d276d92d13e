#!/usr/bin/env python
"""Weegschaal's command line."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # Exit 1 is an answer of the commands ("no"); settings that can't be read are no answer.
        sys.stderr.write(f"The settings can't be used: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
