# SPDX-License-Identifier: Apache-2.0
"""What `pip_arguments` makes keeps real pip and real uv from every index but the one that it names."""
import http.server
import importlib.util
import os
import subprocess
import sys
import threading

import pytest

from deployments import ROOT


def filter_function():
    path = ROOT / "plugins/filter/pip_arguments.py"
    spec = importlib.util.spec_from_file_location("pip_arguments_under_test", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.pip_arguments


pip_arguments = filter_function()


@pytest.fixture
def index():
    """A server that offers nothing and remembers what it was asked."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        server.asked = asked
        server.url = f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()


@pytest.fixture
def poisoned(tmp_path, index):
    """An environment and configuration files in which every way of adding a place names one."""
    bad = index.url + "/bad"
    files = {
        "home/.config/pip/pip.conf": f"[global]\nextra-index-url = {bad}\nfind-links = {bad}\n",
        "pip.conf": f"[global]\nextra-index-url = {bad}\nfind-links = {bad}\n",
        "home/.config/uv/uv.toml": f'extra-index-url = ["{bad}"]\nfind-links = ["{bad}"]\n',
        "uv.toml": f'extra-index-url = ["{bad}"]\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "wheels").mkdir()
    pip = ["INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "CONSTRAINT", "BUILD_CONSTRAINT", "REQUIREMENT"]
    uv = ["INDEX", "DEFAULT_INDEX", "EXTRA_INDEX_URL", "FIND_LINKS", "CONSTRAINT", "BUILD_CONSTRAINT", "OVERRIDE"]
    return {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8",
        "PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "UV_CONFIG_FILE": str(tmp_path / "uv.toml"),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        **{"PIP_" + name: bad for name in pip}, **{"UV_" + name: bad for name in uv},
    }


def program(tool, uv):
    if tool == "uv":
        return [str(uv), "pip", "install", "--dry-run", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install", "--dry-run", "--disable-pip-version-check", "--retries", "0"]


def install(command, environment, folder):
    return subprocess.run(
        command + ["no-such-name"], env=environment, cwd=folder, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize("tool", ["pip", "uv"])
def test_the_machine_is_poisoned(tool, uv, poisoned, index, tmp_path):
    """Without the filter's environment another place is asked: the test below would see it."""
    install(program(tool, uv) + ["--index-url", index.url + "/good"], poisoned, tmp_path)
    assert [path for path in index.asked if path.startswith("/bad")]


@pytest.mark.parametrize("tool", ["pip", "uv"])
@pytest.mark.parametrize("own", [False, True])
def test_only_the_index_that_is_needed_is_asked(tool, own, uv, poisoned, index, tmp_path):
    how = {"index_url": index.url + "/good"} if own else {"find_links": str(tmp_path / "wheels")}
    made = pip_arguments(["other-name"], tool=tool, with_environment=True, **how)
    done = install(program(tool, uv) + made["arguments"], {**poisoned, **made["environment"]}, tmp_path)
    assert done.returncode != 0
    assert {path.split("/")[1] for path in index.asked} == ({"good"} if own else set()), done.stderr


def test_arguments_alone_keep_pip_from_variables_and_the_users_configuration(poisoned, index, tmp_path):
    del poisoned["PIP_CONFIG_FILE"]
    made = pip_arguments(["other-name"], index_url=index.url + "/good")
    install(program("pip", None) + made, poisoned, tmp_path)
    assert {path.split("/")[1] for path in index.asked} == {"good"}


def test_isolation_can_be_left_out(tmp_path):
    made = pip_arguments(["a"], find_links="/w", isolated=False, with_environment=True)
    assert made == {"arguments": ["--no-index", "--find-links", "/w", "a"], "environment": {}}
