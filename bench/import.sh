#!/bin/sh
# Measures how fast accounts are imported, and whether a killed import goes on without a loss.
# Usage: bench/import.sh [--accounts N] [--seed S] [--store sqlite|postgresql] [--hashes none|bcrypt]
#                        [--port P] [--dir DIR]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -Xmx512m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/moving/Moving.java "$@"
