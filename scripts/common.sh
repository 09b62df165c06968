# Helpers of the scripts; source it from the checkout's root.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Runs a command and shows its output only when it fails.
quiet() {
  local log
  log=$(mktemp)
  if ! "$@" >"$log" 2>&1; then cat "$log" >&2; rm -f "$log"; return 1; fi
  rm -f "$log"
}

# make_venv FOLDER PYTHON REQUIREMENTS: a virtual environment with those packages; nothing to do where it has them.
make_venv() {
  local folder=$1 python=$2 requirements=$3 stamp
  stamp="$folder/requirements.stamp"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$requirements" ] && "$folder/bin/python" -c '' 2>/dev/null; then return 0; fi
  say "making $folder"
  rm -rf "$folder"
  "$python" -m venv "$folder" || return 1
  printf '%s\n' "$requirements" >"$folder/requirements.txt"
  quiet "$folder/bin/pip" install --disable-pip-version-check -q -r "$folder/requirements.txt" || return 1
  printf '%s' "$requirements" >"$stamp"
}
