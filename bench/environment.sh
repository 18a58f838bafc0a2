# Sourced by the scripts of bench that need packages: makes their Python environments when these are missing.

fail() {
  echo "bench: $1" >&2
  exit 2
}

# environment FOLDER REQUIREMENTS PACKAGES: sets python; PACKAGES are Debian's that a build needs.
environment() {
  python=$1/bin/python
  [ -x "$python" ] || make_environment "$@"
  missing=$(missing "$2")
  [ -z "$missing" ] ||
    fail "$1 lacks $missing; remove it to have it made again, or name another by --env"
}

# What of the requirements an environment does not have, in one line.
missing() {
  "$python" - "$1" <<'END'
import importlib.metadata as metadata
import sys

lacking = []
for line in open(sys.argv[1]):
    name, _, version = line.partition("#")[0].strip().partition("==")
    try:
        if name and metadata.version(name) != version:
            lacking.append(f"{name} {version} (it has {metadata.version(name)})")
    except metadata.PackageNotFoundError:
        lacking.append(f"{name} {version}")
print(", ".join(lacking), end="")
END
}

make_environment() {
  base=${BENCH_PYTHON:-python3}
  "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    fail "Python 3.11 or newer is needed; install it, or set BENCH_PYTHON to one"
  log=$1.log
  mkdir -p "$(dirname "$1")"
  echo "bench: making the Python environment $1, this takes minutes; its log is $log" >&2
  if ! { "$base" -m venv "$1" && PATH=$1/bin:$PATH "$1/bin/pip" install -r "$2"; } >"$log" 2>&1; then
    rm -rf "$1"
    tail -n 5 "$log" >&2
    fail "the environment could not be made${3:+; on Debian it needs: apt install $3}; see $log"
  fi
}
