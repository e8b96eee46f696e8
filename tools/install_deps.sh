#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# install_deps.sh -- installs the Debian packages that building and testing need, without questions.
#
#   All there:               says nothing, takes some milliseconds.
#   Some missing, root or sudo without a password: installs them, one progress line per step.
#   Some missing, otherwise: prints the one command to run, exit status 1.
set -u

PACKAGES="clang-19 lld-19 llvm-19 libclang-rt-19-dev gcc libc6-dev python3
    erlang-base erlang-dev erlang-nox erlang-src erlang-eunit elixir
    libgmp-dev libpcre2-dev libcmocka-dev libffi-dev zlib1g-dev"

if ! command -v dpkg-query >/dev/null 2>&1; then
    for tool in clang-19 ld.lld-19 gcc python3 erlc elixirc; do
        if ! command -v "$tool" >/dev/null 2>&1; then
            echo "install_deps: $tool is missing and this is no Debian system. Please install" \
                "the counterparts of: $(echo $PACKAGES)" >&2
            exit 1
        fi
    done
    exit 0
fi

installed=$(dpkg-query -W -f '${Package} ${Status}\n' $PACKAGES 2>/dev/null |
    sed -n 's/ install ok installed$//p')
missing=""
for package in $PACKAGES; do
    case "
$installed
" in
    *"
$package
"*) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "install_deps: packages are missing. As root, run this once, then start again:" >&2
    echo "    apt-get update && apt-get install -y --no-install-recommends$missing" >&2
    exit 1
fi

log=$(mktemp) || exit 1
trap 'rm -f "$log"' EXIT

# Runs one step quietly; shows what it printed only when it failed.
run_step() {
    echo "install_deps: $1 ..."
    shift
    if ! $as_root env DEBIAN_FRONTEND=noninteractive "$@" >"$log" 2>&1 </dev/null; then
        tail -20 "$log" >&2
        echo "install_deps: failed: $*" >&2
        return 1
    fi
}

# Old package lists are no error yet: the packages may still be found with them.
run_step "reading the package lists" apt-get update
run_step "installing$missing" apt-get install -y --no-install-recommends $missing || exit 1
echo "install_deps: done"
