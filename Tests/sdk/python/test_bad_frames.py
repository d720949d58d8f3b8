"""Broken HTTP/2: the stream or the connection ends, the server does not."""

import random
import struct

import pytest
import requests

from wire import (
    PREFACE,
    SETTINGS,
    clear_socket,
    closes,
    half_close,
)

pytestmark = pytest.mark.usefixtures("a_good_call_works_afterwards")


def frame(kind, flags, stream, payload=b"", length=None):
    size = len(payload) if length is None else length
    return struct.pack(">I", size)[1:] + struct.pack(">BBI", kind, flags, stream) + payload


class TestHTTP2Frames:
    """Each breaks the protocol in its own way; the connection or the stream ends, the server does not."""

    HEADERS = b"\x83\x87\x41\x09localhost\x44\x05/keys"

    @pytest.mark.parametrize(
        "data",
        [
            frame(0x0, 0, 1, b"data on an idle stream"),
            frame(0x1, 0x4, 0, HEADERS),
            frame(0x1, 0x4, 2, HEADERS),
            frame(0x1, 0x5, 1, b"\xff\xff\xff\xff\xff\xff"),
            frame(0x1, 0x1, 1, HEADERS) + frame(0x6, 0, 0, b"12345678"),
            frame(0x4, 0, 0, b"12345"),
            frame(0x4, 0, 0, struct.pack(">HI", 4, 0xFFFFFFFF)),
            frame(0x4, 0, 0, struct.pack(">HI", 5, 1)),
            frame(0x6, 0, 0, b"short"),
            frame(0x6, 0, 3, b"12345678"),
            frame(0x8, 0, 0, struct.pack(">I", 0)),
            frame(0x8, 0, 0, struct.pack(">I", 0x7FFFFFFF)) * 2,
            frame(0x3, 0, 1, struct.pack(">I", 8)),
            frame(0x5, 0x4, 1, struct.pack(">I", 2) + HEADERS),
            frame(0x9, 0x4, 1, HEADERS),
            frame(0x0, 0, 1, b"", length=0xFFFFFF),
            frame(0x1, 0x5, 1, b"\x82\x82\x87\x84"),
            frame(0x1, 0x5, 1, b"\x40\x03FOO\x03bar"),
            frame(0x1, 0x5, 1, b"\x82\x87\x84\x40\x0aconnection\x05close"),
        ],
    )
    def test_malformed(self, emulator, data):
        with clear_socket(emulator) as sock:
            sock.sendall(PREFACE + SETTINGS)
            try:
                sock.sendall(data)
                half_close(sock)
            except OSError:
                return
            closes(sock)

    def test_unknown_frames_are_ignored(self, emulator):
        with clear_socket(emulator) as sock:
            sock.sendall(PREFACE + SETTINGS + frame(0xBE, 0xFF, 0, b"anything") + frame(0x6, 0, 0, b"12345678"))
            received = b""
            while frame(0x6, 1, 0, b"12345678") not in received:
                chunk = sock.recv(4096)
                assert chunk, "closed instead of answering the ping"
                received += chunk

    def test_random_frames(self, emulator):
        source = random.Random(7)
        for _ in range(60):
            with clear_socket(emulator) as sock:
                data = PREFACE + SETTINGS
                for _ in range(source.randrange(1, 6)):
                    payload = source.randbytes(source.randrange(0, 60))
                    data += frame(source.randrange(0, 10), source.randrange(256), source.choice([0, 1, 3, 5]), payload)
                try:
                    sock.sendall(data)
                    half_close(sock)
                except OSError:
                    continue
                closes(sock)

    def test_rapid_reset(self, emulator):
        """CVE-2023-44487: streams opened and cancelled at once."""
        head = b"\x83\x87\x41\x09localhost\x44\x05/keys"
        with clear_socket(emulator) as sock:
            sock.sendall(PREFACE + SETTINGS)
            try:
                for number in range(5000):
                    stream = 2 * number + 1
                    sock.sendall(frame(1, 0x4, stream, head) + frame(3, 0, stream, struct.pack(">I", 8)))
            except OSError:
                pass
        assert requests.get(emulator.url + "/keys", timeout=10).status_code == 200

    def test_endless_continuation(self, emulator):
        """CVE-2024-27316: a header block that never ends."""
        piece = b"\x00\x04name" + b"\x7f\xe1\x07" + b"v" * 1000
        with clear_socket(emulator) as sock:
            sock.settimeout(10)
            sock.sendall(PREFACE + SETTINGS + frame(1, 0, 1, b"\x83\x87\x84"))
            try:
                for _ in range(20_000):
                    sock.sendall(frame(9, 0, 1, piece))
                pytest.fail("twenty megabytes of headers were taken")
            except (ConnectionError, TimeoutError):
                pass
