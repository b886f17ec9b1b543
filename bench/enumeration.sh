#!/bin/sh
# Tests that answers about unknown names and about accounts in every state take equally long. Takes a few minutes on
# a quiet machine. Usage: bench/enumeration.sh [rounds] [seed] [foreign]; the last adds hashes of another system.
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/Enumeration.java "${1:-6000}" "${2:-20260301}" "${3:-}"
