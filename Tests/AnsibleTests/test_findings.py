# SPDX-License-Identifier: Apache-2.0
"""Which findings a caller is told: the same on the command line and here, and only those of what is returned."""
import json
import os
import subprocess

import osa_sources
import pytest

SHA = "d5b82e107e46a8e29483c22f9713335f2e028939"

#: Pinned but for one source, with a reference that git refuses and one that only a play can know.
FILES = {
    "osa/inventory/group_vars/all/source_git.yml": "".join(
        f"{name}_git_repo: https://h/{name}\n{name}_git_install_branch: {reference}\n"
        for name, reference in {
            "nova": SHA, "glance": SHA, "heat": SHA, "cinder": SHA, "neutron": SHA, "floating": "master", "bad": '"a b"', "open": '"{{ nowhere }}"',
        }.items()),
    "roles/os_x/defaults/main.yml":
        'x_pip_packages: ["git+{{ floating_git_repo }}@{{ floating_git_install_branch }}#egg=floating"]\n',
}


def codes(found):
    return [finding["code"] for finding in found["diagnostics"]]


@pytest.mark.skipif("OSA_SOURCES_CLI" not in os.environ, reason="OSA_SOURCES_CLI names no command")
def test_the_command_tells_what_the_binding_tells(tree):
    paths = tree(FILES)
    for names in ([], ["nova"], ["bad", "floating"]):
        options = [part for name in names for part in ("--select", name)]
        run = subprocess.run(
            [os.environ["OSA_SOURCES_CLI"], "catalogue", "--format", "json", *options, *paths],
            capture_output=True, text=True, check=False)
        command = json.loads(run.stdout)
        binding = osa_sources.catalogue(paths, select=names or None)
        assert command["diagnostics"] == binding["diagnostics"]
        assert command["sources"] == binding["sources"]


def test_only_what_is_asked_for_is_told(tree):
    paths = tree(FILES)
    assert codes(osa_sources.catalogue(paths)) == ["OSA112", "OSA164", "OSA101"]
    assert codes(osa_sources.catalogue(paths, select=["nova"])) == []
    assert codes(osa_sources.catalogue(paths, select=["floating"])) == ["OSA112"]
    assert codes(osa_sources.catalogue(paths, view="sources", select=["open"])) == ["OSA101"]


def test_strict_raises_for_what_is_returned_alone(tree):
    paths = tree(FILES)
    assert osa_sources.catalogue(paths, select=["nova"], strict=True)["sources"]["nova"]["reference"]["value"] == SHA
    with pytest.raises(osa_sources.OSASourcesError, match="OSA164|git knows no reference"):
        osa_sources.catalogue(paths, select=["bad"], strict=True)


def test_a_written_name_selects(tree):
    paths = tree({"osa/osa-sources.yml": "format: 1\nsources: {zope.interface: {git: https://h/z, commit: %s}}\n" % SHA})
    assert list(osa_sources.catalogue(paths, select=["Zope-Interface"])["sources"]) == ["zope_interface"]


def test_the_lookup_warns_of_its_own_sources(ansible, tree):
    paths = tree(FILES)
    expression = "{{ lookup('osa_sources', %s, select=['nova']).sources.nova.reference.value }}" % ", ".join(
        repr(path) for path in paths)
    result = ansible.play([{"ansible.builtin.debug": {"msg": expression}}])
    assert result.returncode == 0, result.stdout + result.stderr
    assert SHA in result.stdout
    assert "OSA1" not in result.stdout + result.stderr
