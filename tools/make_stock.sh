#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make_stock.sh RELEASE DIR -- installs stock Erlang/OTP 27 or 29 and its Elixir into the folder DIR, a small
# Debian of its own, so that it can say what is right: beam_tests/run.py --release RELEASE --stock DIR
# --write-expected. Needs root and debootstrap; no test does.
set -eu

case ${1-} in
    27) suite=trixie ;;
    29) suite=sid ;;
    *)
        echo "make_stock: 27 or 29, and a folder?" >&2
        exit 1
        ;;
esac
folder=${2:?a folder}
PACKAGES="erlang-base erlang-dev erlang-asn1 erlang-common-test erlang-crypto erlang-eunit erlang-inets
    erlang-mnesia erlang-os-mon erlang-parsetools erlang-public-key erlang-runtime-tools erlang-ssl
    erlang-syntax-tools erlang-tools erlang-xmerl elixir"

echo "make_stock: Debian $suite in $folder ..."
debootstrap --variant=minbase "$suite" "$folder" "${JOIST_DEBIAN_MIRROR-http://deb.debian.org/debian}" >"$folder.log"
printf '#!/bin/sh\nexit 101\n' >"$folder/usr/sbin/policy-rc.d" # nothing is started in it
chmod +x "$folder/usr/sbin/policy-rc.d"
echo "make_stock: Erlang and Elixir ..."
# shellcheck disable=SC2086 # a list
chroot "$folder" env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -q && apt-get install -qy --no-install-recommends '"$(echo $PACKAGES)" >>"$folder.log"
mount --bind /proc "$folder/proc"
chroot "$folder" erl -noshell -eval 'io:format("make_stock: OTP ~s is there~n", [erlang:system_info(otp_release)]), halt().'
