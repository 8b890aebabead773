#!/usr/bin/env bash
# Builds a compiler and a C and C++ library for ARMv4T (ARM920T, soft float, static) from Debian's own source packages.
#
# Debian's armel libraries are ARMv5TE: a program linked with them dies with SIGILL on an ARM920T. So everything that ends up in a
# board's program is compiled here: musl, libgcc, libstdc++, libatomic. build_libraries.sh adds the libraries the product links.
# About 15 minutes on two cores. Every stage leaves a stamp, so an interrupted build goes on where it stopped.
#
# Prints the folder of the finished toolchain on stdout; progress goes to stderr, details to <folder>/log.
# The cache: $SEQBOARD_CACHE, else $XDG_CACHE_HOME/seqboard, else ~/.cache/seqboard. The key is the hash of this recipe.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian_source.sh"

target=arm-s3c2440-linux-musleabi
packages=(gcc-12-source binutils-arm-linux-gnueabi linux-libc-dev-armel-cross libgmp-dev libmpfr-dev libmpc-dev g++ make cmake
    ninja-build dpkg-dev bison flex xz-utils qemu-user)
cache=${SEQBOARD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seqboard}
key=$(cat "$here/build_s3c2440.sh" "$here/debian_source.sh" | sha256sum | cut -c1-16)
root=$cache/toolchain-s3c2440-$key
sysroot=$root/$target/sysroot
sources=$root/sources
jobs=${SEQBOARD_JOBS:-$(nproc)}

[ "${1:-}" = --print-root ] && { echo "$root"; exit; }
if [ -f "$root/complete" ]; then
    echo "$root"
    exit
fi

say() { printf 'toolchain s3c2440: %s\n' "$*" >&2; }

# stage NAME FUNCTION: runs it once; its output goes to the log.
stage() {
    local name=$1 log=$root/log/$1.txt began=$SECONDS
    [ -f "$root/stamp/$name" ] && return
    say "$name ..."
    if ! (set -e; "$2") >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        say "$name failed; the whole log is $log. Run this again to go on from here."
        exit 1
    fi
    touch "$root/stamp/$name"
    say "$name done in $((SECONDS - began)) s"
}

install_packages() {
    local missing=() package
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

unpack() {
    mkdir -p "$sources"
    [ -d "$sources/gcc" ] || { mkdir -p "$sources/gcc.part" && tar -xf /usr/src/gcc-12/gcc-12*.tar.xz -C "$sources/gcc.part" --strip-components=1 && mv "$sources/gcc.part" "$sources/gcc"; }
    debian_source musl "$sources"
}

# Debian's binutils for armel assemble and link any ARM; gcc looks for them in <prefix>/<target>/bin.
link_binutils() {
    mkdir -p "$root/$target/bin" "$root/bin"
    local tool
    for tool in as ld ld.bfd ar nm ranlib strip objcopy objdump readelf; do
        ln -sf "/usr/bin/arm-linux-gnueabi-$tool" "$root/$target/bin/$tool"
        ln -sf "/usr/bin/arm-linux-gnueabi-$tool" "$root/bin/$target-$tool"
    done
}

kernel_headers() {
    mkdir -p "$sysroot/usr/include"
    cp -r /usr/arm-linux-gnueabi/include/{asm,asm-generic,linux,mtd,rdma,scsi,sound,video,misc,drm} "$sysroot/usr/include/"
}

musl_headers() {
    cd "$sources/musl"
    make ARCH=arm prefix=/usr DESTDIR="$sysroot" install-headers
}

compiler() {
    mkdir -p "$root/build/gcc" && cd "$root/build/gcc"
    export PATH=$root/bin:$PATH
    "$sources/gcc/configure" --target=$target --prefix="$root" --with-sysroot="$sysroot" --with-build-sysroot="$sysroot" \
        --with-cpu=arm920t --with-float=soft --enable-languages=c,c++ --disable-multilib --disable-shared --disable-lto \
        --disable-libsanitizer --disable-libgomp --disable-libssp --disable-libquadmath --disable-libitm --disable-nls --disable-bootstrap \
        --disable-libstdcxx-pch --with-system-zlib=no CFLAGS=-O2 CXXFLAGS=-O2 LDFLAGS_FOR_TARGET=-static  # -g would take a fifth longer
    make -j"$jobs" MAKEINFO=true all-gcc
    touch gcc/s-tm-texi  # the Debian tarball lacks the manual's sources
    make MAKEINFO=true install-gcc
}

c_library() {
    mkdir -p "$root/build/musl" && cd "$root/build/musl"
    export PATH=$root/bin:$PATH
    # musl wants libgcc for its test programs only; a static library needs none.
    "$sources/musl/configure" --target=$target --prefix=/usr --disable-shared CC="$root/bin/$target-gcc" CFLAGS="-Os" LIBCC=
    make -j"$jobs"
    make DESTDIR="$sysroot" install
}

compiler_library() {
    cd "$root/build/gcc"
    export PATH=$root/bin:$PATH
    make -j"$jobs" MAKEINFO=true all-target-libgcc
    make MAKEINFO=true install-target-libgcc
}

cxx_library() {
    cd "$root/build/gcc"
    export PATH=$root/bin:$PATH
    make -j"$jobs" MAKEINFO=true all-target-libstdc++-v3 all-target-libatomic
    make MAKEINFO=true install-target-libstdc++-v3 install-target-libatomic
}

# The proof: C++ with exceptions and threads, linked statically, is v4T and runs on an ARMv4T core that stops v5 code.
prove() {
    cd "$root/build"
    cat >prove.cpp <<'CODE'
#include <cstdio>
#include <stdexcept>
#include <thread>
int main() {
    int answer = 0;
    std::thread{[&] { try { throw std::runtime_error{"x"}; } catch (const std::exception&) { answer = 42; } }}.join();
    std::printf("%d\n", answer);
}
CODE
    "$root/bin/$target-g++" -O2 -static prove.cpp -o prove
    readelf -A prove | grep -q 'Tag_CPU_arch: v4T'
    [ "$(qemu-arm -cpu ti925t ./prove)" = 42 ]
}

tidy_up() { rm -rf "$root/build" "$sources"; }

mkdir -p "$root/log" "$root/stamp"
exec 9>"$root/lock"
flock 9
[ -f "$root/complete" ] && { echo "$root"; exit; }
say "building in $root, about 15 minutes on two cores"
stage packages install_packages
stage sources unpack
stage binutils link_binutils
stage kernel-headers kernel_headers
stage musl-headers musl_headers
stage compiler compiler
stage musl c_library
stage libgcc compiler_library
stage libstdc++ cxx_library
stage proof prove
stage tidying tidy_up
touch "$root/complete"
echo "$root"
