"""The command ``geomap``: arguments, progress, messages and exit codes.

Exit codes: 0 done; 1 some inputs failed (each named, the others done); 2 wrong use.
This package holds the only ``print`` and the only catch-all of geomap.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Sequence

from geomap.cli.arguments import parse_arguments
from geomap.errors import ConfigError, GazetteerError, GeomapError, MissingDependency, ModelError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    options = parse_arguments(arguments)
    _prepare()
    try:
        from geomap.cli import commands  # after parsing, so that --help is quick

        return int(getattr(commands, options.run)(options))
    except (ConfigError, GazetteerError, MissingDependency, ModelError) as error:
        print(f"geomap: {error}", file=sys.stderr)
        return 2
    except GeomapError as error:
        print(f"geomap: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("geomap: stopped; nothing half-written was left behind", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"geomap: {error.filename or ''}: {error.strerror or error}", file=sys.stderr)
        return 1


def _prepare() -> None:
    """No terminal is too poor for a message, and being told to end leaves no more behind than Ctrl-C."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)
