#!/usr/bin/env bash
# Builds the virtual board's kernel and device tree from Debian's linux-source-6.1, with Debian's armel cross compiler: a kernel has no C
# library, so the compiler's -march is all that decides, and that is ARMv4T here. Linux 6.1 is the last series with S3C24xx support.
#
# Prints the part's folder, with zImage, board.dtb and modules/; progress goes to stderr, details to <folder>/log.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
part=kernel
ingredients=("$here/build_kernel.sh" "$here/recipe.sh" "$here/kernel.config")
. "$here/recipe.sh"

kernel_make() {
    # The same bytes from every machine.
    KBUILD_BUILD_TIMESTAMP=@0 KBUILD_BUILD_USER=seqboard KBUILD_BUILD_HOST=seqboard \
        make -C "$root/source" O="$root/build" ARCH=arm CROSS_COMPILE=arm-linux-gnueabi- -j"$jobs" "$@"
}

unpack() {
    rm -rf "$root/source"
    mkdir -p "$root/source"
    tar -xf /usr/src/linux-source-6.1.tar.xz -C "$root/source" --strip-components=1
}

# An ARM920T waits for an interrupt by a write to CP15 c7,c0,4. QEMU's ti925t, the only ARMv4T core it has, does nothing there (and its own
# way to wait, c15,c8,0, aborts QEMU 7.2), so an idle board would keep a processor of its host busy. But QEMU decodes ARMv6's WFI for every
# core; to an ARM920T it is an MSR that sets nothing.
idle() {
    local file=$root/source/arch/arm/mm/proc-arm920.S
    sed -i '/^ENTRY(cpu_arm920_do_idle)/,/ret/s/^.*p15, 0, r0, c7, c0, 4.*$/\t.word 0xe320f003/' "$file"
    grep -A 1 '^ENTRY(cpu_arm920_do_idle)' "$file" | grep -q '0xe320f003'
}

configure() {
    kernel_make KCONFIG_ALLCONFIG="$here/kernel.config" allnoconfig
    has_lines "$here/kernel.config" "$root/build/.config"
}

compile() {
    kernel_make zImage modules integratorcp.dtb
    cp "$root/build/arch/arm/boot/zImage" "$root/zImage"
    mkdir -p "$root/modules"
    find "$root/build" -name '*.ko' -exec cp {} "$root/modules/" \;
}

# The stock tree runs timer 0 from the board's 25 MHz crystal, as the real Integrator/CP does; QEMU's integratorcp counts it at 40 MHz. The
# kernel keeps time by it and would take each second for 1.6 s: every period too short, every age too high. So the tree says what QEMU
# does. Timers 1 and 2 agree (1 MHz), and nothing else hangs on that crystal in emulation.
device_tree() {
    cp "$root/build/arch/arm/boot/dts/integratorcp.dtb" "$root/board.dtb"
    fdtput "$root/board.dtb" /xtal25mhz@25M clock-frequency 40000000
    [ "$(fdtget "$root/board.dtb" /xtal25mhz@25M clock-frequency)" = 40000000 ]
}

tidy_up() { rm -rf "$root/source" "$root/build"; }

begin
say "building in $root, a few minutes on two cores"
stage unpacking unpack
stage idle idle
stage configuration configure
stage kernel compile
stage device-tree device_tree
stage tidying tidy_up
complete
