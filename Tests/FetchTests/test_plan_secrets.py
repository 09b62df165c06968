# SPDX-License-Identifier: Apache-2.0
"""A secret in every place of a deployment that can hold one: no command that only reads prints it."""
import itertools
import subprocess

import fetch_bench
import pytest

COMMIT = "d5b82e107e46a8e29483c22f9713335f2e028939"
COUNT = itertools.count()


def planted():
    return f"planted{next(COUNT):02}secret"


def deployment(folder):
    """Structured and flat files; gives the secrets by where they are."""
    secrets = {}

    def secret(place):
        return secrets.setdefault(place, planted())
    (folder / "osa-sources.yml").write_text(f"""format: 1
hosts: {{private: "https://bot:{secret('host')}@git.example"}}
layers:
  upper: {{url: "https://u:{secret('layer')}@h/upper.txt?token={secret('layer query')}&{secret('bare parameter')}"}}
  pins: {{lines: ["six @ https://u:{secret('line')}@h/six-1.0.tar.gz", "a==1"]}}
sources:
  nova: {{git: "https://u:{secret('repository')}@h/nova", mirrors: ["https://{secret('token')}@m/nova"], commit: {COMMIT}}}
  floating: {{git: "https://u:{secret('floating')}@h/x", branch: master}}
  glance: {{git: "private:glance", commit: {COMMIT}}}
  tar: {{archive: {{url: "https://u:{secret('archive')}@h/t.tar.gz?private_token={secret('archive query')}"}}}}
  signed: {{archive: {{url: "https://b/t.tgz?X-Amz-Signature={secret('signature')}&Policy={secret('policy')}&jwt={secret('jwt')}", sha256: "{'1' * 64}"}}}}
  oauth: {{git: "https://{secret('oauth')}:x-oauth-basic@h/o", commit: {COMMIT}}}
  bad: {{git: "https://u:{secret('bad')}@h/{{{{ nobody }}}}", commit: {COMMIT}}}
venvs:
  nova:
    install: [nova, glance, tar, signed, floating, oauth, bad, "x @ https://u:{secret('requirement')}@h/x.whl",
              "git+https://u:{secret('inline')}@h/inline@{COMMIT}#egg=inline"]
    constraints: [pins, "--constraint https://u:{secret('constraint')}@h/own.txt"]
    pip_arguments: "--index-url https://u:{secret('index')}@pypi/simple --proxy u:{secret('proxy')}@p:1
      --password {secret('password')} --config-settings=token={secret('setting')} -C api_key={secret('short setting')}
      --client-cert=/own.pem --proxy=v:{secret('second proxy')}@p:1"
    optional: {{more: ["y @ https://u:{secret('optional')}@h/y.whl"]}}
  other: {{install: [nova], pip_arguments: "--cert 'https://u:{secret('broken')}@h"}}
""")
    user = folder / "openstack_deploy"
    user.mkdir()
    (user / "user_variables.yml").write_text(
        f"heat_git_repo: https://u:{secret('user variable')}@h/heat\nheat_git_install_branch: {COMMIT}\n"
        f"requirements_git_url: https://u:{secret('requirements')}@h/c.txt\n")
    return [str(folder / "osa-sources.yml"), str(user)], secrets


COMMANDS = [
    ["plan"], ["plan", "--format", "json"], ["plan", "--diagnostics", "sarif"], ["plan", "--diagnostics", "github"],
    ["plan", "--all-wheels", "--optional", "all", "--format", "json", "--diagnostics", "json"],
    ["constraints"], ["constraints", "--format", "json"],
    ["catalogue"], ["catalogue", "--format", "json"], ["check"], ["check", "--diagnostics", "concise"],
    ["check", "--diagnostics", "sarif"], ["explain", "nova"], ["explain", "tar"], ["explain", "nova.requirements"],
    ["explain", "nova.pip_arguments"], ["explain", "other.pip_arguments"], ["explain", "heat"], ["explain", "oauth"]]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_that_reads_prints_a_secret(tmp_path, command):
    paths, secrets = deployment(tmp_path)
    done = subprocess.run([fetch_bench.program(), *command, *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert done.returncode in (0, 1), done.stderr.decode()
    text = (done.stdout + done.stderr).decode()
    assert len(text) > 20
    assert {place: line for place, value in secrets.items() for line in text.splitlines() if value in line} == {}


def test_constraints_with_a_secret_reach_pip_through_a_file(tmp_path):
    paths, secrets = deployment(tmp_path)
    out = tmp_path / "constraints.txt"
    done = subprocess.run(
        [fetch_bench.program(), "constraints", "--output", str(out), *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert secrets["line"] in out.read_text()
    assert secrets["line"].encode() not in done.stdout + done.stderr
    printed = subprocess.run(
        [fetch_bench.program(), "constraints", *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert printed.returncode == 1 and printed.stdout == b""
    assert b"holds credentials" in printed.stderr and b"osa-sources.yml:5" in printed.stderr


@pytest.mark.parametrize("option", ["--rewrite", "--commit", "--layer", "--target"])
def test_a_wrong_option_is_not_repeated_with_its_secret(tmp_path, option):
    paths, _ = deployment(tmp_path)
    for value in ("https://u:optionsecret9@h", "x=https://u:optionsecret9@h", "https://u:optionsecret9@h=y"):
        done = subprocess.run(
            [fetch_bench.program(), "plan", option, value, *paths], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert b"optionsecret9" not in done.stdout + done.stderr
