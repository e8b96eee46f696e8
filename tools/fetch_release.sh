#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# fetch_release.sh RELEASE -- downloads another release of Erlang/OTP, and Elixir, into build/otp<RELEASE>.
#
#   27: Debian 13 (trixie)      29: Debian unstable (sid)
#
# Nothing of the system is changed, nothing is installed, no right is needed: apt reads a list of sources
# and keeps its state in build/otp<RELEASE>/apt, and the packages are only unpacked. What counts are their
# .beam files, which Joist runs (JOIST_OTP_ROOT=build/otp<RELEASE>/usr/lib/erlang). The small programs in C
# beside them (erlc, inet_gethost, ...) want the C library of that Debian; those of the Erlang/OTP that is
# installed here take their places: they only start the emulator, or answer it, and have not changed.
#
#   There already: says nothing, takes some milliseconds.
#   Not reachable: one line, exit status 2.
set -u

release=${1-}
case $release in
    27) suite=trixie ;;
    29) suite=sid ;;
    *)
        echo "fetch_release: 27 or 29?" >&2
        exit 1
        ;;
esac

MIRROR=${JOIST_DEBIAN_MIRROR-http://deb.debian.org/debian}
PACKAGES="erlang-base erlang-dev erlang-asn1 erlang-common-test erlang-crypto erlang-eunit erlang-inets
    erlang-mnesia erlang-os-mon erlang-parsetools erlang-public-key erlang-runtime-tools erlang-ssl
    erlang-syntax-tools erlang-tools erlang-xmerl elixir"

folder=$(cd "$(dirname "$0")/.." && pwd)/build/otp$release
done_mark=$folder/.complete
[ "$(cat "$done_mark" 2>/dev/null)" = "$PACKAGES" ] && exit 0

give_up() {
    echo "fetch_release: OTP $release: $1" >&2
    exit "${2-1}"
}

command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 ||
    give_up "this is no Debian system: no apt-get or dpkg-deb" 2

rm -rf "$folder"
mkdir -p "$folder/apt/lists/partial" "$folder/apt/archives/partial" || exit 1
cd "$folder/apt" || exit 1
echo "deb $MIRROR $suite main" >sources.list
: >status

# Some twenty seconds without an answer are enough to call it unreachable.
apt() {
    apt-get -q -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::main=/dev/null -o Dir::Etc::parts=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State="$folder/apt" -o Dir::State::status="$folder/apt/status" \
        -o Dir::State::lists="$folder/apt/lists" -o Dir::Cache="$folder/apt" \
        -o APT::Update::Error-Mode=any -o APT::Sandbox::User=root -o Acquire::Languages=none \
        -o Acquire::Retries=1 -o Acquire::http::Timeout=10 "$@" </dev/null >log 2>&1
}

echo "fetch_release: OTP $release: reading the list of packages of Debian $suite ..."
if ! apt update; then
    tail -3 log >&2
    give_up "$MIRROR is not reachable" 2
fi
echo "fetch_release: OTP $release: downloading ..."
# shellcheck disable=SC2086 # a list
if ! (cd archives && apt download $PACKAGES); then
    tail -3 log >&2
    give_up "the packages cannot be downloaded" 2
fi
echo "fetch_release: OTP $release: unpacking ..."
for package in archives/*.deb; do
    dpkg-deb -x "$package" "$folder" || give_up "$package is damaged"
done
root=$folder/usr/lib/erlang
found=$(cat "$root/releases/start_erl.data" 2>/dev/null)
[ "${found#* }" = "$release" ] || give_up "Debian $suite has another release now: $found" 2

here=$(dirname "$(realpath "$(command -v erl)")") || give_up "no Erlang/OTP is installed here"
for program in "$root"/bin/* "$root"/erts-*/bin/*; do
    name=$(basename "$program")
    if [ -f "$program" ] && [ "$(head -c 4 "$program" | tail -c 3)" = ELF ]; then
        rm "$program"
        [ "$name" = beam.smp ] && continue # that is what Joist stands for
        for own in "$here/$name" "$here"/../erts-*/bin/"$name" "$here"/../bin/"$name"; do
            [ -x "$own" ] && ln -sf "$(realpath "$own")" "$program" && break
        done
    fi
done
rm -rf "$folder/apt" "$folder/usr/share/doc" "$folder/usr/share/man"
printf '%s' "$PACKAGES" >"$done_mark"
