# -*- coding: utf-8 -*-
# Copyright the osa-sources contributors
# SPDX-License-Identifier: Apache-2.0
"""What the plugins share: the binding, the play's variables, messages."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import sys

from ansible import constants
from ansible.errors import AnsibleError, AnsibleFilterError, AnsibleLookupError, AnsibleUndefinedVariable
from ansible.module_utils.basic import missing_required_lib
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.utils.display import Display
from ansible.utils.vars import load_extra_vars

try:
    from ansible.template import trust_as_template
except ImportError:
    # Before ansible-core 2.19 every text is a template that is not marked unsafe.
    def trust_as_template(value):
        return value

display = Display()

#: The play's own variable of the structured shape.
OVERRIDES = "osa_sources_overrides"

#: The file of what no file gives.
CALLER = "<caller>"


def binding():
    """The Python package, from wherever it is installed, or from the checkout that this plugin stands in."""
    try:
        import osa_sources
    except ImportError as first:
        checkout = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "python")
        if not os.path.isdir(os.path.join(checkout, "osa_sources")):
            raise AnsibleLookupError(missing_required_lib("osa-sources", reason="for the plugins of osa.sources")) from first
        sys.path.append(os.path.realpath(checkout))
        try:
            import osa_sources
        except ImportError as error:
            raise AnsibleLookupError(missing_required_lib("osa-sources", reason="for the plugins of osa.sources")) from error
    try:
        osa_sources.version()
    except ImportError as error:
        raise AnsibleLookupError(str(error)) from error
    return osa_sources


def check_options(plugin, given, documented):
    """Ansible ignores keyword arguments that it does not know; a misspelt one would be lost silently."""
    # `wantlist` is Ansible's own: `with_` loops of ansible-core before 2.19 hand it on.
    unknown = sorted(set(given) - set(documented) - {"wantlist"})
    if unknown:
        raise AnsibleLookupError(
            "%s: unknown option%s %s; known: %s"
            % (plugin, "" if len(unknown) == 1 else "s", ", ".join(unknown), ", ".join(sorted(documented)))
        )


def near_path(path, loader, variables):
    """A relative path is looked for as Ansible does, then in the current directory."""
    path = os.path.expanduser(path)
    bases = [str(base) for base in variables.get("ansible_search_path") or []] + [loader.get_basedir()]
    return next((place for place in (os.path.join(base, path) for base in bases) if os.path.exists(place)), path)


def deployment_paths(plugin, terms, loader, variables, near=True):
    """The paths that are asked for; without `near` a relative one begins in the current directory."""
    found = []
    for term in terms:
        if not isinstance(term, (str, os.PathLike)) or not os.fspath(term):
            raise AnsibleLookupError("%s: a path is needed, not %r" % (plugin, term))
        path = str(os.fspath(term))
        found.append(near_path(path, loader, variables) if near else os.path.expanduser(path))
    if not found:
        raise AnsibleLookupError("%s: give at least one path" % plugin)
    return found


def finished_options(plugin, variables, direct):
    """The variables with those templated that set an option: Ansible checks an option's type and choices first."""
    templar = plugin._templar.copy_with_new_env(available_variables=variables)
    # Private names on both sides of a line that Ansible has kept since 2.5; the documented options are read from it.
    definitions = constants.config.get_configuration_definitions("lookup", plugin._load_name)
    finished = {}
    for option, definition in definitions.items():
        names = [entry["name"] for entry in definition.get("vars") or [] if entry["name"] in variables]
        finished.update({name: templar.template(variables[name]) for name in names})
        if definition.get("type") == "bool":
            check_switch(plugin, option, direct[option] if option in direct else finished.get(names[-1]) if names else None)
    return {**variables, **finished} if finished else variables


def check_switch(plugin, option, value):
    """Ansible takes for false what is no boolean."""
    if value is None:
        return
    try:
        boolean(value)
    except TypeError:
        name = plugin._load_name.rpartition(".")[2]
        raise AnsibleLookupError("%s: the option %s is %r, which is no boolean" % (name, option, value)) from None


