#!/bin/sh
# The demo: each command is shown before it runs, so that it can be typed again.
set -eu
kg=${KG:-.venv/bin/kg}

run() {
    printf '\n$ %s\n' "$*"
    "$@"
}

run "$kg" build seeds --store build/demo
run "$kg" info --store build/demo
run "$kg" run coups-followed --store build/demo
run "$kg" run attacks-in-a-capital --store build/demo
run "$kg" run coups-in-a-row region=Sahel since=2020 --store build/demo
run "$kg" run who-was-in-office country=ML on=2024-09-17 --store build/demo
run "$kg" run who-backs-whom --store build/demo
run "$kg" export build/demo.ttl --store build/demo

cat <<END

The graph is in build/demo, and as a Turtle file in build/demo.ttl. To go on, type for example:
  $kg queries                        the other saved questions
  $kg console --store build/demo     ask your own at a prompt
  $kg serve --store build/demo       the same over HTTP, for any SPARQL client
END
