# SPDX-License-Identifier: Apache-2.0
"""A server of files on 127.0.0.1 that knows ranges and fails on purpose."""
import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        server = self.server
        with server.lock:
            number = len(server.requests)
            server.requests.append((self.path, self.headers.get("Range"), self.headers.get("Authorization")))
            server.conditions.append((self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since")))
        fault = server.fault(self.path, number, self.headers)
        if fault:
            return fault(self)
        body = server.files.get(self.path)
        if body is None:
            return self.reply(404, b"no\n")
        validators = server.validators(self.path)
        asked = (self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        if validators and asked[0] == validators.get("ETag") and asked[1] == validators.get("Last_Modified"):
            server.unchanged += 1
            self.send_response(304)
            self.end_headers()
            return
        wanted = self.headers.get("Range")
        if wanted and server.ranges:
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            return self.reply(206, body[start:], Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.reply(200, body, **validators)

    def reply(self, status, body, length=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)


class FileServer(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.files, self.requests, self.ranges = {}, [], True
        self.conditions, self.unchanged = [], 0
        self.fault = lambda path, number, headers: None
        # What is said of a file: `{"ETag": ...}`.
        self.validators = lambda path: {}
        self.lock, self.stopped = threading.Lock(), threading.Event()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def handle_error(self, request, client_address):
        pass

    def url(self, path, userinfo=""):
        return f"http://{userinfo}127.0.0.1:{self.server_address[1]}{path}"

    def stop(self):
        self.stopped.set()
        self.shutdown()
        self.server_close()

    # MARK: faults

    @staticmethod
    def status(code, **headers):
        return lambda handler: handler.reply(code, b"no\n", **headers)

    @staticmethod
    def half(handler):
        body = handler.server.files[handler.path]
        handler.reply(200, body[:len(body) // 2], length=len(body))
        handler.close_connection = True

    @staticmethod
    def hang(handler):
        handler.server.stopped.wait()
        handler.close_connection = True
