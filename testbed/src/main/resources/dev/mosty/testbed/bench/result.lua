
function done(summary, latency, requests)
   local e = summary.errors
   io.write(string.format(
      'RESULT {"answered":%d,"refused":%d,"broken":%d,"micros":%d,"p50":%d,"p95":%d,"p99":%d,"max":%d}\n',
      summary.requests, e.status, e.connect + e.read + e.write + e.timeout, summary.duration,
      latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max))
end
