# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: osa_sources
author: osa-sources contributors
version_added: "0.1.0"
short_description: Everything an OpenStack-Ansible deployment installs from source
description:
  - Reads a deployment's flat variables (C(nova_git_repo), C(nova_git_install_branch), ...) and its structured
    C(osa-sources.yml) files into one catalogue of sources, venvs and constraint layers.
  - Every value says which file, line and column decided it, and which other definitions it hides.
  - The play's own variables are the highest level, templated by Ansible; a value that the play took from one of the
    files keeps that file's position. What the play's host merely has from its own groups decides nothing for others.
  - Templates of role files that only Ansible can finish are finished with the role's and the play's variables, unless
    they ask for one host's facts.
  - Strings that are returned are never templated again.
options:
  _terms:
    description:
      - A checkout, a directory or a file. Several are one deployment, usually the openstack-ansible checkout, the roles
        directory and C(/etc/openstack_deploy).
      - A relative path is looked for beside the role and the playbook, then in the current directory.
    required: true
    type: list
    elements: str
  view:
    description:
      - Which part to return. V(catalogue) is everything.
      - V(constraints) is the one constraint set that the ordered layers of the deployment, or of O(venv), come to.
      - Give Ansible little data - P(ansible.builtin.set_fact#action) of a whole catalogue costs half a second.
      - V(plan) is what would be fetched, built and installed; O(select) then names services.
    type: str
    default: catalogue
    choices: [catalogue, sources, venvs, diagnostics, constraints, plan]
    vars:
      - name: osa_sources_view
  select:
    description: Names of the sources and venvs to return; all of them where this is empty.
    type: list
    elements: str
    default: []
  venv:
    description: The venv whose constraints the view V(constraints) returns.
    type: str
  python:
    description:
      - With the view V(constraints), only what holds for this Python, such as V(3.12).
      - With the view V(plan), the Python that venvs are made with in place of the targets' own.
    type: str
  layers:
    description:
      - With the views V(constraints) and V(plan), layers whose text is given. One takes the place of the declared layer of its name.
      - Each has C(name) and one of C(file), C(lines) and C(text).
    type: list
    elements: dict
    default: []
  environment:
    description: With O(view=constraints), PEP 508 variables that have one value, such as C(platform_machine).
    type: dict
    default: {}
  remove:
    description: With O(view=constraints), names that no layer shall constrain. One that none does is a finding.
    type: list
    elements: str
    default: []
  replace:
    description: With O(view=constraints), lines that take the place of every layer's for their names.
    type: list
    elements: str
    default: []
  relax:
    description: With O(view=constraints), names of which only lower bounds are kept.
    type: list
    elements: str
    default: []
  hosts:
    description:
      - Hosts or groups whose variables are read too, besides those of the play's host. A pin in
        C(group_vars/nova_all) is a variable of the hosts of that group only.
      - Two hosts that give one variable different values are an error that names both.
    type: list
    elements: str
    default: []
  targets:
    description:
      - With O(view=plan), the machines that install, such as V(debian-12-x86_64) or V(ubuntu-24.04-aarch64-3.12).
      - The machine that runs the play where this is empty.
    type: list
    elements: str
    default: []
  optional:
    description: With O(view=plan), optional sets to install, as V(SET), V(VENV.SET) or V(all).
    type: list
    elements: str
    default: []
  all_wheels:
    description: With O(view=plan), build wheels of every dependency too, for installing without an index.
    type: bool
    default: false
  use_inventory:
    description:
      - With O(view=plan), leave out venvs of groups that have no hosts in the play's inventory, and say which hosts get each
        venv. Implied by O(for_groups) and O(for_hosts).
    type: bool
    default: false
  for_groups:
    description: With O(view=plan), plan what the hosts of these groups of the play's inventory get.
    type: list
    elements: str
    default: []
  for_hosts:
    description: With O(view=plan), plan what these hosts of the play's inventory get.
    type: list
    elements: str
    default: []
  rewrites:
    description:
      - With O(view=plan), base URLs that are replaced in every address, as C(FROM=TO), such as
        V(https://opendev.org=https://git.example.org).
    type: list
    elements: str
    default: []
  commits:
    description: With O(view=plan), the commits that branches and tags were resolved to, by the names of their sources.
    type: dict
    default: {}
  checkouts:
    description:
      - With O(view=plan), a folder of the controller that C(osa-sources fetch --into) filled. Constraint layers that are files
        of sources, as upper-constraints is one of C(requirements), are read from there.
    type: path
  network:
    description: With O(view=plan), whether an index may be asked. Otherwise pip gets C(--no-index).
    type: bool
    default: true
  strict:
    description: Fail on findings that make the returned data wrong. Otherwise they are warnings.
    type: bool
    default: true
    vars:
      - name: osa_sources_strict
requirements:
  - osa-sources (the Python distribution of the same version)
notes:
  - One term list gives one dict. With P(ansible.builtin.items#lookup)-like loops use C(query), which returns a list
    of that one dict.
"""

EXAMPLES = r"""
- name: Show where nova comes from, and why
  ansible.builtin.debug:
    msg: "{{ nova.repository }}@{{ nova.reference.value }} ({{ nova.origin.reference.file }})"
  vars:
    paths: [/opt/openstack-ansible, /etc/ansible/roles, /etc/openstack_deploy]
    nova: "{{ lookup('osa_sources', *paths, view='sources', select=['nova']).sources.nova }}"

- name: List every source that is taken at a branch
  ansible.builtin.debug:
    msg: "{{ catalogue.sources | dict2items | selectattr('value.reference.type', 'eq', 'branch') | map(attribute='key') }}"
  vars:
    catalogue: "{{ lookup('osa.sources.osa_sources', '/opt/openstack-ansible', '/etc/ansible/roles') }}"

- name: List the wheels that nova's venv needs on Ubuntu 24.04
  ansible.builtin.debug:
    msg: "{{ plan.wheels | map(attribute='name') }}"
  vars:
    plan: >-
      {{ lookup('osa.sources.osa_sources', '/opt/openstack-ansible', '/etc/ansible/roles', view='plan', select=['nova'],
                targets=['ubuntu-24.04-x86_64']) }}
"""

RETURN = r"""
_list:
  description:
    - One dict, the catalogue document of format 1 (docs/reference/schema/catalogue.schema.json), or with O(view=plan)
      the plan document (docs/reference/schema/plan.schema.json).
  type: list
  elements: dict
  contains:
    format:
      description: Version of the document.
      type: int
      returned: always
      sample: 1
    sources:
      description: Sources by key, the flat variables' prefix or the structured name.
      type: dict
      returned: views catalogue and sources
    venvs:
      description: What each service installs.
      type: dict
      returned: views catalogue and venvs
    layers:
      description: Constraint layers by name.
      type: dict
      returned: view catalogue
    diagnostics:
      description: Findings with code, severity, message, file, line and column.
      type: list
      elements: dict
      returned: always
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
    "view", "select", "venv", "python", "layers", "environment", "remove", "replace", "relax", "hosts", "targets",
    "optional", "all_wheels", "use_inventory", "for_groups", "for_hosts", "rewrites", "commits", "checkouts", "network",
    "strict"
)


class LookupModule(LookupBase):
    def run(self, terms, variables=None, **kwargs):
        shared.check_options("osa_sources", kwargs, OPTIONS)
        self._given = kwargs
        variables = variables or {}
        self.set_options(var_options=shared.finished_options(self, variables, kwargs), direct=kwargs)
        paths = shared.deployment_paths("osa_sources", self._flatten(terms), self._loader, variables)
        library = shared.binding()
        hosts = self._hosts(variables)
        play = self._play(variables, hosts)
        try:
            given = shared.given(
                library, paths, self._templar, self._loader, variables, play, self._views(variables, hosts))
            if self.get_option("view") in ("constraints", "plan"):
                if self.get_option("view") == "constraints":
                    document = self._constraints(library, paths, given)
                else:
                    document = self._plan(library, paths, given, variables)
                shared.show(document["diagnostics"], paths)
                return [document]
            document = library.catalogue(
                paths,
                **given,
                view=self.get_option("view"),
                select=self._names("select"),
                strict=self.get_option("strict"),
            )
        except library.OSASourcesError as error:
            shared.raise_failure(error, paths)
        shared.show(document["diagnostics"], paths)
        return [document]

    def _constraints(self, library, paths, given):
        """What constrains the deployment, or one of its venvs."""
        return library.constraints(
            paths,
            **given,
            venv=self.get_option("venv"),
            python=self._python(),
            layers=[shared.plain(layer) for layer in self.get_option("layers") or []],
            environment=shared.plain(self.get_option("environment") or {}),
            remove=[str(name) for name in self.get_option("remove") or []],
            replace=[str(line) for line in self.get_option("replace") or []],
            relax=[str(name) for name in self.get_option("relax") or []],
            select=self._names("select"),
            strict=self.get_option("strict"),
        )

    def _plan(self, library, paths, given, variables):
        """What would be fetched, built and installed."""
        groups = [str(name) for name in self.get_option("for_groups") or []]
        hosts = [str(name) for name in self.get_option("for_hosts") or []]
        if groups or hosts or self.get_option("use_inventory"):
            members = variables.get("groups") or {}
            given = dict(
                given, inventory={str(name): [str(host) for host in members[name]] for name in members},
                groups=groups, hosts=hosts)
        return library.plan(
            paths,
            **given,
            targets=self.get_option("targets") or None,
            python=self._python(),
            optional=self.get_option("optional") or None,
            all_wheels=self.get_option("all_wheels"),
            rewrites=[str(rewrite) for rewrite in self.get_option("rewrites") or []],
            commits={str(name): str(commit) for name, commit in (self.get_option("commits") or {}).items()},
            **({"checkouts": self.get_option("checkouts")} if self.get_option("checkouts") else {}),
            network=self.get_option("network"),
            layers=[shared.plain(layer) for layer in self.get_option("layers") or []],
            select=self._names("select"),
            strict=self.get_option("strict"),
        )

    def _names(self, option):
        return [str(name) for name in self.get_option(option) or []] or None

    def _python(self):
        """A version as text: without quotes 3.10 is a number, and the same as 3.1."""
        version = self._given.get("python")
        if isinstance(version, float) and len(str(version)) < 4:
            raise AnsibleLookupError("osa_sources: python=%s may have lost a digit: quote it, as in python='3.10'" % version)
        return self.get_option("python")

    def _play(self, variables, hosts):
        """Per name, how to get its finished and its written value: from the play's host, then from the hosts asked."""
        sources = [("the play", variables)]
        hostvars = variables.get("hostvars") or {}
        for host in hosts:
            sources.append((host, hostvars.raw_get(host) if hasattr(hostvars, "raw_get") else hostvars[host]))
        found = {}
        for owner, values in sources:
            play = shared.PlayVariables(self._templar, values)
            for name in play.names():
                entry = (lambda n=name, p=play: p.finished(n), lambda n=name, p=play: p.written(n), owner)
                if name not in found:
                    found[name] = entry
                elif owner != "the play" and found[name][2] != "the play":
                    found[name] = self._agreeing(name, found[name], entry)
        return found

    def _views(self, variables, hosts):
        """From where the play's host and the hosts asked see what they give."""
        hostvars = variables.get("hostvars") or {}
        return [shared.play_view(variables)] + [shared.play_view(hostvars[host]) for host in hosts]

    def _hosts(self, variables):
        groups = variables.get("groups") or {}
        hosts = []
        for name in self.get_option("hosts") or []:
            members = groups.get(name)
            if members is None and name not in (variables.get("hostvars") or {}):
                raise AnsibleLookupError("osa_sources: %s is neither a host nor a group of the inventory" % name)
            hosts.extend(host for host in (members if members is not None else [name]) if host not in hosts)
        return hosts

    @staticmethod
    def _agreeing(name, first, second):
        """The first of two hosts' values, which must not differ where the catalogue asks for them."""

        def finished():
            mine, theirs = first[0](), second[0]()
            if mine != theirs:
                raise shared.Disagreement(
                    "osa_sources: %s is %r on %s but %r on %s" % (name, mine, first[2], theirs, second[2])
                )
            return mine

        return (finished, first[1], first[2])
