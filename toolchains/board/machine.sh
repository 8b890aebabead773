# Sourced by board.sh: the emulated machine and its life. Before: here, name, state, command, limit, icount, put.
#
# QEMU's Integrator/CP with an ARM920T: 64 MB, two UARTs, Ethernet. A QEMU started here ends with the script that started it; one that
# is left running on purpose ends by itself at its limit.
kernel=$("$here/build_kernel.sh" --print-root)
userland=$("$here/build_userland.sh" --print-root)
boot_limit_s=120
network=
ends_with_us=

pid_of_board() {
    local pid
    pid=$(cat "$state/pid" 2>/dev/null) && [ -n "$pid" ] && grep -qaF "$state" "/proc/$pid/cmdline" 2>/dev/null && echo "$pid"
}

# prepare: the state folder, with what this boot needs beside the image.
prepare() {
    if pid_of_board >/dev/null; then fail "is running already (process $(pid_of_board)); ./dev board stop --name $name" 75; fi
    rm -rf "$state"
    mkdir -p "$state/extra/root" "$state/extra/board"
    state=$(cd "$state" && pwd)
    local file
    for file in ${put[@]+"${put[@]}"}; do cp -RL "$file" "$state/extra/root/"; done
    [ -z "$command" ] || printf '%s\n' "$command" >"$state/extra/board/command"
    # The kernel reads one archive after the other.
    cp "$here/../../build/board/image.cpio" "$state/initrd"
    (cd "$state/extra" && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) >>"$state/initrd"
    rm -rf "$state/extra"
    cp "$kernel/board.dtb" "$state/board.dtb"
    # Boots that count instructions must not differ; all others must.
    if [ -n "$icount" ]; then seed=$(printf '%02x ' {1..32}); else seed=$(od -An -vtx1 -N32 /dev/urandom); fi
    # shellcheck disable=SC2086  # 32 words
    fdtput -t bx "$state/board.dtb" /chosen rng-seed $seed
    touch "$state/console.log"
}

# machine LIMIT_S OPTION...: becomes QEMU.
machine() {
    local limit_s=$1
    shift
    # Where instructions are counted nothing may come in at a time of its own: the network card is plugged into nothing.
    if [ -n "$icount" ]; then set -- -icount shift=1,sleep=off -net nic,model=smc91c111 "$@"; else set -- -nic "user,model=smc91c111$network" "$@"; fi
    cd "$state"  # its sockets' names are short there
    exec ${ends_with_us:+setpriv --pdeathsig TERM} timeout -k 5 "$limit_s" qemu-system-arm -name "seqboard-$name" -M integratorcp -cpu ti925t,midr=0x41129200 -m 64 \
        -nodefaults -display none -audiodev none,id=none -no-reboot \
        -kernel "$kernel/zImage" -dtb "$state/board.dtb" -initrd "$state/initrd" \
        -append "console=ttyAMA0 panic=1 oops=panic" "$@"
}

# await PATTERN LIMIT_S PID: until the console says PATTERN. Fails if the process ends first, or after the limit.
await() {
    local end=$((SECONDS + $2))
    until grep -q "$1" "$state/console.log"; do
        kill -0 "$3" 2>/dev/null && [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}

show_console() {
    printf 'board %s: the end of its console (%s):\n' "$name" "$state/console.log" >&2
    tail -n 30 "$state/console.log" | tr -d '\r' >&2
}

console() {
    ends_with_us=yes
    prepare
    machine infinity -serial mon:stdio -serial pty
}

# boot LIMIT_S OPTION...: a prepared machine in the background, up; its process is in `pid`.
boot() {
    machine "$@" </dev/null 2>"$state/qemu.log" &
    pid=$!
    echo "$pid" >"$state/pid"
    trap 'kill "$pid" 2>/dev/null || true' EXIT
    await 'board: up' "$boot_limit_s" "$pid" && return
    cat "$state/qemu.log" >&2
    show_console
    fail "did not come up within $boot_limit_s s" 125
}

run() {
    local pid status
    ends_with_us=yes
    prepare
    boot "${limit:-600}" -serial "file:$state/console.log" -serial stdio
    wait "$pid" && status=0 || status=$?
    [ $status -ne 124 ] || { show_console && fail "was ended after its limit of ${limit:-600} s" 124; }
    status=$(sed -nE 's/.*board: the command ended with status ([0-9]+).*/\1/p' "$state/console.log")
    [ -n "$status" ] || { show_console && fail "ended before the command did" 125; }
    exit "$status"
}

# The port that QEMU, which was told to take any, listens on.
ssh_port() {
    local inode port
    for inode in $(find "/proc/$1/fd" -lname 'socket:*' -printf '%l\n' | tr -dc '0-9\n'); do
        port=$(awk -v inode="$inode" '$4 == "0A" && $10 == inode { sub(".*:", "0x", $2); print $2 }' /proc/net/tcp)
        [ -z "$port" ] || printf '%d\n' "$port"
    done
}

start() {
    local pid port
    [ -z "$icount" ] || fail "--icount goes with --run: counted boards have no network" 64
    network=,hostfwd=tcp:127.0.0.1:0-:22
    prepare
    boot "${limit:-3600}" -chardev "socket,id=console,path=console,server=on,wait=off,logfile=$state/console.log" -serial chardev:console \
        -serial pty >"$state/uart1.log"
    port=$(ssh_port "$(pgrep -P "$pid")")
    cat >"$state/ssh_config" <<TEXT
Host board
    HostName 127.0.0.1
    Port $port
    User root
    IdentityFile $userland/keys/client_key
    IdentitiesOnly yes
    UserKnownHostsFile $userland/keys/known_hosts
    HostKeyAlias board
    ConnectTimeout 30
    LogLevel ERROR
TEXT
    ln -s "$(grep -o '/dev/pts/[0-9]*' "$state/uart1.log")" "$state/uart1"
    local end=$((SECONDS + 30))
    until ssh -F "$state/ssh_config" -o BatchMode=yes board true 2>"$state/ssh.log"; do
        [ $SECONDS -lt $end ] || { cat "$state/ssh.log" >&2 && show_console && fail "is up but ssh does not answer" 125; }
        sleep 0.2
    done
    trap - EXIT
    printf 'board %s: up; ssh -F %s board; the second UART is %s, the console %s\n' "$name" "$state/ssh_config" "$state/uart1" "$state/console" >&2
}

running() { pid_of_board >/dev/null || fail "is not running; ./dev board start --name $name" 69; }

log_in() {
    running
    exec ssh -F "$state/ssh_config" board "$@"
}

stop() {
    running
    local pid end=$((SECONDS + 20))
    pid=$(pid_of_board)
    ssh -F "$state/ssh_config" -o BatchMode=yes board reboot 2>/dev/null || true
    while kill -0 "$pid" 2>/dev/null; do
        [ $SECONDS -lt $end ] || { kill "$pid" && show_console && fail "did not shut down and was killed" 125; }
        sleep 0.1
    done
}