def plain(value):
    """A finished value as JSON has it, without Ansible's own string and number types; None where it has no such form."""
    try:
        return json.loads(json.dumps(value, default=_plain_member))
    except (TypeError, ValueError):
        return None


def _plain_member(value):
    """What JSON does not have: vaults, which templating leaves closed before ansible-core 2.19, dates, sets."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if getattr(value, "__ENCRYPTED__", False) or isinstance(value, datetime.date):
        return str(value)
    raise TypeError(type(value).__name__)


class Omitted(Exception):
    """The value is `omit`: as if the variable were not there."""


class Disagreement(AnsibleLookupError):
    """Two hosts give one variable different values: the message says it all."""


class PlayVariables:
    """The variables of a play, templated one by one with the play's own context."""

    def __init__(self, templar, variables):
        self._variables = variables
        self._templar = templar.copy_with_new_env(available_variables=variables)
        self._omit = variables.get("omit")

    def names(self):
        return [name for name in self._variables if isinstance(name, str)]

    def written(self, name):
        """The value before templating."""
        return plain(self._variables[name])

    def finished(self, name):
        """The templated value. Raises Omitted, or AnsibleError where the play cannot template it."""
        # The value itself, not a text that names it: only that keeps the trust that ansible-core 2.19 asks for.
        value = self._template(self._variables[name])
        if self._holds_omit(value):
            raise Omitted(name)
        return plain(self._without_omitted(value))

    def _template(self, value):
        try:
            return self._templar.template(value, fail_on_undefined=True)
        except AnsibleError as error:
            if type(error).__name__ == "AnsibleValueOmittedError":
                raise Omitted() from error
            raise

    def _without_omitted(self, value):
        """Members that are `omit` as if they were not there: ansible-core before 2.19 leaves a mark in their place."""
        if isinstance(value, dict):
            return {key: self._without_omitted(member) for key, member in value.items() if not self._holds_omit(member)}
        if isinstance(value, (list, tuple)):
            return [self._without_omitted(member) for member in value if not self._holds_omit(member)]
        return value

    def _holds_omit(self, value):
        return isinstance(value, str) and isinstance(self._omit, str) and value == self._omit


def caller_variables(play, names):
    """The finished and the written values of those names that the play defines.

    What the play itself cannot template is only among the written ones: it is neither lost nor guessed.
    """
    values, written = {}, {}
    for name in names:
        if name not in play:
            continue
        try:
            values[name] = play[name][0]()
        except Omitted:
            continue
        except AnsibleUndefinedVariable as error:
            display.vvv("osa_sources: %s cannot be templated here: %s" % (name, error))
        except Disagreement:
            raise
        except AnsibleError as error:
            # Ansible's own message may name no variable: a loop says only that it is one.
            reason = str(error).rpartition("original message: ")[2]
            raise AnsibleLookupError("osa_sources: the variable %s cannot be templated: %s" % (name, reason)) from error
        written[name] = play[name][1]()
    return values, written


def given(library, paths, templar, loader, variables, play, views):
    """What a play gives a request: its variables, from where it sees them, and what only Ansible can template."""
    needed = library.catalogue(paths, view="templates", candidates=list(play))
    values, written = caller_variables(play, needed["variables"])
    request = {
        "variables": values, "written": written, "seen_from": views, "extra_vars": extra_variables(loader),
    }
    found = templated(templar, {**values, **variables}, needed["undecided"])
    return dict(request, templated=found) if found else request


def templated(templar, variables, undecided):
    """Texts of the files finished with the play's variables above the files' own; what the play cannot either is left."""
    found = []
    for entry in undecided:
        context = {name: trusted(value) for name, value in entry["variables"].items()}
        context.update(variables)
        own = templar.copy_with_new_env(available_variables=context)
        try:
            value = own.template(trusted(entry["text"]), fail_on_undefined=True)
        except AnsibleError as error:
            display.vvv("osa_sources: left as it is written: %s: %s" % (entry["text"], error))
            continue
        # What renders nothing is None since ansible-core 2.19, and no text before.
        value = "" if value is None else plain(value)
        if value is not None:
            found.append({"role": entry["role"], "text": entry["text"], "value": value})
    return found


