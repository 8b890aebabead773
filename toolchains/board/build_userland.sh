#!/usr/bin/env bash
# Builds the virtual board's own programs, BusyBox and dropbear, from Debian's source packages with the s3c2440 toolchain, and makes the
# board's ssh host key and the key that lets this user in.
#
# Prints the part's folder, with bin/busybox, bin/dropbear and keys/; progress goes to stderr, details to <folder>/log.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../debian_source.sh"
toolchain=$("$here/../build_s3c2440.sh" --print-root)
target=arm-s3c2440-linux-musleabi
part=userland
ingredients=("$here/build_userland.sh" "$here/recipe.sh" "$here/busybox.config" "$here/../debian_source.sh" "$here/../build_s3c2440.sh")
. "$here/recipe.sh"

unpack() {
    mkdir -p "$root/sources" "$root/bin"
    debian_source busybox "$root/sources"
    debian_source dropbear "$root/sources"
}

busybox_make() { make -C "$root/sources/busybox" ARCH=arm CROSS_COMPILE="$toolchain/bin/$target-" -j"$jobs" "$@"; }

busybox() {
    busybox_make defconfig
    local name
    while read -r name; do sed -i "/^$name=/d;/^# $name is not set/d" "$root/sources/busybox/.config"; done \
        < <(sed -nE 's/^(# )?(CONFIG_[A-Z0-9_]+)(=.*| is not set)$/\2/p' "$here/busybox.config")
    grep -E '^(# )?CONFIG_' "$here/busybox.config" >>"$root/sources/busybox/.config"
    yes '' | busybox_make oldconfig
    has_lines "$here/busybox.config" "$root/sources/busybox/.config"
    busybox_make busybox busybox.links
    cp "$root/sources/busybox/busybox" "$root/bin/busybox"
    cp "$root/sources/busybox/busybox.links" "$root/busybox.links"
}

# Without zlib, which would have to be built too; hardening flags make position-independent programs, which static musl ones are not here.
dropbear() {
    mkdir -p "$root/build-dropbear" && cd "$root/build-dropbear"
    export PATH=$toolchain/bin:$PATH
    "$root/sources/dropbear/configure" --host=$target CC=$target-gcc CFLAGS=-Os LDFLAGS=-static \
        --disable-zlib --enable-static --disable-harden --disable-lastlog --disable-utmp --disable-utmpx --disable-wtmp --disable-wtmpx
    make -j"$jobs" PROGRAMS="dropbear dropbearkey"
    cp dropbear dropbearkey "$root/bin/"
    $target-strip "$root/bin/dropbear" "$root/bin/dropbearkey"
}

# One pair for the board, one for who may log in. Made here, so that no two users' boards share a key and none is in the repository.
keys() {
    mkdir -p "$root/keys" && chmod 700 "$root/keys"
    rm -f "$root"/keys/*
    qemu-arm -cpu ti925t "$root/bin/dropbearkey" -t ed25519 -f "$root/keys/host_key"
    echo "board $(qemu-arm -cpu ti925t "$root/bin/dropbearkey" -y -f "$root/keys/host_key" | grep '^ssh-')" >"$root/keys/known_hosts"
    ssh-keygen -q -t ed25519 -N '' -C seqboard-board -f "$root/keys/client_key"
}

tidy_up() { rm -rf "$root/sources" "$root/build-dropbear"; }

begin
say "building in $root, about two minutes on two cores"
stage sources unpack
stage busybox busybox
stage dropbear dropbear
stage keys keys
stage tidying tidy_up
complete
