#!/bin/sh
# Kills the packaged server at random moments and checks that nothing it acknowledged is lost.
# Usage: bench/crash.sh [--kills N] [--seed S] [--port P] [--database JDBC-URL] [--control cut-log]
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/crash/Crash.java "$@"
