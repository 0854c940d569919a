"""What every test may use: an article factory, and a network that ends at this machine."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from geomap.model import Article

LOOPBACK = ("127.", "localhost", "::1")


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches past this machine; files and sockets on it are fine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if not str(host).startswith(LOOPBACK):
            raise OSError(f"a test wanted to reach {host}; only loopback is allowed")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def article() -> Callable[..., Article]:
    """Makes an article from its text: ``article("It fell.", published="2019-04-12")``."""

    def make(text: str, *, published: str | None = None, **known: Any) -> Article:
        day = date.fromisoformat(published) if published else None
        return Article(**{"id": "a1", "text": text, "published": day} | known)

    return make
