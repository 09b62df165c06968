# SPDX-License-Identifier: Apache-2.0
"""Tarballs: downloaded, verified, unpacked safely, patched; shared through the cache."""
import base64
import hashlib
import io
import json
import os
import pathlib
import random
import tarfile

import fetch_bench
import file_server
import pytest


def tarball(members, mode="w:gz"):
    """`members` maps names to bytes, or to a TarInfo without content."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as tar:
        for name, content in members.items():
            info = content if isinstance(content, tarfile.TarInfo) else tarfile.TarInfo(name)
            info.name = name
            if isinstance(content, bytes):
                info.size = len(content)
                tar.addfile(info, io.BytesIO(content))
            else:
                tar.addfile(info)
    return out.getvalue()


def link(target, kind=tarfile.SYMTYPE):
    info = tarfile.TarInfo()
    info.type, info.linkname = kind, target
    return info


def digest(data):
    return hashlib.sha256(data).hexdigest()


PROJECT = {"proj-1.0/setup.py": b"one\ntwo\nthree\n", "proj-1.0/proj/__init__.py": b"",
           "proj-1.0/noise.bin": random.Random(1).randbytes(200_000)}
DATA = tarball(PROJECT)
PATCH = b"--- a/setup.py\n+++ b/setup.py\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n"


@pytest.fixture
def files(bench):
    server = file_server.FileServer()
    yield server
    server.stop()


def deploy(bench, files, data=DATA, path="/proj-1.0.tar.gz", sha256=True, **more):
    files.files[path] = data
    archive = {"url": files.url(path)}
    if sha256:
        archive["sha256"] = sha256 if isinstance(sha256, str) else digest(data)
    bench.deploy({"proj": {"archive": archive, **more}})


def test_it_is_unpacked_and_a_second_run_asks_nobody(bench, files):
    deploy(bench, files)
    first = bench.fetch()
    assert first.status == 0, first.stderr
    source = first.sources["proj"]
    assert (source["status"], source["kind"], source["sha256"]) == ("fetched", "archive", digest(DATA))
    for name, content in PROJECT.items():
        assert (bench.out / name.replace("proj-1.0", "proj")).read_bytes() == content
    asked = len(files.requests)
    (bench.out / "proj" / "build").mkdir()
    assert bench.fetch().named("present") == {"proj"}
    assert len(files.requests) == asked
    assert [path.name for path in (bench.out / ".osa-sources").iterdir()] == ["proj.lock"]


VALIDATORS = [{"ETag": '"one"'}, {"ETag": 'W/"one"', "Last_Modified": "Sun, 06 Nov 1994 08:49:37 GMT"},
              {"Last_Modified": "Sun, 06 Nov 1994 08:49:37 GMT"}]


@pytest.mark.parametrize("validators", VALIDATORS)
@pytest.mark.parametrize("cached, placed", [(True, True), (True, False), (False, True)])
def test_a_file_without_a_digest_is_sent_again_only_when_it_is_another(bench, files, validators, cached, placed):
    options = ["--cache", bench.cache] if cached else []
    files.validators = lambda path: validators
    deploy(bench, files, sha256=False)
    first = bench.fetch(*options, into=placed)
    assert first.named("fetched") == {"proj"} and "OSA404" in first.stderr
    for unchanged in (1, 2):
        again = bench.fetch(*options, into=placed)
        assert again.named("present" if placed else "cached") == {"proj"}, again.stderr
        assert again.sources["proj"]["sha256"] == digest(DATA)
        assert (files.unchanged, len(files.requests)) == (unchanged, unchanged + 1)
    # Offline it is what it was, and nobody is asked.
    assert bench.fetch(*options, "--offline", into=placed).status == 0 and len(files.requests) == 3
    files.validators = lambda path: {"ETag": '"two"'}
    other = tarball({**PROJECT, "proj-1.0/new": b"new"})
    deploy(bench, files, other, sha256=False)
    changed = bench.fetch(*options, into=placed)
    assert changed.named("fetched") == {"proj"} and changed.sources["proj"]["sha256"] == digest(other)
    assert not placed or (bench.out / "proj" / "new").read_bytes() == b"new"


def test_a_server_that_says_nothing_of_a_file_sends_it_each_time(bench, files):
    deploy(bench, files, sha256=False)
    assert bench.fetch("--cache", bench.cache).named("fetched") == {"proj"}
    assert bench.fetch("--cache", bench.cache).named("present") == {"proj"}
    assert len(files.requests) == 2 and files.conditions == [(None, None)] * 2


def test_a_changed_patch_needs_the_file_that_the_server_calls_unchanged(bench, files):
    (bench.folder / "a.patch").write_bytes(PATCH)
    files.validators = lambda path: VALIDATORS[0]
    deploy(bench, files, sha256=False)
    assert bench.fetch().status == 0
    deploy(bench, files, sha256=False, patches=["a.patch"])
    outcome = bench.fetch()
    assert outcome.named("fetched") == {"proj"}, outcome.stderr
    assert (bench.out / "proj" / "setup.py").read_bytes() == b"one\n2\nthree\n"


@pytest.mark.parametrize("damage", ["file", "record"])
def test_a_damaged_entry_of_an_address_is_downloaded_again(bench, files, damage):
    files.validators = lambda path: VALIDATORS[0]
    deploy(bench, files, sha256=False)
    assert bench.fetch("--cache", bench.cache, into=False).status == 0
    folder = bench.cache / "v1" / "archives"
    (record,) = (folder / "at").glob("*.json")
    (folder / digest(DATA) if damage == "file" else record).write_bytes(b"damaged")
    assert bench.fetch("--cache", bench.cache, into=False).named("fetched") == {"proj"}
    assert (folder / digest(DATA)).read_bytes() == DATA and files.conditions == [(None, None)] * 2


def test_sixteen_processes_download_a_file_without_a_digest_once(bench, files):
    files.validators = lambda path: VALIDATORS[0]
    deploy(bench, files, sha256=False)
    processes = [bench.start("--cache", bench.cache, into=False) for _ in range(16)]
    for process in processes:
        process.communicate(timeout=120)
        assert process.returncode == 0
    assert (len(files.requests), files.unchanged) == (16, 15)


@pytest.mark.parametrize("sha256", [True, False])
def test_a_query_names_a_file_and_is_a_secret(bench, files, sha256):
    """Two files of one path, told apart by the query; none of it in any output, file or name."""
    files.files["/get?file=b&private_token=querysecret99"] = tarball({"q/b": b"b"})
    deploy(bench, files, path="/get?file=a&private_token=querysecret99", sha256=sha256)
    document = json.loads(bench.deployment.read_text())
    other = {"url": files.url("/get?file=b&private_token=querysecret99")}
    document["sources"]["other"] = {"archive": other}
    bench.deployment.write_text(json.dumps(document))
    texts = []
    for fault in (None, files.status(403), files.status(500)):
        files.fault = lambda path, number, headers, fault=fault: fault
        outcome = bench.fetch("--cache", bench.cache, "--retries", 0)
        texts += [outcome.stdout, outcome.stderr]
        if fault is None:
            assert outcome.named("fetched") == {"proj", "other"}, outcome.stderr
        else:
            assert "other" in outcome.named("failed")
    assert {path.name for path in (bench.out / "other").iterdir()} >= {"b"}
    for folder in (bench.out, bench.cache):
        for path in folder.rglob("*"):
            texts += [str(path)] + ([path.read_bytes().decode("latin-1")] if path.is_file() else [])
    assert not [text for text in texts if "querysecret" in text]


@pytest.mark.parametrize("query", [
    "a b", "a\tb", "a\nurl=file:///etc/passwd", 'a"', "a\\", "%0a", "%zz", "a#b", "ä", "{1-9}", "a|b", "<a>", "a^b"])
def test_a_query_that_curl_could_misread_is_refused(bench, files, query):
    bench.deploy({"proj": {"archive": {"url": files.url("/proj.tar.gz?") + query, "sha256": "1" * 64}}})
    outcome = bench.fetch()
    assert outcome.sources["proj"]["failure"]["kind"] == "refused" and files.requests == []


def test_another_file_than_the_one_that_was_asked_for_is_an_error(bench, files):
    deploy(bench, files, sha256="0" * 64)
    outcome = bench.fetch("--cache", bench.cache)
    assert outcome.status == 1 and "error[OSA517]" in outcome.stderr and digest(DATA) in outcome.stderr
    assert outcome.sources["proj"]["failure"]["kind"] == "checksum"
    assert not (bench.out / "proj").exists()
    assert digest(DATA).encode() not in b"".join(
        path.name.encode() for path in bench.cache.rglob("*") if path.is_file())
    assert len(files.requests) == 1


def test_a_mirror_is_asked_where_the_first_has_another_file(bench, files):
    files.files["/good/proj.tar.gz"] = DATA
    deploy(bench, files, data=b"other", path="/bad/proj.tar.gz", sha256=digest(DATA),
           mirrors=[files.url("/good/proj.tar.gz")])
    outcome = bench.fetch()
    assert outcome.status == 0, outcome.stderr
    assert [path for path, _, _ in files.requests] == ["/bad/proj.tar.gz", "/good/proj.tar.gz"]


def test_the_cache_is_shared_and_serves_offline(bench, files):
    deploy(bench, files)
    assert bench.fetch("--cache", bench.cache, into=False).named("fetched") == {"proj"}
    outcome = bench.fetch("--cache", bench.cache, "--offline")
    assert outcome.named("cached") == {"proj"} and len(files.requests) == 1
    file = bench.cache / "v1" / "archives" / digest(DATA)
    assert outcome.sources["proj"]["cache"] == str(file) and file.read_bytes() == DATA
    file.write_bytes(b"damaged")
    assert bench.fetch("--cache", bench.cache, into=False).named("fetched") == {"proj"}
    assert file.read_bytes() == DATA


def test_sixteen_processes_download_it_once(bench, files):
    deploy(bench, files)
    processes = [bench.start("--cache", bench.cache, into=False) for _ in range(16)]
    assert [process.wait(timeout=120) for process in processes] == [0] * 16
    for process in processes:
        process.communicate()
    assert len(files.requests) == 1


@pytest.mark.parametrize("ranges", [True, False])
def test_a_download_that_broke_off_goes_on(bench, files, ranges):
    deploy(bench, files)
    files.ranges = ranges
    files.fault = lambda path, number, headers: files.half if number == 0 else None
    assert bench.fetch("--retries", 0).status == 1
    files.fault = lambda path, number, headers: None
    outcome = bench.fetch("--retries", 2)
    assert outcome.status == 0, outcome.stderr
    assert files.requests[1][1] == f"bytes={len(DATA) // 2}-"


def test_what_passes_is_tried_again_and_what_does_not_is_not(bench, files):
    deploy(bench, files)
    files.fault = lambda path, number, headers: (
        files.status(503, Retry_After="1") if number == 0 else files.half if number == 1 else None)
    outcome = bench.fetch("--retries", 4)
    assert outcome.status == 0 and len(outcome.sources["proj"]["failures"]) == 2 and outcome.seconds >= 1
    bench.out = bench.folder / "dated"
    files.requests.clear()
    # Two seconds by the server's clock, which is years behind ours.
    files.fault = lambda path, number, headers: (
        files.status(429, Date="Sun, 06 Nov 1994 08:49:37 GMT", Retry_After="Sun, 06 Nov 1994 08:49:39 GMT")
        if number == 0 else None)
    outcome = bench.fetch("--retries", 4)
    assert outcome.status == 0 and 2 <= outcome.seconds < 20
    bench.out = bench.folder / "second"
    for code, kind in ((404, "failed"), (401, "authentication")):
        before = len(files.requests)
        files.fault = lambda path, number, headers, code=code: files.status(code)
        outcome = bench.fetch("--retries", 4)
        assert outcome.sources["proj"]["failure"]["kind"] == kind and len(files.requests) == before + 1


def test_a_silent_server_is_given_up_and_a_redirection_to_a_file_refused(bench, files):
    deploy(bench, files)
    files.fault = lambda path, number, headers: files.hang
    outcome = bench.fetch("--stall", 1, "--retries", 0)
    assert outcome.sources["proj"]["failure"]["kind"] == "stalled" and outcome.seconds < 10
    files.fault = lambda path, number, headers: files.status(302, Location="file:///etc/hostname")
    outcome = bench.fetch("--allow-protocol", "file", "--retries", 0)
    assert outcome.status == 1 and not (bench.out / "proj").exists()


@pytest.mark.parametrize("member, content", [
    ("../outside", b"x"), ("p/passwd", link("/etc/passwd")), ("p/up", link("../../..")), ("p/later", link("/not/there")),
    ("p/hard", link("/etc/passwd", tarfile.LNKTYPE)), ("p/pipe", link("", tarfile.FIFOTYPE)),
])
def test_a_tarball_that_reaches_outside_is_refused(bench, files, member, content):
    deploy(bench, files, tarball({"p/a": b"a", member: content}))
    outcome = bench.fetch()
    assert outcome.status == 1 and "error[OSA518]" in outcome.stderr
    assert {path.name for path in bench.out.iterdir()} == {".osa-sources"}


@pytest.mark.parametrize("root", ["p/.git/", "p/.GIT/", "p/", ".git/", "p/deep/.git/"])
def test_a_tarball_that_is_a_repository_is_refused_and_runs_nothing(bench, files, root):
    canary = bench.folder / "canary"
    config = b'[core]\n bare = %s\n[filter "x"]\n clean = "touch %s; cat"\n smudge = "touch %s; cat"\n' % (
        b"false" if "." in root else b"true", bytes(canary), bytes(canary))
    members = {
        "p/setup.py": b"one\ntwo\nthree\n", "p/.gitattributes": b"setup.py filter=x\n", root + "HEAD": b"ref: refs/heads/m\n",
        root + "config": config, root + "objects/x": b"", root + "refs/x": b"",
    }
    (bench.folder / "a.patch").write_bytes(PATCH)
    deploy(bench, files, tarball(members), patches=["a.patch"])
    outcome = bench.fetch()
    assert outcome.status == 1 and "error[OSA518]" in outcome.stderr and "git" in outcome.stderr
    assert not canary.exists() and not (bench.out / "proj").exists()


@pytest.mark.parametrize("data", [b"", b"not a tarball", DATA[:1000]])
def test_what_is_no_tarball_is_named(bench, files, data):
    deploy(bench, files, data)
    assert "error[OSA518]" in bench.fetch().stderr


@pytest.mark.parametrize("mode", ["w", "w:bz2", "w:xz"])
def test_compressions_are_told_by_content(bench, files, mode):
    deploy(bench, files, tarball(PROJECT, mode), path="/proj")
    assert bench.fetch().status == 0


def test_patches_are_applied_in_order_and_change_what_is_there(bench, files):
    (bench.folder / "a.patch").write_bytes(PATCH)
    deploy(bench, files)
    assert bench.fetch().status == 0
    deploy(bench, files, patches=["a.patch"])
    assert bench.fetch().named("fetched") == {"proj"}
    assert (bench.out / "proj" / "setup.py").read_bytes() == b"one\n2\nthree\n"
    assert bench.fetch().named("present") == {"proj"}
    (bench.out / "proj" / "setup.py").write_bytes(b"mine")
    assert "error[OSA510]" in bench.fetch().stderr
    assert (bench.out / "proj" / "setup.py").read_bytes() == b"mine"


def test_a_patch_that_does_not_apply_or_leads_out_is_an_error(bench, files):
    outside = b"--- /dev/null\n+++ b/../../evil\n@@ -0,0 +1 @@\n+x\n"
    for patch in (PATCH.replace(b"-two", b"-zwei"), outside, b"nonsense\n"):
        (bench.folder / "a.patch").write_bytes(patch)
        deploy(bench, files, patches=["a.patch"])
        assert "error[OSA519]" in bench.fetch().stderr
        assert not (bench.out / "proj").exists() and not (bench.folder / "evil").exists()


def test_patches_of_a_repository_are_in_its_index_and_its_version(bench):
    commits = bench.make("git")
    head = bench.fetch
    (bench.folder / "p.patch").write_bytes(
        b"--- /dev/null\n+++ b/added\n@@ -0,0 +1 @@\n+x\n")
    source = {"git": bench.server.url("git"), "commit": commits[-1]}
    bench.deploy({"git": source})
    plain = head().sources["git"]
    bench.deploy({"git": {**source, "patches": ["p.patch"]}})
    patched = head().sources["git"]
    assert patched["status"] == "fetched" and (bench.out / "git" / "added").read_text() == "x\n"
    assert patched["version"].startswith(plain["version"] + ".p") and bench.head("git") == commits[-1]
    again = head().sources["git"]
    assert again["status"] == "present" and again["version"] == patched["version"]
    (bench.out / "git" / "added").write_text("mine\n")
    assert "error[OSA510]" in head().stderr


def test_credentials_are_in_no_command_line_and_no_output(bench, files):
    log = bench.folder / "argv"
    folder = bench.folder / "bin"
    folder.mkdir()
    stub = folder / "curl"
    stub.write_text(f'#!/bin/sh\nprintf "%s " "$@" >>{log}\nexec /usr/bin/curl "$@"\n')
    stub.chmod(0o755)
    files.files["/proj.tar.gz"] = DATA
    bench.deploy({"proj": {"archive": {
        "url": files.url("/proj.tar.gz", "someuser:hunter2sesame@"), "sha256": "1" * 64}}})
    outcome = bench.fetch(PATH=f"{folder}:{os.environ['PATH']}")
    assert files.requests[0][2] == "Basic " + base64.b64encode(b"someuser:hunter2sesame").decode()
    argv = log.read_text()
    assert "hunter2" not in outcome.stdout + outcome.stderr + argv and "127.0.0.1" not in argv
    assert "hunter2" not in "".join(str(path) for path in bench.folder.rglob("*"))


def test_one_of_several_architectures(bench, files):
    files.files["/x.tar.gz"], files.files["/a.tar.gz"] = DATA, tarball({"q/a": b"a"})
    bench.deploy({"proj": {"archive": {
        "x86_64": {"url": files.url("/x.tar.gz"), "sha256": digest(DATA)},
        "aarch64": {"url": files.url("/a.tar.gz"), "sha256": digest(files.files["/a.tar.gz"])}}}})
    assert bench.fetch("--target", "debian-12-aarch64").status == 0
    assert {path.name for path in (bench.out / "proj").iterdir()} >= {"a"}
    bench.out = bench.folder / "both"
    outcome = bench.fetch("--target", "debian-12-aarch64", "--target", "debian-12-x86_64")
    assert outcome.named("fetched") == {"proj-aarch64", "proj-x86_64"}


BARE = {"HEAD": b"ref: refs/heads/m\n", "config": b"[core]\n bare = true\n"}


@pytest.mark.parametrize("more", [{"objects/x": b"", "refs/x": b""}, {"commondir": b"/srv/other\n"}])
def test_a_folder_that_a_build_would_take_for_a_repository_is_refused(bench, files, more):
    bare = BARE | more
    for place, subdirectory, kind in (("p", None, "unpacking"), ("p/a", "a/b", "refused"), ("p/a/b", "a/b", "refused")):
        members = {"p/setup.py": b"", "p/a/b/setup.py": b""} | {f"{place}/{name}": data for name, data in bare.items()}
        deploy(bench, files, tarball(members), **({"subdirectory": subdirectory} if subdirectory else {}))
        outcome = bench.fetch()
        assert outcome.sources["proj"]["failure"]["kind"] == kind and "repository of git" in outcome.stderr
    # What no build enters is a file like any other: projects test with repositories.
    deploy(bench, files, tarball({"p/setup.py": b""} | {f"p/tests/{name}": data for name, data in bare.items()}))
    assert bench.fetch().status == 0


def test_a_patch_looks_for_no_repository(bench, files):
    """Neither one that stands above the folder nor the tarball's own attributes change what a patch does."""
    (bench.folder / "a.patch").write_bytes(PATCH)
    canary = bench.folder / "canary"
    (bench.folder / ".git" / "objects").mkdir(parents=True)
    (bench.folder / ".git" / "refs").mkdir()
    (bench.folder / ".git" / "HEAD").write_bytes(BARE["HEAD"])
    (bench.folder / ".git" / "config").write_text(f'[filter "x"]\n clean = touch {canary}; cat\n smudge = touch {canary}; cat\n')
    deploy(bench, files, tarball(PROJECT | {"proj-1.0/.gitattributes": b"setup.py filter=x\n"}), patches=["a.patch"])
    outcome = bench.fetch()
    assert outcome.status == 0, outcome.stderr
    assert (bench.out / "proj" / "setup.py").read_bytes() == b"one\n2\nthree\n"
    assert not canary.exists() and not list((bench.out / ".osa-sources").glob("*.git"))
