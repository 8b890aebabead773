#!/usr/bin/env bash
# Runs a command on the virtual board that the fixture has booted, with our programs in PATH.
#
#   on_board.sh BOARD_SH COMMAND     exit status: COMMAND's
exec "$1" ssh --name tests "export PATH=/opt/seqboard/bin:\$PATH; $2" </dev/null
