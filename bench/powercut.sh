#!/bin/sh
# Cuts the power of a simulated disk under the packaged server, and checks that nothing it acknowledged is lost.
# Usage: bench/powercut.sh [--cuts N | --minutes M] [--seed S] [--port P]
#                          [--control lying-disk | hasty-log]
# Needs gcc, on Linux. It listens on two ports, the given one and the next.
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC -Xmx2g --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/crash/Powercut.java "$@"
