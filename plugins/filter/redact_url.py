# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: redact_url
author: osa-sources contributors
version_added: "0.1.0"
short_description: Mask the secrets of addresses in a text
description:
  - Passwords, user names that stand alone and may be tokens, and signatures in queries become C(****), in every address
    that the text holds.
  - C(git@host) of an SSH address and references to environment variables, C(${NAME}), stay.
positional: _input
options:
  _input:
    description: An address, or any text with addresses in it.
    type: str
    required: true
requirements:
  - osa-sources (the Python distribution of the same version)
"""

EXAMPLES = r"""
- name: Say what is fetched, without the token
  ansible.builtin.debug:
    # https://****@git.example.com/openstack/nova
    msg: "{{ 'https://t0ken@git.example.com/openstack/nova' | osa.sources.redact_url }}"
"""

RETURN = r"""
_value:
  description: The text with every secret masked.
  type: str
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


def redact_url(text):
    return shared.parse("redact_url", "url", text)["redacted"]


class FilterModule:
    def filters(self):
        return {"redact_url": redact_url}
