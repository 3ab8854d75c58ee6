// `openai`, the official client.
import OpenAI from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { assert, eventually, rejection } from './cases.mjs';
import { approve } from './person.mjs';
import { asking, ATTACK, counters, gateway, hasSeen, narrow, PERSONAL, spent } from './scene.mjs';

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'The weather in a city',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
};
const user = content => [{ role: 'user', content }];
// One transparent pixel.
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const BOTH_CITIES = 'What is the weather in Paris and in London?';

export function cases({ key }) {
  const client = (options = {}) =>
    new OpenAI({ baseURL: `${gateway}/v1`, apiKey: key, maxRetries: 0, ...options });
  const openai = client();
  const chat = (model, content, more = {}, options = {}) =>
    openai.chat.completions.create({ model, messages: user(content), ...more }, options);

  return [
    ['chats, with usage and the id of the request', async () => {
      const answer = await chat('npm-chat', 'What is an IBAN?');
      assert.ok(answer.choices[0].message.content.length > 0);
      assert.equal(answer.choices[0].finish_reason, 'stop');
      assert.ok(answer.usage.completion_tokens > 0);
      const { response, request_id } = await chat('npm-chat', 'Hello').withResponse();
      assert.equal(request_id, response.headers.get('x-request-id'));
      assert.match(response.headers.get('x-plumbline-call-id'), /^[0-9a-f-]{36}$/);
    }],
    ['gets personal data back that the model never saw', async () => {
      for (const model of ['npm-chat', 'npm-chat-claude']) {
        const question = `Write to ${PERSONAL}. I lost my card, what should I do?`;
        assert.ok((await chat(model, question)).choices[0].message.content.includes(PERSONAL), model);
        const stream = openai.chat.completions.stream({ model, messages: user(question) });
        assert.ok((await stream.finalContent()).includes(PERSONAL), model);
      }
      assert.ok(!(await hasSeen('npm-chat', PERSONAL)));
    }],
    ['streams, and has usage only when it asks', async () => {
      const chunks = [];
      for await (const chunk of await chat('npm-chat', 'What is an IBAN?', { stream: true })) {
        chunks.push(chunk);
      }
      assert.ok(chunks.length > 2);
      assert.ok(chunks.every(chunk => chunk.choices.length > 0 && chunk.usage === undefined));
      const withUsage = [];
      const options = { stream: true, stream_options: { include_usage: true } };
      for await (const chunk of await chat('npm-chat', 'What is an IBAN?', options)) {
        withUsage.push(chunk);
      }
      assert.ok(withUsage.at(-1).usage.completion_tokens > 0);
      assert.deepEqual(withUsage.at(-1).choices, []);
    }],
    ['streams several choices', async () => {
      const said = ['', '', ''];
      const ends = [];
      for await (const chunk of await chat('npm-chat', 'What is an IBAN?', { stream: true, n: 3 })) {
        for (const choice of chunk.choices) {
          said[choice.index] += choice.delta.content ?? '';
          ends.push(...(choice.finish_reason ? [choice.index] : []));
        }
      }
      assert.ok(said.every(text => text.length > 0));
      assert.deepEqual(ends.sort(), [0, 1, 2]);
    }],
    ['sends fields that nobody knows, and images', async () => {
      await chat('npm-chat', 'Hello', { exotic: { nested: 'exotic-7731' } });
      assert.ok(await hasSeen('npm-chat', 'exotic-7731'));
      const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } };
      const answer = await openai.chat.completions.create({
        model: 'npm-chat', messages: [{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, image] }],
      });
      assert.equal(answer.choices.length, 1);
      assert.ok(await hasSeen('npm-chat', PIXEL));
    }],
    ['gathers a stream by its helper', async () => {
      const stream = openai.chat.completions.stream({ model: 'npm-chat', messages: user('What is an IBAN?') });
      const final = await stream.finalChatCompletion();
      assert.ok(final.choices[0].message.content.length > 0);
    }],
    ['calls tools in parallel, plain and streamed', async () => {
      const plain = await chat('npm-chat', BOTH_CITIES, { tools: [weather] });
      parallel(plain.choices[0]);
      const stream = openai.chat.completions.stream({
        model: 'npm-chat',
        messages: user(BOTH_CITIES),
        tools: [weather],
      });
      parallel((await stream.finalChatCompletion()).choices[0]);
    }],
    ['calls the tools of a model of Anthropic\'s kind', async () => {
      parallel((await chat('npm-chat-claude', BOTH_CITIES, { tools: [weather] })).choices[0]);
      const stream = openai.chat.completions.stream({
        model: 'npm-chat-claude',
        messages: user(BOTH_CITIES),
        tools: [weather],
      });
      parallel((await stream.finalChatCompletion()).choices[0]);
    }],
    ['gives results of tools back', async () => {
      const first = await chat('npm-chat', BOTH_CITIES, { tools: [weather] });
      const calls = first.choices[0].message.tool_calls;
      const results = calls.map(call => ({ role: 'tool', tool_call_id: call.id, content: '{"celsius": 21}' }));
      const answer = await openai.chat.completions.create({
        model: 'npm-chat',
        messages: [...user(BOTH_CITIES), first.choices[0].message, ...results],
        tools: [weather],
      });
      assert.equal(answer.choices[0].finish_reason, 'stop');
    }],
    ['parses structured output', async () => {
      const Transfer = z.object({ iban: z.string(), amount: z.number(), urgent: z.boolean() });
      for (const model of ['npm-chat', 'npm-chat-claude']) {
        const answer = await openai.chat.completions.parse({
          model,
          messages: user('Transfer 25 euros at once.'),
          response_format: zodResponseFormat(Transfer, 'transfer'),
        });
        assert.equal(typeof answer.choices[0].message.parsed.amount, 'number', model);
      }
    }],
    ['creates responses, streams them and goes on with them', async () => {
      for (const model of ['npm-chat', 'npm-chat-claude']) {
        const first = await openai.responses.create({ model, input: `Write to ${PERSONAL}. What is an IBAN?` });
        assert.ok(first.output_text.length > 0, model);
        assert.ok(first.usage.output_tokens > 0, model);
        const stream = openai.responses.stream({ model, input: 'And a BIC?', previous_response_id: first.id });
        const types = [];
        for await (const event of stream) {
          types.push(event.type);
        }
        assert.equal(types[0], 'response.created');
        assert.equal(types.at(-1), 'response.completed');
        const second = await stream.finalResponse();
        assert.ok(second.output_text.length > 0, model);
        assert.equal((await openai.responses.retrieve(first.id)).id, first.id);
        await openai.responses.delete(first.id);
        assert.ok(await rejection(openai.responses.retrieve(first.id)) instanceof OpenAI.NotFoundError);
      }
      assert.ok(!(await hasSeen('npm-chat', PERSONAL)));
    }],
    ['calls tools in parallel with responses', async () => {
      const tool = { type: 'function', ...weather.function, strict: false };
      const first = await openai.responses.create({ model: 'npm-chat', input: BOTH_CITIES, tools: [tool] });
      const calls = first.output.filter(item => item.type === 'function_call');
      assert.equal(calls.length, 2);
      const answer = await openai.responses.create({
        model: 'npm-chat',
        previous_response_id: first.id,
        input: calls.map(call => ({ type: 'function_call_output', call_id: call.call_id, output: '{"celsius": 21}' })),
        tools: [tool],
      });
      assert.ok(answer.output_text.length > 0);
    }],
    ['embeds, by base64 unless it says otherwise', async () => {
      const input = ['What is an IBAN?', 'What is a BIC?'];
      const decoded = await openai.embeddings.create({ model: 'npm-chat', input });
      const floats = await openai.embeddings.create({ model: 'npm-chat', input, encoding_format: 'float' });
      assert.equal(decoded.data.length, 2);
      assert.ok(decoded.data[0].embedding.length > 10);
      decoded.data[1].embedding.forEach((value, i) =>
        assert.ok(Math.abs(value - floats.data[1].embedding[i]) < 1e-6));
      const short = await openai.embeddings.create({ model: 'npm-chat', input: 'Hi', dimensions: 8 });
      assert.equal(short.data[0].embedding.length, 8);
      assert.ok(decoded.usage.prompt_tokens > 0);
    }],
    ['lists the models that its key may use', async () => {
      const names = [];
      for await (const model of openai.models.list()) {
        names.push(model.id);
      }
      assert.ok(names.includes('npm-chat'));
      assert.equal((await openai.models.retrieve('npm-chat')).id, 'npm-chat');
      assert.ok(await rejection(openai.models.retrieve('no-such-model')) instanceof OpenAI.NotFoundError);
    }],
    ['gives up by its timeout, and the model is stopped', async () => {
      const before = await counters('npm-slow');
      const error = await rejection(chat('npm-slow', 'Hello', {}, { timeout: 400 }));
      assert.ok(error instanceof OpenAI.APIConnectionTimeoutError);
      await cancelled('npm-slow', before);
    }],
    ['aborts, and the model is stopped', async () => {
      const before = await counters('npm-slow');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      const error = await rejection(chat('npm-slow', 'Hello', {}, { signal: controller.signal }));
      assert.ok(error instanceof OpenAI.APIUserAbortError);
      await cancelled('npm-slow', before);
    }],
    ['leaves a stream, and the model is stopped', async () => {
      const before = await counters('npm-dripping');
      for await (const chunk of await chat('npm-dripping', 'What is an IBAN?', { stream: true })) {
        assert.ok(chunk.id);
        break;
      }
      await cancelled('npm-dripping', before);
    }],
    ['401: AuthenticationError', async () => {
      const stranger = client({ apiKey: 'plk_0000000000000000_x' });
      const error = await rejection(stranger.chat.completions.create({ model: 'npm-chat', messages: user('Hi') }));
      assert.ok(error instanceof OpenAI.AuthenticationError);
      assert.equal(error.code, 'invalid_api_key');
      assert.ok(error.requestID);
    }],
    ['403: PermissionDeniedError', async () => {
      const error = await rejection(chat('npm-closed', 'Hello'));
      assert.ok(error instanceof OpenAI.PermissionDeniedError);
      assert.ok(error.message.length > 10);
    }],
    ['404: NotFoundError', async () => {
      const error = await rejection(chat('no-such-route', 'Hello'));
      assert.ok(error instanceof OpenAI.NotFoundError);
      assert.equal(error.code, 'model_not_found');
      assert.equal(error.param, 'model');
    }],
    ['400: BadRequestError', async () => {
      const error = await rejection(openai.chat.completions.create({ model: 'npm-chat', messages: 'Hello' }));
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.equal(error.type, 'invalid_request_error');
      assert.equal(error.param, 'messages');
    }],
    ['a guard\'s refusal, before anything of a stream', async () => {
      for (const more of [{}, { stream: true }]) {
        const error = await rejection(chat('npm-chat', ATTACK, more));
        assert.ok(error instanceof OpenAI.BadRequestError);
        assert.equal(error.type, 'guardrail_violation');
        assert.equal(error.code, 'prompt_injection');
        assert.equal(error.param, 'messages[0].content');
      }
    }],
    ['409 where a person decides: ConflictError, and the answer once it is approved', async () => {
      await asking('npm-asking-openai', 'npm-openai');
      const patient = client({ maxRetries: 2 });
      for (const more of [{}, { stream: true }]) {
        const body = { model: 'npm-asking-openai', messages: user(BOTH_CITIES), tools: [weather], ...more };
        const error = await waiting(() => patient.chat.completions.create(body));
        assert.ok(error instanceof OpenAI.ConflictError, String(error));
        assert.equal(error.code, 'approval_required');
        assert.equal(error.headers.get('x-should-retry'), 'false');
        const id = error.headers.get('x-plumbline-approval');
        assert.equal(error.error.approval.id, id);
        const goOn = { headers: { 'x-plumbline-approval': id } };
        const early = await rejection(patient.chat.completions.create(body, goOn));
        assert.equal(early.error.approval.state, 'PENDING');
        await approve(error.error.approval);
        if (more.stream) {
          let calls = 0;
          for await (const chunk of await patient.chat.completions.create(body, goOn)) {
            calls += chunk.choices[0]?.delta.tool_calls?.filter(call => call.function?.name).length ?? 0;
          }
          assert.equal(calls, 2);
        } else {
          parallel((await patient.chat.completions.create(body, goOn)).choices[0]);
        }
      }
    }],
    ['429 of a limit: RateLimitError with retry-after and what is left', async () => {
      await narrow('npm-narrow-openai', key);
      const error = await rejection(chat('npm-narrow-openai', 'Hello'));
      assert.ok(error instanceof OpenAI.RateLimitError);
      assert.ok(Number(error.headers.get('retry-after')) >= 1);
      assert.equal(error.headers.get('x-ratelimit-limit-requests'), '1');
      assert.equal(error.headers.get('x-ratelimit-remaining-requests'), '0');
      assert.match(error.headers.get('x-ratelimit-reset-requests'), /^\d+s$/);
    }],
    ['429 of a provider, with its retry-after', async () => {
      const error = await rejection(chat('npm-busy', 'Hello'));
      assert.ok(error instanceof OpenAI.RateLimitError);
      assert.ok(Number(error.headers.get('retry-after')) >= 1);
    }],
    ['429 of a budget, which it does not repeat', async () => {
      await spent('npm-spent-openai', key);
      await eventually('the budget is in force', 5_000, async () => {
        const began = performance.now();
        const stubborn = client({ maxRetries: 3 });
        const call = stubborn.chat.completions.create({ model: 'npm-spent-openai', messages: user('Hi') });
        const error = await call.then(() => null, e => e);
        if (error === null) {
          return false;
        }
        assert.ok(error instanceof OpenAI.RateLimitError, String(error));
        assert.equal(error.code, 'budget_exceeded');
        assert.equal(error.headers.get('x-should-retry'), 'false');
        assert.ok(performance.now() - began < 2_000, 'it was repeated');
        return true;
      });
    }],
    ['a provider\'s 500: InternalServerError', async () => {
      const error = await rejection(chat('npm-broken', 'Hello'));
      assert.ok(error instanceof OpenAI.InternalServerError);
      assert.match(error.code, /^provider_/);
    }],
    ['a stream that the provider cuts: an error, not an end', async () => {
      const error = await rejection((async () => {
        for await (const chunk of await chat('npm-cut', 'What is an IBAN?', { stream: true })) {
          assert.ok(chunk.id);
        }
      })());
      assert.ok(error instanceof OpenAI.APIError, String(error));
      assert.match(String(error.code), /^provider_/);
    }],
    ['a request that is too long for the model', async () => {
      for (const model of ['npm-short', 'npm-short-claude']) {
        const error = await rejection(chat(model, 'Hello'));
        assert.ok(error instanceof OpenAI.BadRequestError, model);
        assert.match(error.message, /9001 tokens/);
      }
    }],
  ];
}

function parallel(choice) {
  assert.equal(choice.finish_reason, 'tool_calls');
  const calls = choice.message.tool_calls;
  assert.equal(calls.length, 2);
  assert.notEqual(calls[0].id, calls[1].id);
  assert.deepEqual(calls.map(call => call.function.name), ['get_weather', 'get_weather']);
  assert.deepEqual(calls.map(call => JSON.parse(call.function.arguments).city).sort(), ['London', 'Paris']);
}

/** What a call is refused with once the policy that asks a person is in force. */
export async function waiting(call) {
  let refused;
  await eventually('a person is asked', 10_000, async () => {
    refused = await call().then(() => undefined, error => error);
    return refused?.status === 409;
  });
  return refused;
}

/** Within a second after the client has gone. */
export async function cancelled(model, before) {
  await eventually('the model is stopped', 1_500, async () => {
    const now = await counters(model);
    return now.cancelled > before.cancelled;
  });
}
