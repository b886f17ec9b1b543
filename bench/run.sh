#!/bin/sh
# Measures the packaged server against bare baselines on this machine. Usage: bench/run.sh [seconds per round]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/Bench.java "${1:-8}"
