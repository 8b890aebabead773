#!/usr/bin/env bash
# Makes the virtual board's root file system: BusyBox, dropbear, the files in rootfs/, and seqboard's programs and node sets in
# /opt/seqboard. Made anew at every call, in about a second and without root rights: the kernel itself brings /dev/console.
#
#   build_image.sh PROGRAMS IMAGE     PROGRAMS: the folder of the s3c2440 preset's programs
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
programs=$1 image=$2
userland=$("$here/build_userland.sh")
kernel=$("$here/build_kernel.sh")
strip=$("$here/../build_s3c2440.sh" --print-root)/bin/arm-s3c2440-linux-musleabi-strip

mkdir -p "$(dirname "$image")"
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT

mkdir -p "$tree"/{bin,sbin,usr/bin,usr/sbin,proc,sys,dev,tmp,root/.ssh,etc/dropbear,lib/modules,opt/seqboard/bin,board}
chmod 700 "$tree/root" "$tree/root/.ssh"
cp -R "$here/rootfs/." "$tree/"
cp "$userland/bin/busybox" "$tree/bin/"
while read -r applet; do [ -e "$tree$applet" ] || ln -s /bin/busybox "$tree$applet"; done <"$userland/busybox.links"
ln -s /sbin/init "$tree/init"
cp "$userland/bin/dropbear" "$tree/usr/sbin/"
cp "$userland/keys/host_key" "$tree/etc/dropbear/"
cp "$userland/keys/client_key.pub" "$tree/root/.ssh/authorized_keys"
cp "$kernel"/modules/*.ko "$tree/lib/modules/"

cp -R "$here/../../config" "$tree/opt/seqboard/"
"$strip" -o "$tree/opt/seqboard/bin/seqboard" "$programs/board/seqboard"
ln -s seqboard "$tree/opt/seqboard/bin/seqboard_nodes"

(cd "$tree" && find . | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) >"$image.part"
mv "$image.part" "$image"
