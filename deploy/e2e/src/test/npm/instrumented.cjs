// A program that calls the simulator directly, with the instrumentation that it is given by name. Its exporters are
// set by OpenTelemetry's environment variables alone. CommonJS, because the instrumentations hook `require`.
const { NodeSDK } = require('@opentelemetry/sdk-node');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-proto');

const INSTRUMENTATIONS = {
  opentelemetry: () => {
    const { OpenAIInstrumentation } = require('@opentelemetry/instrumentation-openai');
    return { instrumentations: [new OpenAIInstrumentation()] };
  },
  traceloop: () => {
    const { OpenAIInstrumentation } = require('@traceloop/instrumentation-openai');
    return { instrumentations: [new OpenAIInstrumentation()] };
  },
  openinference: () => {
    const { OpenAIInstrumentation } = require('@arizeai/openinference-instrumentation-openai');
    return { instrumentations: [new OpenAIInstrumentation()] };
  },
  langfuse: () => {
    const { LangfuseSpanProcessor } = require('@langfuse/otel');
    return { spanProcessors: [new LangfuseSpanProcessor({ exporter: new OTLPTraceExporter() })] };
  },
};

const [, , name, url] = process.argv;

async function main() {
  const sdk = new NodeSDK(INSTRUMENTATIONS[name]());
  sdk.start();
  const { OpenAI } = require('openai');
  const plain = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'any', maxRetries: 0 });
  const client = name === 'langfuse' ? require('@langfuse/openai').observeOpenAI(plain, { userId: 'ada' }) : plain;
  const messages = [{ role: 'user', content: 'I am Ada Lovelace. What is an IBAN?' }];
  await client.chat.completions.create({ model: 'npm-chat', messages, max_tokens: 20 });
  const stream = await client.chat.completions.create({
    model: 'npm-chat',
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const piece of stream) {
    void piece;
  }
  await sdk.shutdown();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
