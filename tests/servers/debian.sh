#!/usr/bin/env bash
# Installs the Debian packages named, those of them that are missing.
#
#   debian.sh PACKAGE...
#
# Needs root. Without root it names what is missing and fails under CI; elsewhere it ends well, and the
# tests that need the package say so.
set -euo pipefail

missing=()
for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -ne 0 ]; then
    echo "missing: ${missing[*]} (as root: apt-get install ${missing[*]})" >&2
    [ -z "${CI:-}" ]
    exit
fi

# The tests keep a PostgreSQL of their own; the system's cluster that the package would start is not wanted.
if [[ " ${missing[*]} " == *" postgresql-15 "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
    mkdir -p /etc/postgresql-common
    echo "create_main_cluster = false" > /etc/postgresql-common/createcluster.conf
fi
echo "installing ${missing[*]}" >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=300 update -qq > "$log" 2>&1 &&
    apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends "${missing[@]}" >> "$log" 2>&1 < /dev/null ||
    { tail -n 20 "$log" >&2; echo "apt-get failed" >&2; exit 1; }
