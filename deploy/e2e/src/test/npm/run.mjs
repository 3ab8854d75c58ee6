// Drives the gateway with npm's clients. `node run.mjs [CLIENT...]`, on the stack that the environment names.
import { run } from './cases.mjs';
import { set } from './scene.mjs';

const CLIENTS = ['openai', 'anthropic', 'vercel', 'langchain', 'telemetry'];
const asked = process.argv.slice(2);
const scene = await set();
try {
  for (const client of asked.length > 0 ? asked : CLIENTS) {
    const { cases } = await import(`./${client}.mjs`);
    await run(client, cases(scene));
  }
} finally {
  scene.end();
}
// Clients keep connections open.
process.exit(0);
