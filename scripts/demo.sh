#!/usr/bin/env bash
# The main job on real input: a playbook that looks a deployment's sources up.
#   OSA_TREE=/path/to/openstack-ansible OSA_ROLES=/etc/ansible/roles OSA_DEPLOY=/etc/openstack_deploy make demo
set -euo pipefail
cd "$(dirname "$0")/.."
export ANSIBLE_LOOKUP_PLUGINS="$PWD/plugins/lookup" ANSIBLE_NOCOWS=1 ANSIBLE_LOCALHOST_WARNING=False
export ANSIBLE_INVENTORY_UNPARSED_WARNING=False ANSIBLE_STDOUT_CALLBACK=default PYTHONDONTWRITEBYTECODE=1
paths=()
if [ -n "${OSA_TREE:-}" ]; then
  paths=("$OSA_TREE")
  for more in "${OSA_ROLES:-}" "${OSA_DEPLOY:-}"; do [ -z "$more" ] || paths+=("$more"); done
else
  paths=("$PWD/examples/structured")
fi
printf -v list '"%s",' "${paths[@]}"
# Ansible wants a UTF-8 locale.
LC_ALL=C.UTF-8 .venv/bin/ansible-playbook examples/demo.yml -e "{\"deployment\": [${list%,}]}"
if [ -z "${OSA_TREE:-}" ]; then
  echo
  echo "The same service on the command line, once structured and once in flat variables:"
  .build/release/osa-sources explain nova examples/structured
  .build/release/osa-sources explain nova examples/flat
fi
