#!/usr/bin/env bash
# What each choice of the engine buys: takes out one at a time, by the patches beside this file, and
# counts the instructions of one operation. Prints the table of jacobio's README.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."

if ! command -v valgrind >/dev/null; then
    echo "count.sh counts with valgrind; install the package of that name first" >&2
    exit 1
fi

# The checkout itself stays as it is.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files | tar --create --files-from - | tar --extract --directory "$copy"
cd "$copy"

# What is taken out leaves code that is never called.
export RUSTFLAGS='-A warnings'

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/ablations "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

row() {
    cargo build --quiet --release -p ablations --target-dir target
    printf '| %s |' "$1"
    # Start and end cost the same at both sizes. The textbook loop has no timeout.
    for what in yield message spawn timeout; do
        if few=$(instructions $what 1000); then
            many=$(instructions $what 11000)
            printf ' %d |' $(((many - few) / 10000))
        else
            printf ' |'
        fi
    done
    printf '\n'
}

echo '| without | yield | message between two tasks | spawn and join | timeout set and cancelled |'
echo '|---|--:|--:|--:|--:|'
row 'jacobio as it is'
while IFS='|' read -r patch without; do
    patch -p1 --quiet <"$here/$patch.patch"
    row "$without"
    patch -p1 --quiet --reverse <"$here/$patch.patch"
done <<'ROWS'
local-wake-up|local wake-ups: every wake-up goes through the remote queue
self-wake-up|the flag of a task that wakes itself: a state in the scheduler instead
cached-waker|the cached waker: each task has its own from its first poll on
keys-as-awaiters|keys as awaiters: a clone of the waker instead
one-allocation|one allocation for a task: the future in a box of its own
lazy-insertion|lazy insertion of timers: into the map at once
yield-before-park|the yield to other threads before a park
all|all of them and the rest of the engine: the same program on `waking.rs`
ROWS
