#!/bin/sh
# Three servers on one PostgreSQL, with faults between them: checks what Latchkey promises of many nodes.
# Usage: bench/nodes.sh revocation|once|refresh|lockouts|rolling|failover|outage [N] [--seed S] [--port P] [...]
# bench/nodes.sh alone prints all of it.
set -eu
cd "$(dirname "$0")/.."
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
exec "$java_home/bin/java" -XX:+UseSerialGC -Xmx512m --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/nodes/Nodes.java "$@"
