"""Every error that geomap raises on purpose.

    GeomapError
    ├── InputError             an article or a file cannot be read; the run goes on with the others
    ├── ConfigError            an option, a plug-in name or a settings file is wrong
    ├── GazetteerError         a gazetteer file is missing, damaged or of another version
    ├── ModelError             a recogniser cannot be loaded or trained
    ├── GeocoderError          the online service failed, which does not mean "no such place"
    ├── ExportError            a result cannot be written
    ├── CorrectionError        a corrections file cannot be understood
    └── MissingDependency      a library is not installed; the message says how to get it

A message names the input, what failed, and what to do next.
"""


class GeomapError(Exception):
    """Base of every error that geomap raises on purpose."""


class InputError(GeomapError, ValueError):
    """An input cannot be read as articles.

    ``where`` names it for people: a path, with ``:line`` where a line is at fault.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where = where
        self.reason = reason


class ConfigError(GeomapError, ValueError):
    """An option, a plug-in name or a settings file is wrong."""


class GazetteerError(GeomapError):
    """A gazetteer file is missing, damaged or of another version."""


class ModelError(GeomapError):
    """A recogniser cannot be loaded or trained."""


class GeocoderError(GeomapError, ConnectionError):
    """The online service failed. This does not mean that the place does not exist."""


class ExportError(GeomapError):
    """A result cannot be written."""


class CorrectionError(GeomapError, ValueError):
    """A corrections file cannot be understood."""


class MissingDependency(GeomapError, ImportError):  # noqa: N818 - the name says what it is
    """A library is not installed; the message says how to get it."""
