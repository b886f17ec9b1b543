#!/bin/sh
# Counts, under strace, the acknowledged writes that waited for the disk.
# Usage: bench/sync.sh [writes]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/crash/Sync.java "$@"
