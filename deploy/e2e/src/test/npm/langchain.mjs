// `@langchain/openai`.
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { assert, rejection } from './cases.mjs';
import { cancelled } from './openai.mjs';
import { ATTACK, counters, gateway, narrow } from './scene.mjs';

const BOTH_CITIES = 'What is the weather in Paris and in London?';
const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};

export function cases({ key }) {
  const configuration = { baseURL: `${gateway}/v1` };
  const chat = (model, more = {}) => new ChatOpenAI({ model, apiKey: key, maxRetries: 0, configuration, ...more });

  return [
    ['chats, with usage', async () => {
      const answer = await chat('npm-chat').invoke('What is an IBAN?');
      assert.ok(answer.content.length > 0);
      assert.ok(answer.usage_metadata.output_tokens > 0);
    }],
    ['streams, with usage', async () => {
      let whole;
      let pieces = 0;
      for await (const piece of await chat('npm-chat').stream('What is an IBAN?')) {
        whole = whole === undefined ? piece : whole.concat(piece);
        pieces++;
      }
      assert.ok(pieces > 2);
      assert.ok(whole.content.length > 0);
      assert.ok(whole.usage_metadata.output_tokens > 0);
    }],
    ['calls tools in parallel, plain and streamed', async () => {
      for (const model of ['npm-chat', 'npm-chat-claude']) {
        const bound = chat(model).bindTools([weather]);
        parallel((await bound.invoke(BOTH_CITIES)).tool_calls);
        let whole;
        for await (const piece of await bound.stream(BOTH_CITIES)) {
          whole = whole === undefined ? piece : whole.concat(piece);
        }
        parallel(whole.tool_calls);
      }
    }],
    ['gets structured output by schema and by tool', async () => {
      const schema = z.object({ iban: z.string(), amount: z.number() });
      for (const method of ['jsonSchema', 'functionCalling']) {
        const structured = chat('npm-chat').withStructuredOutput(schema, { name: 'transfer', method });
        assert.equal(typeof (await structured.invoke('Transfer 25 euros.')).amount, 'number', method);
      }
    }],
    ['embeds in batches', async () => {
      const embeddings = new OpenAIEmbeddings({ model: 'npm-chat', apiKey: key, batchSize: 2, configuration });
      const vectors = await embeddings.embedDocuments(['What is an IBAN?', 'What is a BIC?', 'What is a card?']);
      assert.equal(vectors.length, 3);
      assert.ok((await embeddings.embedQuery('What is an IBAN?')).every((value, i) => value === vectors[0][i]));
    }],
    ['gives up by its timeout, and the model is stopped', async () => {
      const before = await counters('npm-slow');
      const error = await rejection(chat('npm-slow', { timeout: 400 }).invoke('Hello'));
      assert.match(String(error.name), /Timeout|Abort/);
      await cancelled('npm-slow', before);
    }],
    ['aborts, and the model is stopped', async () => {
      const before = await counters('npm-slow');
      await rejection(chat('npm-slow').invoke('Hello', { signal: AbortSignal.timeout(300) }));
      await cancelled('npm-slow', before);
    }],
    ['401, 403, 404 and 400', async () => {
      const statuses = [
        [401, chat('npm-chat', { apiKey: 'plk_0000000000000000_x' }), 'Hello'],
        [403, chat('npm-closed'), 'Hello'],
        [404, chat('no-such-route'), 'Hello'],
        [400, chat('npm-chat'), []],
      ];
      for (const [status, model, messages] of statuses) {
        assert.equal((await rejection(model.invoke(messages))).status, status);
      }
    }],
    ['a guard\'s refusal', async () => {
      const error = await rejection(chat('npm-chat').invoke(ATTACK));
      assert.equal(error.status, 400);
      assert.equal(error.code, 'prompt_injection');
    }],
    ['429 of a limit and of a provider', async () => {
      await narrow('npm-narrow-langchain', key);
      for (const name of ['npm-narrow-langchain', 'npm-busy']) {
        const error = await rejection(chat(name).invoke('Hello'));
        assert.equal(error.status, 429);
        assert.ok(Number(error.headers.get('retry-after')) >= 1);
      }
    }],
    ['a provider\'s 500', async () => {
      assert.ok((await rejection(chat('npm-broken').invoke('Hello'))).status >= 500);
    }],
    ['a stream that the provider cuts: an error, not an end', async () => {
      const error = await rejection((async () => {
        for await (const piece of await chat('npm-cut').stream('What is an IBAN?')) {
          assert.ok(piece);
        }
      })());
      assert.match(String(error.code ?? error.message), /provider_/);
    }],
    ['a request that is too long for the model', async () => {
      const error = await rejection(chat('npm-short').invoke('Hello'));
      assert.match(error.message, /9001 tokens/);
    }],
  ];
}

function parallel(calls) {
  assert.deepEqual(calls.map(call => call.name), ['get_weather', 'get_weather']);
  assert.notEqual(calls[0].id, calls[1].id);
  assert.deepEqual(calls.map(call => call.args.city).sort(), ['London', 'Paris']);
}
