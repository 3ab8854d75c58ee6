// `ai`, Vercel's toolkit, with its clients for OpenAI, Anthropic and whatever is compatible.
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, embed, embedMany, generateObject, generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { assert, rejection } from './cases.mjs';
import { cancelled } from './openai.mjs';
import { ATTACK, counters, gateway, narrow } from './scene.mjs';

const BOTH_CITIES = 'What is the weather in Paris and in London?';
const weather = tool({
  description: 'The weather in a city',
  inputSchema: z.object({ city: z.string() }),
});

export function cases({ key }) {
  const openai = createOpenAI({ baseURL: `${gateway}/v1`, apiKey: key });
  const anthropic = createAnthropic({ baseURL: `${gateway}/v1`, apiKey: key });
  const compatible = createOpenAICompatible({
    name: 'plumbline', baseURL: `${gateway}/v1`, apiKey: key, includeUsage: true,
  });
  const models = {
    openai: name => openai.chat(name),
    responses: name => openai(name),
    anthropic: name => anthropic(`${name}-claude`),
    compatible: name => compatible(name),
  };
  const each = test => async () => {
    for (const [name, model] of Object.entries(models)) {
      try {
        await test(model, name);
      } catch (e) {
        e.message = `${name}: ${e.message}`;
        throw e;
      }
    }
  };
  const fails = async (model, more = {}) => {
    const error = await rejection(generateText({ model, prompt: 'Hello', maxRetries: 0, ...more }));
    assert.ok(APICallError.isInstance(error), String(error));
    return error;
  };

  return [
    ['generates text, with usage', each(async model => {
      const { text, usage, finishReason } = await generateText({ model: model('npm-chat'), prompt: 'What is an IBAN?' });
      assert.ok(text.length > 0);
      assert.equal(finishReason, 'stop');
      assert.ok(usage.outputTokens > 0);
    })],
    ['streams text, with usage', each(async model => {
      const result = streamText({ model: model('npm-chat'), prompt: 'What is an IBAN?', maxOutputTokens: 300 });
      let pieces = 0;
      for await (const piece of result.textStream) {
        assert.equal(typeof piece, 'string');
        pieces++;
      }
      assert.ok(pieces > 1);
      assert.equal(await result.finishReason, 'stop');
      assert.ok((await result.usage).outputTokens > 0);
    })],
    ['calls tools in parallel, plain and streamed', each(async model => {
      const request = { model: model('npm-chat'), prompt: BOTH_CITIES, tools: { get_weather: weather } };
      parallel((await generateText(request)).toolCalls);
      parallel(await streamText(request).toolCalls);
    })],
    ['goes on with what its tools gave', each(async model => {
      const { steps, text } = await generateText({
        model: model('npm-chat'),
        prompt: BOTH_CITIES,
        tools: { get_weather: tool({ ...weather, execute: async () => ({ celsius: 21 }) }) },
        stopWhen: stepCountIs(3),
      });
      assert.ok(steps.length >= 2);
      assert.ok(text.length > 0);
    })],
    ['generates an object', async () => {
      const schema = z.object({ iban: z.string(), amount: z.number() });
      for (const name of ['npm-chat', 'npm-chat-claude']) {
        const { object } = await generateObject({ model: openai.chat(name), schema, prompt: 'Transfer 25 euros.' });
        assert.equal(typeof object.amount, 'number', name);
      }
    }],
    ['embeds', async () => {
      const model = openai.embedding('npm-chat');
      assert.ok((await embed({ model, value: 'What is an IBAN?' })).embedding.length > 10);
      const { embeddings, usage } = await embedMany({ model, values: ['What is an IBAN?', 'What is a BIC?'] });
      assert.equal(embeddings.length, 2);
      assert.ok(usage.tokens > 0);
    }],
    ['aborts, and the model is stopped', each(async model => {
      const before = await counters('npm-slow');
      const abortSignal = AbortSignal.timeout(400);
      await rejection(generateText({ model: model('npm-slow'), prompt: 'Hello', abortSignal, maxRetries: 0 }));
      await cancelled('npm-slow', before);
    })],
    ['leaves a stream, and the model is stopped', each(async model => {
      const before = await counters('npm-dripping');
      const controller = new AbortController();
      const result = streamText({
        model: model('npm-dripping'), prompt: 'What is an IBAN?', abortSignal: controller.signal, onError: () => {},
      });
      for await (const piece of result.textStream) {
        assert.equal(typeof piece, 'string');
        controller.abort();
        break;
      }
      await cancelled('npm-dripping', before);
    })],
    ['401, 403, 404 and 400, none of which it would repeat', async () => {
      const stranger = createOpenAI({ baseURL: `${gateway}/v1`, apiKey: 'plk_0000000000000000_x' });
      const errors = [
        [401, await fails(stranger.chat('npm-chat'))],
        [403, await fails(openai.chat('npm-closed'))],
        [404, await fails(openai.chat('no-such-route'))],
        [400, await fails(openai.chat(''))],
        [404, await fails(anthropic('no-such-route'))],
      ];
      for (const [status, error] of errors) {
        assert.equal(error.statusCode, status);
        assert.equal(error.isRetryable, false);
        assert.ok(error.message.length > 10, error.message);
      }
    }],
    ['a guard\'s refusal', each(async model => {
      const error = await fails(model('npm-chat'), { prompt: ATTACK });
      assert.equal(error.statusCode, 400);
      assert.match(error.responseBody, /guardrail_violation/);
    })],
    ['429 of a limit and of a provider', async () => {
      await narrow('npm-narrow-vercel', key);
      for (const name of ['npm-narrow-vercel', 'npm-busy']) {
        const error = await fails(openai.chat(name));
        assert.equal(error.statusCode, 429);
        assert.equal(error.isRetryable, true);
        assert.ok(Number(error.responseHeaders['retry-after']) >= 1);
      }
    }],
    ['a provider\'s 500', each(async model => {
      const error = await fails(model('npm-broken'));
      assert.ok(error.statusCode >= 500);
      assert.equal(error.isRetryable, true);
    })],
    ['a stream that the provider cuts: an error, not an end', each(async model => {
      const errors = [];
      const result = streamText({
        model: model('npm-cut'), prompt: 'What is an IBAN?', onError: ({ error }) => errors.push(error), maxRetries: 0,
      });
      for await (const part of result.fullStream) {
        assert.notEqual(part.type === 'finish' && part.finishReason, 'stop');
      }
      assert.ok(errors.length > 0);
    })],
    ['a request that is too long for the model', each(async model => {
      const error = await fails(model('npm-short'));
      assert.equal(error.statusCode, 400);
      assert.match(error.message, /9001 tokens/);
    })],
  ];
}

function parallel(calls) {
  assert.deepEqual(calls.map(call => call.toolName), ['get_weather', 'get_weather']);
  assert.notEqual(calls[0].toolCallId, calls[1].toolCallId);
  assert.deepEqual(calls.map(call => call.input.city).sort(), ['London', 'Paris']);
}
