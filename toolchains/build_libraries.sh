#!/usr/bin/env bash
# Builds the libraries the product links (yaml-cpp, libsodium, libwebsockets, lz4) for one cross preset, and gathers the header-only ones (Eigen, CLI11,
# nlohmann-json, Catch2) beside them, so that a cross build sees nothing of the host's own headers.
#
#   build_libraries.sh PRESET       s3c2440, armv5, armv7 or aarch64
#
# Prints the folder to search for packages on stdout. Cached like the toolchain, keyed by the hash of this recipe.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian_source.sh"
print_only=
[ "${1:-}" = --print-root ] && { print_only=yes && shift; }
preset=${1:?usage: build_libraries.sh [--print-root] PRESET}

cache=${SEQBOARD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/seqboard}
recipes=("$here/build_libraries.sh" "$here/debian_source.sh" "$here/$preset.cmake")
toolchain=
if [ "$preset" = s3c2440 ]; then
    recipes+=("$here/build_s3c2440.sh")
    # Somebody's own compiler: libraries of one are none for another.
    if [ -n "${SEQBOARD_S3C2440_TOOLCHAIN:-}" ]; then
        compilers=("$SEQBOARD_S3C2440_TOOLCHAIN"/bin/arm*-linux-*g++)
        [ -x "${compilers[0]}" ] || { echo "SEQBOARD_S3C2440_TOOLCHAIN: no bin/arm*-linux-*g++ in $SEQBOARD_S3C2440_TOOLCHAIN; name the folder above that bin, or unset it" >&2 && exit 78; }
        toolchain=${compilers[0]}$("${compilers[0]}" --version)
    fi
fi
key=$(cat "${recipes[@]}" - <<<"$toolchain" | sha256sum | cut -c1-16)
root=$cache/libraries-$preset-$key
if [ -n "$print_only" ] || [ -f "$root/complete" ]; then
    echo "$root"
    exit
fi

# build_library PACKAGE[/FOLDER_WITH_ITS_CMAKELISTS] CMAKE_OPTION...
build_library() {
    local folder=$1 package=${1%%/*}
    shift
    debian_source "$package" "$root/sources"
    cmake -G Ninja -S "$root/sources/$folder" -B "$root/build/$package" -DCMAKE_TOOLCHAIN_FILE="$here/$preset.cmake" \
        -DCMAKE_BUILD_TYPE=MinSizeRel -DCMAKE_INSTALL_PREFIX=/usr "$@"
    cmake --build "$root/build/$package"
    DESTDIR=$root cmake --install "$root/build/$package"
}

# build_libsodium: the one that has no CMake; its compiler is the toolchain file's.
build_libsodium() {
    debian_source libsodium "$root/sources"
    cat >"$root/compiler.cmake" <<TEXT
include($here/$preset.cmake)
execute_process(COMMAND \${CMAKE_COMMAND} -E echo "\${CMAKE_C_COMPILER};\${CMAKE_C_FLAGS_INIT}")
TEXT
    local compiler flags
    IFS=';' read -r compiler flags < <(cmake -P "$root/compiler.cmake")
    (
        cd "$root/sources/libsodium"
        [ -x configure ] || autoreconf --install
        mkdir -p "$root/build/libsodium"
        cd "$root/build/libsodium"
        "$root/sources/libsodium/configure" --host="$("$compiler" -dumpmachine)" --prefix=/usr --disable-shared --enable-minimal --disable-ssp \
            CC="$compiler" AR="${compiler%gcc}ar" RANLIB="${compiler%gcc}ranlib" CFLAGS="-Os $flags"
        make -j "$(nproc)" -C src
        make -C src install DESTDIR="$root"
    )
}

mkdir -p "$root"
exec 9>"$root/lock"
flock 9
[ -f "$root/complete" ] && { echo "$root"; exit; }
printf 'libraries for %s: yaml-cpp, libsodium, libwebsockets, lz4, Catch2, header-only packages ...\n' "$preset" >&2
# Not in a condition: bash would forget about -e there, and take a library that was not built for one that was.
set +e
(
    set -e
    build_library yaml-cpp -DYAML_CPP_BUILD_TESTS=OFF -DYAML_CPP_BUILD_TOOLS=OFF -DYAML_BUILD_SHARED_LIBS=OFF
    build_libsodium
    # A server of HTTP/1.1 and WebSocket on poll() and nothing else, of its messages only the errors: the rest would be twice as large.
    build_library libwebsockets -DLWS_WITH_SHARED=OFF -DLWS_WITH_SSL=OFF -DLWS_WITH_HTTP2=OFF -DLWS_WITHOUT_CLIENT=ON -DLWS_WITHOUT_TESTAPPS=ON \
        -DLWS_WITH_FILE_OPS=OFF -DLWS_WITH_DIR=OFF -DLWS_WITH_UDP=OFF -DLWS_UNIX_SOCK=OFF -DLWS_ROLE_RAW_FILE=OFF -DLWS_CLIENT_HTTP_PROXYING=OFF \
        -DLWS_WITH_LEJP=OFF -DLWS_WITH_LEJP_CONF=OFF -DLWS_WITH_LWSAC=OFF -DLWS_WITH_SYS_STATE=OFF -DLWS_WITH_SYS_SMD=OFF \
        -DLWS_WITH_HTTP_BASIC_AUTH=OFF -DLWS_WITH_CUSTOM_HEADERS=OFF -DLWS_LOGGING_BITFIELD_CLEAR=0x3fe -DDISABLE_WERROR=ON
    # Not for size: it compresses while the robot drives.
    build_library lz4/build/cmake -DBUILD_SHARED_LIBS=OFF -DBUILD_STATIC_LIBS=ON -DLZ4_BUILD_CLI=OFF \
        -DLZ4_BUILD_LEGACY_LZ4C=OFF -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_FLAGS_RELEASE=-O2
    build_library catch2 -DCATCH_BUILD_TESTING=OFF -DCATCH_INSTALL_DOCS=OFF
    for package in libeigen3-dev libcli11-dev nlohmann-json3-dev; do
        dpkg-query -L "$package" | while read -r file; do [ ! -f "$file" ] || install -D -m 644 "$file" "$root$file"; done
    done
    rm -rf "$root/build" "$root/sources"
) >"$root/log.txt" 2>&1
result=$?
set -e
if [ "$result" -ne 0 ]; then
    tail -n 20 "$root/log.txt" >&2
    printf 'libraries for %s: failed; the whole log is %s\n' "$preset" "$root/log.txt" >&2
    exit 1
fi
touch "$root/complete"
echo "$root"
