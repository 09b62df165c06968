# SPDX-License-Identifier: Apache-2.0
"""Which of several files of one name are read: the catalogue has the variables that a real play has."""
import json

import osa_sources
import pytest

#: Files of one deployment; each defines a source of its own.
LAYOUTS = {
    "file-and-folder": ["group_vars/nova_all.yml", "group_vars/nova_all/z.yml"],
    "no-ending-and-yml": ["group_vars/nova_all", "group_vars/nova_all.yml"],
    "every-ending": ["group_vars/nova_all.yml", "group_vars/nova_all.yaml", "group_vars/nova_all.json"],
    "yaml-and-json": ["group_vars/nova_all.yaml", "group_vars/nova_all.json"],
    "all": ["group_vars/all.yml", "group_vars/all/all.yml"],
    "host": ["host_vars/one.yml", "host_vars/one/a.yaml", "host_vars/one/b.json"],
    "in-folder": ["group_vars/nova_all/a.yaml", "group_vars/nova_all/a.yml", "group_vars/nova_all/none",
                  "group_vars/nova_all/sub/x.yml", "group_vars/nova_all/dot.d/x.yml", "group_vars/nova_all/a.yml.bak"],
    "role": ["roles/r/defaults/main.yml", "roles/r/defaults/main/z.yml", "roles/r/vars/main/a.yml",
             "roles/r/vars/main.yaml"],
    "role-folder": ["roles/r/defaults/main/y.yml", "roles/r/defaults/main/z.yml"],
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_catalogue_has_what_a_play_has(ansible, tree, tmp_path, layout):
    names = LAYOUTS[layout]
    files = {}
    for number, name in enumerate(names):
        values = {f"s{number}_git_repo": f"https://h/{number}", "common_git_repo": f"https://c/{number}"}
        place = name if name.startswith("roles/") else "osa/" + name
        files[place] = json.dumps(values) + "\n"
    target = tmp_path / "seen.json"
    variables = ["common"] + [f"s{number}" for number in range(len(names))]
    seen = "{{ {%s} | to_json }}" % ", ".join(f"'{v}': {v}_git_repo | default('')" for v in variables)
    files["roles/r/tasks/main.yml"] = json.dumps([{"ansible.builtin.copy": {"content": seen, "dest": str(target)}}])
    paths = tree(files)
    (tmp_path / "osa").mkdir(exist_ok=True)
    inventory = tmp_path / "osa/hosts.ini"
    inventory.write_text("[nova_all]\none ansible_connection=local\n", encoding="utf-8")
    result = ansible.play(
        [{"ansible.builtin.import_role": {"name": "r"}}], inventory=inventory, hosts="nova_all",
        environment={"ANSIBLE_ROLES_PATH": str(tmp_path / "roles")})
    assert result.returncode == 0, result.stdout + result.stderr
    play = {name: url for name, url in json.loads(target.read_text(encoding="utf-8")).items() if url}
    found = osa_sources.catalogue(paths)
    sources = found["sources"]
    ours = {name: source["repository"] for name, source in sources.items()}
    if layout == "host":
        ours["common"] = next(scope for scope in sources["common"].get("scopes", [sources["common"]]))["repository"]
    assert ours == play
    unread = [name for name in names if not name.endswith(".bak")
              and f"s{names.index(name)}" not in play]
    said = [finding["file"] for finding in found["diagnostics"] if finding["code"] == "OSA160"]
    assert sorted(said) == sorted(name.removeprefix("roles/") for name in unread)
