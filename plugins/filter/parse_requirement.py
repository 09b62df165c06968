# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: parse_requirement
author: osa-sources contributors
version_added: "0.1.0"
short_description: Take a line of a requirement file apart
description:
  - Reads one requirement as pip 26 does - a name with specifiers and marker, C(name[extra] @ git+https://...), an address
    with C(#egg=name&subdirectory=dir), an editable requirement, with its C(--hash) and C(--config-settings) options.
  - Replaces patterns that guess a name from C(egg=) or from what stands before an C(@).
positional: _input
options:
  _input:
    description: The line, without a line break. A comment behind it does not count.
    type: str
    required: true
requirements:
  - osa-sources (the Python distribution of the same version)
notes:
  - A text that is no requirement fails with the column of what is wrong, as pip would refuse it.
  - Environment variables in the line stay as they are.
seealso:
  - plugin: osa.sources.parse_wheel_filename
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Install the wheel of what was built from a repository
  vars:
    requirement: "{{ 'git+https://opendev.org/openstack/neutron-vpnaas@stable/2025.2#egg=neutron-vpnaas'
      | osa.sources.parse_requirement }}"
  ansible.builtin.debug:
    # neutron-vpnaas from https://opendev.org/openstack/neutron-vpnaas at stable/2025.2
    msg: "{{ requirement.canonical_name }} from {{ requirement.vcs.repository }} at {{ requirement.vcs.reference }}"

- name: Names of everything a venv installs
  ansible.builtin.debug:
    msg: "{{ nova_pip_packages | map('osa.sources.parse_requirement') | map(attribute='canonical_name') }}"
"""

RETURN = r"""
_value:
  description: The requirement.
  type: dict
  contains:
    text:
      description: As written, without options and comment.
      type: str
    name:
      description: The name as written. C(null) where an address or a path tells none.
      type: str
    canonical_name:
      description: The name in its normal form (PEP 503).
      type: str
    inferred_name:
      description: The repository's own name where the address of a repository tells none; a guess, else C(null).
      type: str
    extras:
      description: Names of extras, sorted.
      type: list
      elements: str
    specifier:
      description: All version specifiers, sorted; empty where there is none.
      type: str
      sample: "<2,>=1.0"
    specifiers:
      description: The same one by one, as C(operator) and C(version).
      type: list
      elements: dict
    marker:
      description: The environment marker in its printed form, or C(null).
      type: str
      sample: 'python_version < "3.13"'
    url:
      description: The address or path as written, credentials included, or C(null).
      type: str
    vcs:
      description: C(system), C(repository) and C(reference) of an address of a repository, else C(null).
      type: dict
    subdirectory:
      description: What C(#subdirectory=) says, or C(null).
      type: str
    editable:
      description: Whether the line starts with C(-e).
      type: bool
    hashes:
      description: C(algorithm) and C(digest) of each C(--hash).
      type: list
      elements: dict
    config_settings:
      description: C(name) and C(value) of each C(--config-settings).
      type: list
      elements: dict
"""

import os

try:
    from ansible_collections.osa.sources.plugins.plugin_utils import osa_sources as shared
except ImportError:
    # By its short name, with filter_plugins pointing at this folder.
    import importlib.util

    _path = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "plugin_utils", "osa_sources.py")
    _spec = importlib.util.spec_from_file_location("osa_sources_plugin_utils", _path)
    shared = importlib.util.module_from_spec(_spec)
    _spec.loader.exec_module(shared)


def parse_requirement(text):
    return shared.parse("parse_requirement", "requirement", text)


class FilterModule:
    def filters(self):
        return {"parse_requirement": parse_requirement}
