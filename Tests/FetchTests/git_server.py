# SPDX-License-Identifier: Apache-2.0
"""git's own http-backend behind a server that fails on purpose, on 127.0.0.1."""
import collections
import gzip
import http.server
import os
import socket
import struct
import subprocess
import threading


class Request:
    def __init__(self, method, path, body):
        self.method = method
        self.path, _, self.query = path.partition("?")
        self.body = body
        self.repository = self.path.lstrip("/").split(".git")[0]

    @property
    def is_fetch(self):
        """Whether the request asks for objects (protocol 2) and not for names."""
        return self.method == "POST" and b"command=fetch" in self.body


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.answer()

    def do_POST(self):
        self.answer()

    def read_body(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b""
            while True:
                size = int(self.rfile.readline().split(b";")[0], 16)
                body += self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    return body
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self):
        raw = self.read_body()
        body = gzip.decompress(raw) if self.headers.get("Content-Encoding") == "gzip" else raw
        request = Request(self.command, self.path, body)
        fault = self.server.seen(request, self.headers)
        if callable(fault):
            return fault(self, request, raw)
        status, headers, content = self.backend(request, raw)
        self.reply(status, headers, content)

    def reply(self, status, headers, content):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def backend(self, request, raw, path=None):
        environment = {
            "PATH": os.environ["PATH"], "GIT_PROJECT_ROOT": self.server.root, "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path or request.path, "QUERY_STRING": request.query, "REQUEST_METHOD": request.method,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""), "CONTENT_LENGTH": str(len(raw)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""), "REMOTE_ADDR": "127.0.0.1",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
        if self.server.protocol == 2:
            environment["GIT_PROTOCOL"] = self.headers.get("Git-Protocol", "")
        output = subprocess.run(
            ["git", "http-backend"], input=raw, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
        head, _, content = output.partition(b"\r\n\r\n")
        status, headers = 200, []
        for line in head.decode().split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        return status, headers, content


# MARK: faults

def status(code, **headers):
    def fault(handler, request, raw):
        handler.reply(code, [(name.replace("_", "-"), value) for name, value in headers.items()], b"no\n")
    return fault


def hang(handler, request, raw):
    handler.server.stopped.wait()
    handler.close_connection = True


def silent_in_pack(handler, request, raw):
    code, headers, content = handler.backend(request, raw)
    handler.send_response(code)
    for name, value in headers:
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[:len(content) // 2])
    handler.wfile.flush()
    hang(handler, request, raw)


def truncate(handler, request, raw):
    code, headers, content = handler.backend(request, raw)
    handler.send_response(code)
    for name, value in headers:
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[:len(content) // 2])
    handler.close_connection = True


def reset(handler, request, raw):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    truncate(handler, request, raw)
    handler.wfile.flush()
    handler.connection.close()


def corrupt(handler, request, raw):
    """A pack whose bytes changed on the way."""
    code, headers, content = handler.backend(request, raw)
    middle = len(content) // 2
    handler.reply(code, headers, content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1:])


def redirect(location):
    return status(302, Location=location)


def of_other(repository):
    """Answers with another repository's objects."""
    def fault(handler, request, raw):
        path = "/" + repository + ".git" + request.path.split(".git", 1)[1]
        handler.reply(*handler.backend(request, raw, path))
    return fault


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, root):
        super().__init__(("127.0.0.1", 0), Handler)
        self.root = str(root)
        self.stopped = threading.Event()
        self.lock = threading.Lock()
        self.protocol = 2
        self.fault = lambda request, number, headers: None
        self.requests = []
        self.authorizations = []
        self.fetches = collections.Counter()
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def seen(self, request, headers):
        with self.lock:
            number = len(self.requests)
            self.requests.append(request)
            if headers.get("Authorization"):
                self.authorizations.append(headers["Authorization"])
            if request.is_fetch:
                self.fetches[request.repository] += 1
        return self.fault(request, number, headers)

    def handle_error(self, request, client_address):
        pass

    def url(self, repository, userinfo=""):
        return f"http://{userinfo}127.0.0.1:{self.server_address[1]}/{repository}.git"

    def stop(self):
        self.stopped.set()
        self.shutdown()
        self.server_close()
