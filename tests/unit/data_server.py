"""A web server on this machine that misbehaves in the ways that real ones do."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class DataServer(ThreadingHTTPServer):
    """Serves `content` well or badly: the first part of a request's path says how.

    `requests` counts the GETs by path. `released` ends every wait; `both_here` holds "/together" back until two
    clients ask.
    """

    daemon_threads = True

    def __init__(self, content: bytes):
        super().__init__(("127.0.0.1", 0), Handler)
        self.content = content
        self.requests = {}
        self.released = threading.Event()
        self.both_here = threading.Barrier(2)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, behaviour: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{behaviour}"

    def stop(self):
        self.released.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A client that hung up is no news."""


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        if self.path == "/silent":
            self.server.released.wait()
        self.answer(b"", len(self.server.content))

    def do_GET(self):
        behaviour = self.path[1:].replace("-", "_")
        self.server.requests[self.path[1:]] = self.server.requests.get(self.path[1:], 0) + 1
        getattr(self, behaviour)(self.server.content)

    def answer(self, body: bytes, length: int, status: int = 200):
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def good(self, content):
        self.answer(content, len(content))

    def wrong(self, content):
        page = b"<html>Please log in to this network</html>"
        self.answer(page, len(page))

    def flipped(self, content):
        self.answer(content[:200] + bytes([content[200] ^ 1]) + content[201:], len(content))

    def missing(self, content):
        self.answer(b"", 0, status=404)

    def cut(self, content):
        self.answer(content[: len(content) // 2], len(content))

    def cut_once(self, content):
        (self.cut if self.server.requests["cut-once"] == 1 else self.good)(content)

    def broken_once(self, content):
        if self.server.requests["broken-once"] == 1:
            self.answer(b"", 0, status=503)
        else:
            self.good(content)

    def slow(self, content):
        self.answer(content[:1000], len(content))
        for start in range(1000, len(content), 1000):
            self.server.released.wait(timeout=0.3)
            self.wfile.write(content[start : start + 1000])
            self.wfile.flush()

    def stalled(self, content):
        self.cut(content)
        self.server.released.wait()

    def together(self, content):
        self.server.both_here.wait(timeout=60)
        self.good(content)

    def silent(self, content):
        self.server.released.wait()

    def log_message(self, *args):
        """Nothing on stderr, which the tests watch."""


def nobody() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/nobody"
