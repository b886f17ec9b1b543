#!/bin/sh
# Measures what a session check and a sign-in cost with ten thousand to ten million accounts.
# Usage: bench/growth.sh [prepare DIR | measure DIR | sizes DIR] [--accounts N,N,...] [--store sqlite|postgresql]
#                        [--port P] [--rounds N] [--draw FILE.svg]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -Xmx1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/growth/Growth.java "$@"
