#!/bin/sh
# Overloads the packaged server and holds its promises against what it does. Usage: bench/overload.sh --help
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
ulimit -n "$(ulimit -H -n)" # thousands of connections on either side
exec "$java_home/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/overload/Overload.java "$@"
