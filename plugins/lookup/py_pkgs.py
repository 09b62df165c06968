# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: py_pkgs
author: osa-sources contributors
version_added: "0.1.0"
short_description: Packages and git sources of a deployment in the shape that repo_build reads
description:
  - Takes the place of the lookup of this name that OpenStack-Ansible had until 2019; playbooks that use it run
    unchanged, with C(lookup), C(query) or C(with_py_pkgs).
  - Unless O(legacy_quirks) says otherwise, the content is that of the catalogue - precedence is decided per variable,
    every version specifier is kept, names are compared as pip compares them, nothing depends on the order of files.
  - The play's own variables are then the highest level, templated by Ansible, as with P(osa.sources.osa_sources#lookup).
    With O(legacy_quirks) they have no meaning; the old lookup read files alone.
  - Every difference from the old lookup is listed in docs/decisions/0040-py-pkgs-quirks.md, and for a given deployment
    by C(osa-sources check --legacy).
options:
  _terms:
    description:
      - Folders of one deployment, as the old lookup took them - the openstack-ansible checkout, the roles directory and
        C(/etc/openstack_deploy). A folder that does not exist is empty.
    required: true
    type: list
    elements: str
  legacy_quirks:
    description:
      - Reproduce the result of the old lookup of one release, so that equality can be shown before anything improves.
      - V(false) for none, V(true) for V(16.0.0), or one of V(14.2.16), V(16.0.0), V(16.0.29), V(17.0.0) - the plugin
        changed inside stable series, and a tree does not say which one it had.
      - A C(with_py_pkgs) loop cannot give options; set the variable instead.
    type: raw
    default: false
    vars:
      - name: osa_sources_legacy_quirks
    env:
      - name: OSA_SOURCES_LEGACY_QUIRKS
  view:
    description:
      - What to return. V(py_pkgs) is the old document; the others are what the templates of the role repo_build made of
        it - V(wheel_list) a list of lines, V(constraint_list) the lists C(git), C(overrides), C(pins) and C(upper),
        V(clone_list) and V(venv_list) lists of dicts, V(repo_build) a dict of all four.
      - With O(legacy_quirks) the faults of those templates are reproduced too.
    type: str
    default: py_pkgs
    choices: [py_pkgs, wheel_list, constraint_list, clone_list, venv_list, repo_build]
  selective:
    description:
      - Whether the views of repo_build hold only what inventory groups with hosts need, as C(repo_build_venv_selective)
        decided.
    type: bool
    default: true
    vars:
      - name: repo_build_venv_selective
  git_dir:
    description: Where repositories are cloned to.
    type: str
    default: /var/www/repo/openstackgit
    vars:
      - name: repo_build_git_dir
  constraint_overrides:
    description: Constraints of the deployer, over the pins and upper-constraints.
    type: list
    elements: str
    default: []
    vars:
      - name: repo_build_upper_constraints_overrides
  upper_constraints:
    description: Lines of upper-constraints.txt, or the path of that file.
    type: raw
    default: []
  strict:
    description:
      - Fail on findings that make the returned data wrong. Otherwise they are warnings.
      - Has no meaning with O(legacy_quirks); what ended the old lookup with an error does so again, with file and line.
    type: bool
    default: false
    vars:
      - name: osa_sources_strict
requirements:
  - osa-sources (the Python distribution of the same version)
notes:
  - A term list gives one dict, whichever way the lookup is called.
  - ansible-core 2.19 and later never template what a lookup returned; variables in the lists are resolved by the core.
"""

EXAMPLES = r"""
- name: Load the packages as repo-build.yml did
  ansible.builtin.debug:
    msg: Loading Packages
  with_py_pkgs: "{{ pkg_locations }}"
  register: local_packages
  vars:
    pkg_locations: [/opt/openstack-ansible, /etc/ansible/roles, /etc/openstack_deploy]

- name: Clone list
  ansible.builtin.debug:
    msg: "{{ item.url }} {{ item.version }}"
  loop: "{{ local_packages.results.0.item.remote_package_parts }}"

- name: Clone what the groups of this inventory need
  ansible.builtin.git:
    repo: "{{ item.url }}"
    dest: "{{ item.dest }}"
    version: "{{ item.version }}"
  loop: "{{ lookup('py_pkgs', '/opt/openstack-ansible', '/etc/ansible/roles', view='clone_list') }}"

- name: The result of the plugin that release 16.0.0 had
  ansible.builtin.set_fact:
    packages: "{{ lookup('py_pkgs', '/opt/openstack-ansible', '/etc/ansible/roles', legacy_quirks='16.0.0').packages }}"
