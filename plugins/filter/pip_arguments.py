# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0

from __future__ import annotations

DOCUMENTATION = r"""
name: pip_arguments
author: osa-sources contributors
version_added: "0.1.0"
short_description: Arguments of pip or uv that install a venv
description:
  - Makes the ordered arguments that stand behind C(pip install) or C(uv pip install) for a venv of the catalogue or for a
    list of requirements.
  - The arguments name at most one index. Without O(index_url) none is asked, so that a name that is missing from
    O(find_links) is an error instead of whatever an index offers under that name.
  - pip and uv would add indexes, links and constraints of their environment and configuration. C(--isolated) keeps pip
    from its variables and the user's configuration, C(--no-config) keeps uv from configuration files. The rest - pip's
    configuration of the system and of a venv, uv's variables, the pip that pip itself runs for isolated builds - only
    the environment of the task can close - O(with_environment).
  - pip applies C(--constraint) to what is installed and C(--build-constraint) to what isolated builds need; the
    constraints are given for both unless O(build_constraints) says otherwise.
options:
  _input:
    description: A venv as the view C(venvs) of the lookup P(osa.sources.osa_sources#lookup) has it, or a list of
      requirements.
    type: raw
    required: true
  constraints:
    description: Path of one constraint file, as P(osa.sources.effective_constraints#filter) makes it.
    type: str
  build_constraints:
    description: Path of the constraint file for isolated builds. The same as O(constraints) unless given; V('') for none.
    type: str
  index_url:
    description: The only index that is asked.
    type: str
  find_links:
    description: Folders or pages with built wheels.
    type: list
    elements: str
    default: []
  tool:
    description: Whose arguments.
    type: str
    default: pip
    choices: [pip, uv]
  pip_version:
    description: The version of pip. Before 25.3 it has no C(--build-constraint), which is left out then.
    type: str
  optional:
    description: Optional sets of the venv that are installed too.
    type: list
    elements: str
    default: []
  alternatives:
    description:
      - Names of the variable files that a play loads, such as V(debian); entries of others are left out.
      - Entries of V(main) are taken from each list of which none of these names holds.
    type: list
    elements: str
    default: []
  isolated:
    description: Whether pip and uv are kept from indexes that others configured; V(false) adds none of the options for it.
    type: bool
    default: true
  with_environment:
    description:
      - Returns a mapping of RV(_value.arguments) and RV(_value.environment) instead of the arguments alone. A task that
        runs them in this environment asks no other place, whatever the machine is configured to.
    type: bool
    default: false
  built:
    description:
      - Versions of what has been built from source, by name. A requirement with a source becomes C(NAME===VERSION), so
        that exactly the built wheel is taken.
      - A source that is not named here stays the address that it is.
    type: dict
    default: {}
seealso:
  - plugin: osa.sources.effective_constraints
    plugin_type: filter
"""

EXAMPLES = r"""
- name: Install nova from the wheels that were built for it
  ansible.builtin.command:
    argv: "{{ ['/openstack/venvs/nova/bin/pip', 'install'] + (nova | osa.sources.pip_arguments(**how)) }}"
    creates: /openstack/venvs/nova/bin/nova-api
  vars:
    nova: "{{ lookup('osa.sources.osa_sources', '/opt/openstack-ansible', view='venvs', select=['nova']).venvs.nova }}"
    how:
      constraints: /var/www/repo/constraints/nova.txt
      find_links: [/var/www/repo/wheels]
      built: {nova: "33.0.1"}

- name: The same where the machine may have a pip.conf of its own
  ansible.builtin.command:
    argv: "{{ ['/openstack/venvs/nova/bin/pip', 'install'] + pip.arguments }}"
    creates: /openstack/venvs/nova/bin/nova-api
  environment: "{{ pip.environment }}"
  vars:
    pip: "{{ ['nova'] | osa.sources.pip_arguments(find_links='/var/www/repo/wheels', with_environment=true) }}"
"""

RETURN = r"""
_value:
  description: Arguments, one an element, nothing quoted; with O(with_environment) a mapping that holds them.
  type: raw
  sample: ["--no-index", "--find-links", "/w", "--isolated", "--constraint", "/c.txt", "nova===33.0.1", "PyMySQL"]
  contains:
    arguments:
      description: The arguments.
      returned: with O(with_environment)
      type: list
      elements: str
    environment:
      description: Variables for the task; an empty value takes back what was set before.
      returned: with O(with_environment)
      type: dict
      sample: {PIP_CONFIG_FILE: /dev/null, PIP_EXTRA_INDEX_URL: ""}
"""

import os
import re

from ansible.errors import AnsibleFilterError


