"""An HTTP/2 client whose every frame a test decides."""

import contextlib
import time

import h2.config
import h2.connection
import h2.events


class H2:
    """An HTTP/2 connection frame by frame."""

    def __init__(self, sock):
        self.sock = sock
        self.connection = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))
        self.connection.initiate_connection()
        self.flush()

    def flush(self):
        self.sock.sendall(self.connection.data_to_send())

    def request(self, method, path, headers=(), body=b"", end=True):
        stream = self.connection.get_next_available_stream_id()
        pseudo = [(":method", method), (":scheme", "https"), (":path", path), (":authority", "localhost")]
        self.connection.send_headers(stream, pseudo + list(headers), end_stream=not body and end)
        if body:
            self.connection.send_data(stream, body, end_stream=end)
        self.flush()
        return stream

    def events(self, seconds=10):
        """Events as they arrive; ends when the connection does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.sock.settimeout(max(0.05, deadline - time.monotonic()))
            try:
                data = self.sock.recv(65536)
            except TimeoutError:
                return
            if not data:
                return
            for event in self.connection.receive_data(data):
                if isinstance(event, h2.events.DataReceived):
                    self.connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                yield event
            with contextlib.suppress(OSError):
                self.flush()

    def answers(self, *streams, seconds=10):
        """Waits until these streams have ended; stream -> (headers, body, trailers)."""
        found = {stream: ({}, bytearray(), {}) for stream in streams}
        waiting = set(streams)
        for event in self.events(seconds):
            stream = getattr(event, "stream_id", None)
            if isinstance(event, h2.events.ResponseReceived):
                found[stream][0].update(dict(event.headers))
            elif isinstance(event, h2.events.TrailersReceived):
                found[stream][2].update(dict(event.headers))
            elif isinstance(event, h2.events.DataReceived):
                found[stream][1].extend(event.data)
            elif isinstance(event, (h2.events.StreamEnded, h2.events.StreamReset)):
                waiting.discard(stream)
                if not waiting:
                    return found
        raise AssertionError(f"streams {waiting} never ended")
