#!/usr/bin/env bash
# Releases that go well, that are not healthy, that are another machine's, and the way back.
set -euo pipefail
. "$(dirname "$0")/deploying.sh"

bundle first "$programs/board"
bundle second "$programs/board" --set seed=2
bundle sick "$programs/board" --set gpio_socket=/nowhere/gpio.sock
bundle foreign "$native/board"

expect 78 deploy foreign
expect 0 deploy first
expect 0 runs first
expect 0 deploy second
expect 0 runs second
expect 1 deploy sick --ready 5
expect 0 runs second
expect 0 seqboard deploy rollback "$host" --key "$key" "${reach[@]}" --soak 1
expect 0 runs first
echo "deployed, refused, taken back and rolled back on the virtual board"
