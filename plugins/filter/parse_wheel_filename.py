# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: parse_wheel_filename
author: osa-sources contributors
version_added: "0.1.0"
short_description: Take the file name of a wheel apart
description:
  - Reads a wheel's file name (PEP 427) with the checks of C(packaging) 26.
  - Replaces splitting at hyphens, which a build tag breaks, and names that differ in case or separators.
positional: _input
options:
  _input:
    description: The file name. Directories before it do not count.
    type: str
    required: true
requirements:
  - osa-sources (the Python distribution of the same version)
"""

EXAMPLES = r"""
- name: Constraints from a directory of wheels
  ansible.builtin.copy:
    dest: /var/www/repo/nova-constraints.txt
    content: |
      {% for wheel in wheels.files | map(attribute='path') | map('osa.sources.parse_wheel_filename') %}
      {{ wheel.canonical_name }}=={{ wheel.version }}
      {% endfor %}
"""

RETURN = r"""
_value:
  description: The parts of the name.
  type: dict
  contains:
    name:
      description: The project's name as the file spells it.
      type: str
      sample: oslo_cache
    canonical_name:
      description: The name in its normal form (PEP 503).
      type: str
      sample: oslo-cache
    version:
      description: The version in its normal form (PEP 440).
      type: str
    build:
      description: The build tag, or C(null).
      type: str
    interpreters:
      description: Python tags.
      type: list
      elements: str
    abis:
      description: ABI tags.
      type: list
      elements: str
    platforms:
      description: Platform tags.
      type: list
      elements: str
    tags:
      description: Every combination of the three.
      type: list
      elements: str
      sample: [py2-none-any, py3-none-any]
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


def parse_wheel_filename(filename):
    name = os.path.basename(filename) if isinstance(filename, str) else filename
    return shared.parse("parse_wheel_filename", "wheel_filename", name)


class FilterModule:
    def filters(self):
        return {"parse_wheel_filename": parse_wheel_filename}
