#!/bin/sh
# Kills the packaged server at random moments and checks that nothing it acknowledged is lost.
# Usage: bench/crash.sh [--kills N | --minutes M] [--seed S] [--port P] [--postgres]
#                       [--control cut-log | hasty-commit]
# With --postgres it starts a PostgreSQL of its own, on the next port, and kills that as well.
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx2g --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/crash/Crash.java "$@"
