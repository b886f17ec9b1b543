#!/bin/sh
# Measures the packaged server against bare baselines on this machine. Usage: bench/run.sh [seconds per round]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null
java=$(./latchkey --which-java)
exec "$java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -Dbench.java.options="$(./latchkey --which-options)" \
  -cp target/latchkey.jar bench/Bench.java "${1:-8}"
