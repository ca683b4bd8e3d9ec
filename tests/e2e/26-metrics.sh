#!/bin/bash
# SPDX-License-Identifier: MIT
#
# What an operator sees over HTTP: health, readiness, metrics that Prometheus
# reads, and nothing that could name anybody.

. "$(dirname "$0")/lib.sh"

get() {
	/usr/bin/python3 - "$@" <<'PY'
import http.client, sys
port, path = int(sys.argv[1]), sys.argv[2]
c = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
c.request("GET", path)
r = c.getresponse()
print(r.status, r.getheader("Content-Type"))
sys.stdout.write(r.read().decode())
PY
}

relay_config metrics_host '"127.0.0.1"' metrics_port 0
if ! admin_ready; then
	fail 'the relay starts'
	done_line
	exit
fi
metrics=$(sed -nE 's/.*metrics address=127.0.0.1 port=([0-9]+).*/\1/p' "$LOG" | tail -n 1)
expect 'the log tells the port' test -n "$metrics"
user_ready nurse-ines poster
same 'health, where the peers come' "$(get "$PORT" /healthz | tail -n 1)" ok
same 'ready' "$(get "$PORT" /readyz | tail -n 1)" ready
same 'no metrics for the peers' "$(get "$PORT" /metrics | head -n 1 | cut -d ' ' -f 1)" 404
same 'no metrics by another way' "$(get "$PORT" /x/../metrics | head -n 1 | cut -d ' ' -f 1)" 404
as nurse-ines open --template generic --consent C-77 --audience student \
	>"$WORK/opened" 2>&1
as nurse-ines post 'blue-heron-is-not-here' 'x' >/dev/null 2>&1
get "$metrics" /metrics >"$WORK/metrics"
same 'OpenMetrics by its type' "$(head -n 1 "$WORK/metrics")" \
	'200 application/openmetrics-text; version=1.0.0; charset=utf-8'
sed -i 1d "$WORK/metrics"
expect 'a parser that is not ours reads all of it' /usr/bin/python3 - "$WORK/metrics" <<'PY'
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
families = {f.name: f for f in read(open(sys.argv[1]).read())}
value = {(s.name, tuple(s.labels.items())): s.value
         for f in families.values() for s in f.samples}
assert value["scrubrelay_requests_total", (("op", "open"),)] >= 1, value
assert value["scrubrelay_commit_seconds_count", ()] >= 3, value
assert families["process_resident_memory_bytes"].samples[0].value > 1e6
PY
expect 'each metric of the dashboard is there' /usr/bin/python3 - \
	"$ROOT/relay/grafana-dashboard.json" "$WORK/metrics" <<'PY'
import json, re, sys
dashboard, page = json.load(open(sys.argv[1])), open(sys.argv[2]).read()
asked = {name for p in dashboard["panels"] for t in p["targets"]
         for name in re.findall(r"(?:scrubrelay|process)_[a-z_]+", t["expr"])}
there = set(re.findall(r"^([a-z_]+)[{ ]", page, re.M))
assert len(asked) > 12 and asked <= there, asked - there
PY
# shellcheck disable=SC2046
refuse 'no name of anybody or anything in it' '' \
	grep -E 'nurse|ines|C-77|heron|127\.0|[0-9a-f]{32}' "$WORK/metrics"
relay_stop
same 'it ends as asked' "$RELAY_STATUS" 0
done_line
