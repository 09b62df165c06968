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
        C(/etc/openstack_deploy). A folder that does not exist is empty, with a warning.
      - A relative one is looked for as Ansible does for files, then in the current directory; with O(legacy_quirks) in the
        current directory alone, as the old lookup did.
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
      - Whether the views of repo_build hold only what inventory groups with hosts need. Without it each view follows its
        own switch, as the role repo_build did.
    type: bool
  venv_selective:
    description: The switch of V(venv_list).
    type: bool
    default: true
    vars:
      - name: repo_build_venv_selective
  wheel_selective:
    description: The switch of V(wheel_list). Without it O(venv_selective) decides.
    type: bool
    vars:
      - name: repo_build_wheel_selective
  git_selective:
    description: The switch of V(clone_list). Without it O(venv_selective) and O(wheel_selective) decide together.
    type: bool
    vars:
      - name: repo_build_git_selective
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
    description: Lines of upper-constraints.txt, as a list or as one text, or the path of that file.
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

- name: The constraints of a build, over upper-constraints of a series
  ansible.builtin.copy:
    content: "{{ (lists.git + lists.overrides + lists.pins + lists.upper) | join('\n') }}\n"
    dest: /var/www/repo/requirements_constraints.txt
  vars:
    upper: "{{ query('ansible.builtin.url', 'https://releases.openstack.org/constraints/upper/pike') }}"
    lists: "{{ lookup('py_pkgs', '/opt/openstack-ansible', '/etc/ansible/roles', view='constraint_list',
      upper_constraints=upper) }}"
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

from ansible.errors import AnsibleLookupError
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

OPTIONS = (
    "legacy_quirks", "view", "selective", "venv_selective", "wheel_selective", "git_selective", "git_dir",
    "constraint_overrides", "upper_constraints", "strict"
)

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
        self.set_options(var_options=shared.finished_options(self, variables, kwargs), direct=kwargs)
        quirks = release(self.get_option("legacy_quirks"))
        terms = self._flatten([terms] if isinstance(terms, str) else terms)
        paths = shared.deployment_paths("py_pkgs", terms, self._loader, variables, near=not quirks)
        view = self.get_option("view")
        library = shared.binding()
        try:
            given = {} if quirks else self._play(library, paths, variables)
            document = library.catalogue(
                paths,
                **given,
                view=view,
                legacy_quirks=quirks,
                repo_build=None if view == "py_pkgs" else self._repo_build(variables),
                strict=bool(self.get_option("strict")) and not quirks,
            )
        except library.OSASourcesError as error:
            shared.raise_failure(error, paths, "py_pkgs")
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
            "selective": self._selective(),
            "populated_groups": sorted(str(name) for name, hosts in groups.items() if hosts),
            "git_dir": str(self.get_option("git_dir")),
            "constraint_overrides": [str(line) for line in self.get_option("constraint_overrides") or []],
            "upper_constraints": self._upper_constraints(variables),
        }

    def _selective(self):
        """Of each view that has a switch, whether it is on: one that nobody set follows the others."""
        every = self.get_option("selective")
        if every is not None:
            return {name: bool(every) for name in ("wheel_list", "clone_list", "venv_list")}
        venvs, wheels, clones = (self.get_option(name) for name in ("venv_selective", "wheel_selective", "git_selective"))
        wheels = venvs if wheels is None else wheels
        clones = venvs and wheels if clones is None else clones
        return {"wheel_list": bool(wheels), "clone_list": bool(clones), "venv_list": bool(venvs)}

    def _upper_constraints(self, variables):
        """Lines, or the path of a file, which the core reads."""
        given = shared.plain(self.get_option("upper_constraints")) or []
        if isinstance(given, list):
            if not all(isinstance(line, str) for line in given):
                raise AnsibleLookupError("py_pkgs: upper_constraints is a list of lines, not of %r" % given)
            return given
        if not isinstance(given, str):
            raise AnsibleLookupError("py_pkgs: upper_constraints is a list of lines, their text or a path, not %r" % given)
        if "===" not in given and "\n" not in given:
            return shared.near_path(given, self._loader, variables)
        if "\n" not in given.strip() and given.count("===") > 1:
            raise AnsibleLookupError(
                "py_pkgs: upper_constraints is one line, %.60s...: lookup('url', ...) joins lines by commas; use "
                "query('url', ...) or split_lines=false" % given)
        return given.splitlines()
