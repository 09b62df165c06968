# SPDX-License-Identifier: Apache-2.0
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import fetch_bench  # noqa: E402


@pytest.fixture
def bench(tmp_path):
    bench = fetch_bench.Bench(tmp_path)
    yield bench
    bench.server.stop()
