# SPDX-License-Identifier: Apache-2.0
"""What a run leaves in the cache, and what becomes of an entry that was damaged from outside."""
import hashlib
import shutil

import file_server
import pytest
import test_archives


@pytest.fixture
def deployed(bench):
    """A repository and a tarball; gives the commit and the server of the tarball."""
    files = file_server.FileServer()
    files.files["/t.tar.gz"] = test_archives.DATA
    commit = bench.make("a")[-1]
    bench.deploy({
        "a": {"git": bench.server.url("a"), "commit": commit},
        "t": {"archive": {"url": files.url("/t.tar.gz"), "sha256": hashlib.sha256(test_archives.DATA).hexdigest()}}})
    yield commit, files
    files.stop()


def test_what_is_there_already_fills_the_cache(bench, deployed):
    _, files = deployed
    assert bench.fetch().named("fetched") == {"a", "t"}
    asked = len(bench.server.requests), len(files.requests)
    assert bench.fetch().named("present") == {"a", "t"}
    assert (len(bench.server.requests), len(files.requests)) == asked, "without a cache nobody is asked"
    outcome = bench.fetch("--cache", bench.cache)
    assert outcome.named("present") == {"a", "t"}
    assert all(source["cache"].startswith(str(bench.cache)) for source in outcome.sources.values())
    asked = len(bench.server.requests), len(files.requests)
    assert bench.fetch("--cache", bench.cache).named("present") == {"a", "t"}
    bench.out = bench.folder / "second"
    assert bench.fetch("--cache", bench.cache, "--offline").named("cached") == {"a", "t"}
    assert (len(bench.server.requests), len(files.requests)) == asked


def test_offline_what_is_there_needs_no_cache(bench, deployed):
    bench.fetch()
    assert bench.fetch("--cache", bench.cache, "--offline").named("present") == {"a", "t"}


def packs(bench):
    return [path for path in bench.cache.rglob("*.pack")]


def flip(bench):
    pack, = packs(bench)
    data = bytearray(pack.read_bytes())
    data[len(data) // 2] ^= 255
    pack.unlink()
    pack.write_bytes(data)


def lose_pack(bench):
    packs(bench)[0].unlink()


def lose_all(bench):
    shutil.rmtree(packs(bench)[0].parent.parent)


def cut(bench):
    pack, = packs(bench)
    data = pack.read_bytes()
    pack.unlink()
    pack.write_bytes(data[:-30])


@pytest.mark.parametrize("damage", [flip, lose_pack, lose_all, cut])
@pytest.mark.parametrize("patched", [False, True])
def test_a_damaged_entry_is_fetched_anew(bench, damage, patched):
    commit = bench.make("a")[-1]
    more = {}
    if patched:
        (bench.folder / "a.patch").write_text("--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+new\n")
        more["patches"] = ["a.patch"]
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit, **more}})
    bench.fetch("--cache", bench.cache, into=False)
    damage(bench)
    offline = bench.fetch("--cache", bench.cache, "--offline")
    message = offline.sources["a"]["failure"]["message"]
    assert offline.status == 1 and ("is not in the cache" in message or f"{commit}.git` of the cache is damaged" in message)
    outcome = bench.fetch("--cache", bench.cache)
    assert outcome.status == 0, outcome.stderr
    assert outcome.named("fetched") == {"a"} and bench.head("a") == commit
    bench.out = bench.folder / "second"
    assert bench.fetch("--cache", bench.cache, "--offline").named("cached") == {"a"}


def test_an_entry_without_its_pack_is_no_entry(bench):
    commit = bench.make("a")[-1]
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit}})
    bench.fetch("--cache", bench.cache, into=False)
    lose_pack(bench)
    assert bench.fetch("--cache", bench.cache, into=False).named("fetched") == {"a"}
    assert bench.fetch("--cache", bench.cache, into=False).named("cached") == {"a"}


def test_a_sound_entry_is_kept_where_the_folder_cannot_be_made(bench):
    commit = bench.make("a")[-1]
    bench.deploy({"a": {"git": bench.server.url("a"), "commit": commit, "subdirectory": "none"}})
    bench.fetch("--cache", bench.cache, into=False)
    asked = len(bench.server.requests)
    assert bench.fetch("--cache", bench.cache).status == 1
    assert len(bench.server.requests) == asked and packs(bench)