def trusted(value):
    """Text of the deployment's own files, which Ansible would template; ansible-core 2.19 wants that said."""
    if isinstance(value, str):
        return trust_as_template(value)
    if isinstance(value, list):
        return [trusted(entry) for entry in value]
    if isinstance(value, dict):
        return {key: trusted(entry) for key, entry in value.items()}
    return value


def play_view(variables):
    """From where a host sees variables: its name, its groups, and the roles whose variables are in the play."""
    roles = set()
    for name in ("ansible_role_name", "role_name"):
        # Of a collection's role the files know the short name.
        roles.add(str(variables.get(name) or "").rpartition(".")[2])
    for name in ("ansible_play_role_names", "ansible_parent_role_names", "ansible_role_names"):
        names = variables.get(name)
        roles.update(str(role).rpartition(".")[2] for role in (names if isinstance(names, (list, tuple)) else []))
    host = variables.get("inventory_hostname")
    groups = variables.get("group_names")
    return {
        "host": str(host or ""),
        "groups": [str(group) for group in groups] if isinstance(groups, (list, tuple)) else [],
        "roles": sorted(roles - {""}),
    }


def extra_variables(loader):
    """The names that the play's command line sets: these are meant, whatever the files say."""
    try:
        return sorted(str(name) for name in load_extra_vars(loader))
    except AnsibleError:
        return []


def raise_failure(error, paths, plugin="osa_sources"):
    """A failed request as AnsibleError, with file, line and column."""
    # Of this kind, since ansible-core before 2.19 calls every other one an unhandled exception.
    # Without its cause, which ansible-core 2.19 would print a second time.
    raise AnsibleLookupError("%s: %s" % (plugin, describe(error.error, paths))) from None


def parse(plugin, subject, text):
    """One text taken apart for a filter; a wrong one raises with its column."""
    if not isinstance(text, str):
        raise AnsibleFilterError("%s: a string is needed, not %s" % (plugin, type(text).__name__))
    library = binding()
    try:
        return library.parse(**{subject: text})[subject]
    except library.OSASourcesError as error:
        fault = error.error
        column = "column %d: " % fault["column"] if "column" in fault else ""
        hint = " (%s)" % fault["hint"] if fault.get("hint") else ""
        message = "%s: %s%s [%s]%s" % (plugin, column, fault["message"], fault["code"], hint)
        raise AnsibleFilterError(message) from error


def show(diagnostics, paths):
    """Warnings through Display; notes only where somebody asked for more."""
    for diagnostic in diagnostics:
        text = describe(diagnostic, paths)
        if diagnostic["severity"] == "note":
            display.vvv(text)
        elif is_new(text):
            display.warning(text)


def is_new(text):
    """Whether no process of this run has told a warning: before ansible-core 2.16 every fork remembers its own alone."""
    name = "osa_sources_told_%s" % hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
    try:
        # The run's own folder, which Ansible removes at its end.
        os.close(os.open(os.path.join(constants.DEFAULT_LOCAL_TMP, name), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return False
    except OSError:
        pass
    return True


def describe(diagnostic, paths):
    """`file:line:column: message [OSA101] (hint)`."""
    place = ""
    if "file" in diagnostic:
        root = diagnostic.get("root", -1)
        base = paths[root] if 0 <= root < len(paths) else ""
        name = os.path.join(base, diagnostic["file"]) if os.path.isdir(base) else base or diagnostic["file"]
        place = "%s:%s:%s: " % (name, diagnostic["line"], diagnostic["column"])
        if diagnostic["file"] == CALLER:
            place = "the play's variables: "
    code = " [%s]" % diagnostic["code"] if diagnostic.get("code") else ""
    hint = " (%s)" % diagnostic["hint"] if diagnostic.get("hint") else ""
    return "%s%s%s%s" % (place, diagnostic.get("message", "the request failed"), code, hint)
