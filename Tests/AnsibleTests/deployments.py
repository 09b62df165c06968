# SPDX-License-Identifier: Apache-2.0
"""The checkout, and a small deployment that the tests share."""
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]

SHA = "d5b82e107e46a8e29483c22f9713335f2e028939"

#: A service as OSA ships it: pinned in group_vars, floating in the role's defaults.
NOVA = {
    "osa/inventory/group_vars/all/all.yml": "openstack_opendev_base_url: https://opendev.example\n",
    "osa/inventory/group_vars/nova_all/source_git.yml": (
        '---\nnova_git_repo: "{{ openstack_opendev_base_url }}/openstack/nova"\n'
        f"nova_git_install_branch: {SHA}\nnova_git_track_branch: None\n"),
    "roles/os_nova/defaults/main.yml": (
        "---\nnova_git_repo: https://opendev.example/openstack/nova\nnova_git_install_branch: master\n"
        "nova_pip_packages:\n"
        '  - "git+{{ nova_git_repo }}@{{ nova_git_install_branch }}#egg=nova"\n'
        "  - PyMySQL\n"),
}