"""

RETURN = r"""
_list:
  description: One dict for the views py_pkgs, constraint_list and repo_build; one list for the others.
  type: list
  elements: raw
  contains:
    packages:
      description: Requirements of every role and of the checkout's requirement files.
      type: list
      elements: str
      sample: [pymysql>=0.6.2, nova]
    remote_packages:
      description: Git sources in pip's spelling.
      type: list
      elements: str
    remote_package_parts:
      description: The same taken apart - name, version, fragment, url, original, egg_name, project_group.
      type: list
      elements: dict
    role_requirements:
      description: By role, its project_group and each of its lists by the variable's name.
      type: dict
    role_requirement_files:
      description: Requirement files - C(default.txt_file_packages) and C(global_pins.pinned_packages).
      type: dict
    role_packages:
      description: By role, all packages that are not optional.
      type: dict
    role_project_groups:
      description: By role, the inventory group whose hosts get it.
      type: dict
    role_distro_packages:
      description: By role and file, packages of distributions.
      type: dict
    distro_packages:
      description: Empty, as it always was.
      type: list
"""

import os

from ansible.errors import AnsibleError
from ansible.plugins.lookup import LookupBase

try:
    from ansible_collections.osa.sources.plugins.plugin_utils import osa_sources as shared
except ImportError:
    # By its short name, with lookup_plugins pointing at this folder.
    import importlib.util

    _path = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "plugin_utils", "osa_sources.py")
    _spec = importlib.util.spec_from_file_location("osa_sources_plugin_utils", _path)
    shared = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(shared)

OPTIONS = ("legacy_quirks", "view", "selective", "git_dir", "constraint_overrides", "upper_constraints", "strict")

#: What `repo_build` holds.
VIEWS = ("wheel_list", "constraint_list", "clone_list", "venv_list")

#: What YAML and `-e NAME=VALUE` make of a boolean.
TRUE = ("true", "yes", "on", "1")
FALSE = ("false", "no", "off", "0", "none", "")


def release(value):
    """`legacy_quirks` as the core takes it: a boolean or the text of a release."""
    if value is None or isinstance(value, bool):
        return bool(value)
    text = str(value).strip()
    if text.lower() in TRUE:
        return True
    if text.lower() in FALSE:
        return False
    return text


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        shared.check_options("py_pkgs", kwargs, OPTIONS)
        variables = variables or {}
        self.set_options(var_options=variables, direct=kwargs)
        terms = [terms] if isinstance(terms, str) else terms
        paths = [os.path.expanduser(str(term)) for term in self._flatten(terms)]
        if not paths:
            raise AnsibleError("py_pkgs: give at least one path")
        quirks = release(self._option("legacy_quirks"))
        if not quirks:
            # The old lookup took a folder that is not there for an empty one.
            paths = [path for path in paths if os.path.exists(path)]
        view = self._option("view")
        library = shared.binding()
        try:
            given = {} if quirks else self._play(library, paths, variables)
            document = library.catalogue(
                paths,
                **given,
                view=view,
                legacy_quirks=quirks,
                repo_build=None if view == "py_pkgs" else self._repo_build(variables),
                strict=bool(self._option("strict")) and not quirks,
            )
        except library.OSASourcesError as error:
            raise AnsibleError("py_pkgs: %s" % error) from error
        shared.show(document["diagnostics"], paths)
        if view == "repo_build":
            return [{name: document[name] for name in VIEWS}]
        return [document[view]]

    def _play(self, library, paths, variables):
        """The variables that the answer reads and the play defines, and from where it sees them."""
        play = shared.PlayVariables(self._templar, variables)
        given = {
            name: (lambda n=name: play.finished(n), lambda n=name: play.written(n)) for name in play.names()
        }
        return shared.given(
            library, paths, self._templar, self._loader, variables, given, [shared.play_view(variables)])

    def _repo_build(self, variables):
        groups = variables.get("groups") or {}
        return {
            "selective": bool(self._option("selective")),
            "populated_groups": sorted(str(name) for name, hosts in groups.items() if hosts),
            "git_dir": str(self._option("git_dir")),
            "constraint_overrides": [str(line) for line in self._option("constraint_overrides") or []],
            "upper_constraints": shared.plain(self._option("upper_constraints")) or [],
        }

    def _option(self, name):
        """Values that come from `vars:` are not templated by Ansible itself."""
        value = self.get_option(name)
        return self._templar.template(value) if isinstance(value, str) else value
