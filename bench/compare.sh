#!/bin/sh
# Measures Latchkey side by side with Keycloak on this machine, and prints tables in Markdown.
# Usage: bench/compare.sh [--seconds N] [--rounds N] [--starts N] [--warming SECONDS] [--sessions N]
#   [--port P] [--cache ispn|local]
# Takes about twelve minutes. The distribution of Keycloak (180 MB) comes from Maven Central on first use.
set -eu
cd "$(dirname "$0")/.."
version=${KEYCLOAK_VERSION:-26.7.3}
./latchkey --help >/dev/null # builds, if need be
read -r java_home <target/latchkey.java
keycloak=target/keycloak/keycloak-$version
if ! [ -f "$keycloak/bin/kc.sh" ]; then
  archive=${HOME:-/root}/.m2/repository/org/keycloak/keycloak-quarkus-dist/$version/keycloak-quarkus-dist-$version.zip
  if ! [ -f "$archive" ]; then
    echo "fetching Keycloak $version" >&2
    mvn -q dependency:get -Dtransitive=false -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" >&2
  fi
  mkdir -p target/keycloak
  (cd target/keycloak && "$java_home/bin/jar" xf "$archive")
  chmod +x "$keycloak/bin/kc.sh"
fi
exec "$java_home/bin/java" -XX:+UseSerialGC -Xmx1g --enable-native-access=ALL-UNNAMED \
  -cp target/latchkey.jar bench/compare/Compare.java --keycloak "$keycloak" "$@"
