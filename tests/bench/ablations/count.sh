#!/usr/bin/env bash
# What each choice of the runtime buys: undoes one at a time, by the patches beside this file, and
# counts the instructions of one operation. Prints the table of stage 4's README.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../../.."

if ! command -v valgrind >/dev/null; then
    echo "count.sh counts with valgrind; install the package of that name first" >&2
    exit 1
fi

# Nothing is undone in the checkout itself.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files | tar --create --files-from - | tar --extract --directory "$copy"
cd "$copy"

# What is undone leaves code that nobody calls.
export RUSTFLAGS='-A warnings'

instructions() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null target/release/ablations "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : //p'
}

row() {
    cargo build --quiet --release -p ablations --target-dir target
    printf '| %s |' "$1"
    # Start and end cost the same at both sizes.
    for what in yield message spawn timeout; do
        few=$(instructions $what 1000)
        many=$(instructions $what 11000)
        printf ' %d |' $(((many - few) / 10000))
    done
    printf '\n'
}

echo '| undone | yield | message between two tasks | spawn and join | timeout set and cancelled |'
echo '|---|--:|--:|--:|--:|'
row 'nothing'
while IFS='|' read -r patch undone; do
    patch -p1 --quiet <"$here/$patch.patch"
    row "$undone"
    patch -p1 --quiet --reverse <"$here/$patch.patch"
done <<'ROWS'
home-and-away|home and away: every wake by the side door
self-wake|the note of a task that wakes itself: as any other wake at home
spare-waker|the spare waker: each task has its own
names|names for joiners and sleepers: wakers instead
one-allocation|one allocation: the future in a box of its own
sorted-at-once|waiting to be sorted in: at once instead
ROWS
