#!/usr/bin/env python
"""Django's command-line entry."""

import os
import sys

from django.core.management import execute_from_command_line

from config.environment import PRIVATE_UMASK
from config.why_not import why_not

# What a shell gives a program that SIGPIPE ended.
PIPE_CLOSED = 141


def main() -> None:
    """Run the command; what the person at the keyboard can mend is told in a sentence.

    Ends quietly when the reader of its output (`| head`) has left.
    """
    try:
        try:
            execute_from_command_line(sys.argv)
        finally:
            # Here and not at exit, where Python would print the failure.
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(PIPE_CLOSED)
    except Exception as error:
        sentence = why_not(error)
        if sentence is None:
            raise
        sys.exit(sentence)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(PRIVATE_UMASK)
    main()