def requirements(value, optional, alternatives, built):
    """The requirements of a venv or of a list, each once and in their order."""
    if isinstance(value, dict):
        lists = [("requirements", value.get("requirements")), ("user", value.get("user"))]
        for name in optional:
            if name not in (value.get("optional") or {}):
                known = ", ".join(sorted(value.get("optional") or {})) or "none"
                raise AnsibleFilterError("pip_arguments: the venv has no optional set %s; it has: %s" % (name, known))
            lists.append(("optional." + name, value["optional"][name]))
        empty = value.get("empty_alternatives") or {}
    elif isinstance(value, (list, tuple)):
        lists, empty = [("", value)], {}
    else:
        raise AnsibleFilterError("pip_arguments: give a venv or a list of requirements")
    found = []
    for key, entries in lists:
        chosen = with_main(entries or [], alternatives, empty.get(key) or [])
        for entry in entries or []:
            text = requirement(entry, chosen, built)
            if text and text not in found:
                found.append(text)
    return found


def with_main(entries, alternatives, empty):
    """The alternatives of one list: main where none of the others holds, be it an empty one. What an install from
    source needs is beside."""
    names = {entry.get("alternative") for entry in entries if isinstance(entry, dict)}.union(empty)
    if names.intersection(alternatives).difference(["source_install", "distro_install"]):
        return alternatives
    return list(alternatives) + ["main"]


def requirement(entry, alternatives, built):
    """One requirement as pip takes it; None where it is not for this play."""
    if not isinstance(entry, dict):
        text = str(entry).strip()
    elif entry.get("alternative") and entry["alternative"] not in alternatives:
        return None
    elif entry.get("unresolved"):
        raise AnsibleFilterError("pip_arguments: %s still holds a variable" % entry.get("requirement"))
    elif entry.get("source") and canonical(entry.get("name") or "") in built:
        name = entry["name"]
        extras = "[%s]" % ",".join(entry["extras"]) if entry.get("extras") else ""
        marker = "; %s" % entry["marker"] if entry.get("marker") else ""
        return "%s%s===%s%s" % (name, extras, built[canonical(name)], marker)
    else:
        text = str(entry.get("requirement") or "").strip()
        if entry.get("address") and "://" not in text:
            # The bare name of a source is no release of the index.
            text = str(entry["address"])
    if text.startswith("-"):
        raise AnsibleFilterError("pip_arguments: %s is an option, not a requirement" % text)
    return text or None


def canonical(name):
    """PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def has_build_constraints(tool, pip_version):
    """pip learnt --build-constraint with 25.3; uv has it always."""
    if tool == "uv" or pip_version is None:
        return True
    numbers = [int(number) for number in re.findall(r"\d+", str(pip_version))[:2]]
    return tuple(numbers + [0, 0])[:2] >= (25, 3)


#: What keeps pip and uv from what others configured. Both take an empty variable for none.
ENVIRONMENT = {
    "pip": dict(
        {"PIP_CONFIG_FILE": os.devnull},
        **{
            "PIP_" + name: ""
            for name in (
                "INDEX_URL", "PYPI_URL", "EXTRA_INDEX_URL", "NO_INDEX", "FIND_LINKS", "CONSTRAINT", "BUILD_CONSTRAINT",
                "REQUIREMENT", "EDITABLE",
            )
        },
    ),
    "uv": dict(
        {"UV_NO_CONFIG": "1", "UV_CONFIG_FILE": os.devnull},
        **{
            "UV_" + name: ""
            for name in (
                "INDEX", "DEFAULT_INDEX", "INDEX_URL", "EXTRA_INDEX_URL", "FIND_LINKS", "CONSTRAINT", "BUILD_CONSTRAINT",
                "OVERRIDE", "EXCLUDE",
            )
        },
    ),
}

#: What arguments can do of that.
ISOLATION = {"pip": ["--isolated"], "uv": ["--no-config"]}


def pip_arguments(
    value,
    constraints=None,
    build_constraints=None,
    index_url=None,
    find_links=None,
    tool="pip",
    pip_version=None,
    optional=None,
    alternatives=None,
    built=None,
    isolated=True,
    with_environment=False,
):
    if tool not in ("pip", "uv"):
        raise AnsibleFilterError("pip_arguments: tool is pip or uv, not %s" % tool)
    if isinstance(find_links, str):
        find_links = [find_links]
    if not index_url and not find_links:
        raise AnsibleFilterError("pip_arguments: give index_url or find_links, or nothing can be found")
    built = {canonical(str(name)): str(version) for name, version in (built or {}).items()}
    arguments = ["--index-url", str(index_url)] if index_url else ["--no-index"]
    for place in find_links or []:
        arguments += ["--find-links", str(place)]
    if isolated:
        arguments += ISOLATION[tool]
    if constraints:
        arguments += ["--constraint", str(constraints)]
    build_constraints = constraints if build_constraints is None else build_constraints
    if build_constraints and has_build_constraints(tool, pip_version):
        arguments += ["--build-constraint", str(build_constraints)]
    arguments += requirements(value, list(optional or []), list(alternatives or []), built)
    if not with_environment:
        return arguments
    return {"arguments": arguments, "environment": dict(ENVIRONMENT[tool]) if isolated else {}}


class FilterModule:
    def filters(self):
        return {"pip_arguments": pip_arguments}
