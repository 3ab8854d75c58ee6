// Instrumentations of `openai` that send their telemetry to monitoring-service.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { assert, eventually } from './cases.mjs';
import { received, simulator, telemetryKey } from './scene.mjs';

const run = promisify(execFile);
const DIALECTS = ['opentelemetry', 'traceloop', 'openinference', 'langfuse'];

export function cases() {
  return DIALECTS.map(dialect => [
    `${dialect}: its calls are listed as unguarded`,
    async () => {
      const service = `npm-${dialect}`;
      const { key, url } = await telemetryKey();
      await run('node', ['instrumented.cjs', dialect, simulator], {
        env: {
          ...process.env,
          OTEL_SERVICE_NAME: service,
          OTEL_EXPORTER_OTLP_ENDPOINT: url,
          OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
          OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
          OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer%20${key}`,
          OTEL_METRICS_EXPORTER: 'otlp',
          OTEL_LOGS_EXPORTER: 'none',
        },
      });
      await eventually('two calls', 10_000, async () => (await received.calls(service)).length === 2);
      const calls = await received.calls(service);
      for (const call of calls) {
        assert.match(call.served.target, /\/npm-chat$/);
        const { received: span } = await received.call(call.callId);
        assert.equal(span.dialect, dialect.toUpperCase());
      }
      assert.ok(calls.some(call => call.usage.outputTokens > 0));
      assert.ok(!JSON.stringify(calls).includes('Lovelace'));
      if (dialect === 'opentelemetry') {
        const [usage] = await received.usage(service);
        assert.equal(usage.measured.calls, 2);
      }
    },
  ]);
}
