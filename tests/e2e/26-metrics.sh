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
procedure=$(as nurse-ines open --template generic --consent C-78 \
	--audience student --json 2>/dev/null |
	sed -n 's/.*"procedure":"\([0-9a-f]*\)".*/\1/p')
as nurse-ines post "$procedure" 'Mrs Tan, drain out, 20 ml' >/dev/null 2>&1
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
expect 'all that an operator was promised is counted' /usr/bin/python3 - "$WORK/metrics" <<'PY'
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as read
families = {f.name: f for f in read(open(sys.argv[1]).read())}
promised = dict.fromkeys(
    "deliveries delivered_bytes writes held released slow_closes requests "
    "refusals hello_failures deflate_in_bytes deflate_out_bytes "
    "journal_failures journal_stalls journal_pages filter_sampled "
    "filter_layer_seconds".split(), "counter")
promised |= dict.fromkeys(
    "commit_seconds commit_requests commit_entries ack_seconds "
    "filter_seconds".split(), "histogram")
promised |= dict.fromkeys(
    "connections readers journal_waiting journal_failing backlog_entries "
    "flush_window_seconds".split(), "gauge")
for name, kind in promised.items():
    family = families["scrubrelay_" + name]
    assert family.type == kind and family.samples, (name, family)
def value(name, **labels):
    return [s.value for f in families.values() for s in f.samples
            if s.name == "scrubrelay_" + name and labels.items() <= s.labels.items()]
assert value("released_total") == [1.0] and value("journal_failing") == [0.0]
assert value("commit_entries_sum")[0] >= 1
layers = value("filter_layer_seconds_total")
assert value("filter_sampled_total") == [1.0] and len(layers) == 7, layers
assert value("filter_layer_seconds_total", layer="context")[0] > 0
assert 0 < sum(layers) <= value("filter_seconds_sum")[0] + 1e-6, layers
assert len(value("backlog_entries", quantile="0.99")) == 1
PY
expect 'each metric of the dashboard is there, and nearly each has a panel' /usr/bin/python3 - \
	"$ROOT/relay/grafana-dashboard.json" "$WORK/metrics" <<'PY'
import json, re, sys
dashboard, page = json.load(open(sys.argv[1])), open(sys.argv[2]).read()
asked = {name for p in dashboard["panels"] for t in p["targets"]
         for name in re.findall(r"(?:scrubrelay|process)_[a-z_]+", t["expr"])}
there = set(re.findall(r"^([a-z_]+)[{ ]", page, re.M))
assert len(asked) > 12 and asked <= there, asked - there
asked = {re.sub("_(total|bucket|sum|count)$", "", name) for name in asked}
families = set(re.findall("^# TYPE ([a-z_]+)", page, re.M))
assert families - asked == {"scrubrelay_build"}, families - asked
PY
# shellcheck disable=SC2046
refuse 'no name of anybody or anything in it' '' \
	grep -E 'nurse|ines|C-77|heron|127\.0|[0-9a-f]{32}' "$WORK/metrics"
relay_stop
same 'it ends as asked' "$RELAY_STATUS" 0
done_line
