"""A server on 127.0.0.1 that says what a test tells it to, hostile things among them."""

import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server:
    """`says["/path"]` is (status, headers, body), or a function of the open answer."""

    def __init__(self):
        self.says = {}
        self.asked = []
        self.over = threading.Event()  # whoever dawdles stops when the test is over
        outer = self

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                outer.asked.append((self.path, dict(self.headers)))
                said = outer.says.get(self.path, (404, {}, b""))
                if callable(said):
                    with suppress(OSError):  # the house hung up
                        said(self)
                    self.close_connection = True
                    return
                status, headers, body = said
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Silence."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def at(self, path):
        return f"http://127.0.0.1:{self.port}{path}"
