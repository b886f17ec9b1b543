#!/bin/sh
# Lets the machine under a real server fail in one way after another, and prints what its clients saw.
# Some faults need root (they mount a small file system) or gcc; what cannot be tried is said.
# Usage: bench/faults.sh [--port P] [--only NAME]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/faults/Faults.java "$@"
