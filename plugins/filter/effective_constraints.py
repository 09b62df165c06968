# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: effective_constraints
author: osa-sources contributors
version_added: "0.1.0"
short_description: One constraint file from ordered layers
description:
  - Merges ordered layers of constraints into one list in which every name has at most one line per environment.
  - pip and uv apply all constraint files at once and know no precedence, so that a user's override of
    C(upper-constraints.txt) is an error in both. Here the first layer that speaks for a name in an environment wins, and
    lower layers are dropped for exactly those environments.
  - Findings are warnings, and errors where pip would refuse a line.
options:
  _input:
    description:
      - The layers, highest first. Either a mapping of names to lists of lines (or to the text of a constraint file), or a
        list of mappings with C(name) and one of C(lines), C(text) and C(file).
    type: raw
    required: true
  python:
    description: Only what holds for this Python, such as V(3.12). Without it lines keep markers for every environment.
    type: str
  environment:
    description: PEP 508 variables that have one value; with O(python) those that differ from CPython on 64-bit Linux.
    type: dict
    default: {}
  built:
    description: Names that are built from source. No line of any layer constrains them.
    type: list
    elements: str
    default: []
  remove:
    description: Names that no layer shall constrain. One that none does is a warning.
    type: list
    elements: str
    default: []
  replace:
    description: Lines that take the place of every layer's for their names.
    type: list
    elements: str
    default: []
  relax:
    description: Names of which only lower bounds are kept.
    type: list
    elements: str
    default: []
  origins:
    description: Return one mapping per line with its layer, file, line and what it shadows, instead of the line alone.
    type: bool
    default: false
requirements:
  - osa-sources (the Python distribution of the same version)
seealso:
  - plugin: osa.sources.osa_sources
    plugin_type: lookup
  - plugin: osa.sources.pip_arguments
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Let the deployer's pins win over upper-constraints
  ansible.builtin.copy:
    dest: /etc/openstack_deploy/constraints.txt
    content: "{{ layers | osa.sources.effective_constraints | join('\n') }}\n"
    mode: "0644"
  vars:
    layers:
      user: "{{ user_constraints | default([]) }}"
      upper: "{{ lookup('ansible.builtin.file', '/opt/requirements/upper-constraints.txt') }}"

- name: Show which numpy Python 3.12 gets, and why
  ansible.builtin.debug:
    msg: "{{ stack | osa.sources.effective_constraints(python='3.12', origins=true) | selectattr('name', 'eq', 'numpy') }}"
  vars:
    stack:
      - {name: pins, file: /opt/openstack-ansible/global-requirement-pins.txt}
      - {name: upper, file: /opt/requirements/upper-constraints.txt}
"""

RETURN = r"""
_value:
  description: Constraint lines by name, or mappings with O(origins=true).
  type: list
  elements: raw
"""

import os

from ansible.errors import AnsibleFilterError

try:
    from ansible_collections.osa.sources.plugins.plugin_utils import osa_sources as shared
except ImportError:
    # By its short name, with filter_plugins pointing at this folder.
    import importlib.util

    _path = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "plugin_utils", "osa_sources.py")
    _spec = importlib.util.spec_from_file_location("osa_sources_plugin_utils", _path)
    shared = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(shared)


def given_layers(value):
    """The layers as the library takes them."""
    if isinstance(value, dict):
        value = [
            {"name": name, "text" if isinstance(content, str) else "lines": content} for name, content in value.items()
        ]
    if not isinstance(value, (list, tuple)):
        raise AnsibleFilterError("effective_constraints: layers are a mapping or a list")
    return [shared.plain(dict(layer)) if isinstance(layer, dict) else layer for layer in value]


def effective_constraints(
    layers, python=None, environment=None, built=None, remove=None, replace=None, relax=None, origins=False
):
    library = shared.binding()
    try:
        document = library.constraints(
            layers=given_layers(layers),
            python=None if python is None else str(python),
            environment=shared.plain(environment or {}),
            built=[str(name) for name in built or []],
            remove=[str(name) for name in remove or []],
            replace=[str(line) for line in replace or []],
            relax=[str(name) for name in relax or []],
        )
    except library.OSASourcesError as error:
        raise AnsibleFilterError("effective_constraints: %s" % shared.describe(error.error, [])) from error
    errors = [found for found in document["diagnostics"] if found["severity"] == "error"]
    if errors:
        raise AnsibleFilterError("effective_constraints: %s" % shared.describe(errors[0], []))
    shared.show(document["diagnostics"], [])
    return document["constraints"] if origins else [entry["constraint"] for entry in document["constraints"]]


class FilterModule:
    def filters(self):
        return {"effective_constraints": effective_constraints}
