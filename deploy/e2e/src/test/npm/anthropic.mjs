// `@anthropic-ai/sdk`, the official client.
import Anthropic from '@anthropic-ai/sdk';
import { assert, eventually, rejection } from './cases.mjs';
import { cancelled, waiting } from './openai.mjs';
import { approve } from './person.mjs';
import { asking, ATTACK, counters, gateway, hasSeen, narrow, PERSONAL, spent } from './scene.mjs';

const weather = {
  name: 'get_weather',
  description: 'The weather in a city',
  input_schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
};
const user = content => [{ role: 'user', content }];
const BOTH_CITIES = 'What is the weather in Paris and in London?';

export function cases({ key }) {
  const client = (options = {}) => new Anthropic({ baseURL: gateway, apiKey: key, maxRetries: 0, ...options });
  const anthropic = client();
  const ask = (model, content, more = {}, options = {}) =>
    anthropic.messages.create({ model, max_tokens: 300, messages: user(content), ...more }, options);

  return [
    ['chats, with usage and the id of the request', async () => {
      for (const model of ['npm-chat-claude', 'npm-chat']) {
        const answer = await ask(model, 'What is an IBAN?');
        assert.equal(answer.type, 'message');
        assert.ok(text(answer).length > 0);
        assert.equal(answer.stop_reason, 'end_turn');
        assert.ok(answer.usage.output_tokens > 0, model);
        assert.ok(answer._request_id);
      }
    }],
    ['takes its key as a bearer token too', async () => {
      const bearer = new Anthropic({ baseURL: gateway, apiKey: null, authToken: key, maxRetries: 0 });
      const answer = await bearer.messages.create({
        model: 'npm-chat-claude', max_tokens: 100, messages: user('Hello'),
      });
      assert.ok(text(answer).length > 0);
    }],
    ['gets personal data back that the model never saw', async () => {
      for (const model of ['npm-chat-claude', 'npm-chat']) {
        const question = `Write to ${PERSONAL}. I lost my card, what should I do?`;
        assert.ok(text(await ask(model, question)).includes(PERSONAL), model);
        const stream = anthropic.messages.stream({ model, max_tokens: 300, messages: user(question) });
        assert.ok((await stream.finalText()).includes(PERSONAL), model);
      }
      assert.ok(!(await hasSeen('npm-chat', PERSONAL)));
    }],
    ['streams events in their order', async () => {
      for (const model of ['npm-chat-claude', 'npm-chat']) {
        const types = [];
        let usage;
        for await (const event of await ask(model, 'What is an IBAN?', { stream: true })) {
          types.push(event.type);
          usage = event.usage ?? usage;
        }
        assert.equal(types[0], 'message_start');
        assert.equal(types.at(-1), 'message_stop');
        assert.equal(types.at(-2), 'message_delta');
        assert.ok(types.filter(type => type === 'content_block_delta').length > 1);
        assert.ok(usage.output_tokens > 0, model);
      }
    }],
    ['gathers a stream by its helper', async () => {
      const stream = anthropic.messages.stream({
        model: 'npm-chat-claude', max_tokens: 300, messages: user('What is an IBAN?'),
      });
      let said = '';
      stream.on('text', piece => { said += piece; });
      const final = await stream.finalMessage();
      assert.equal(text(final), said);
      assert.ok(said.length > 0);
    }],
    ['calls tools in parallel, plain and streamed', async () => {
      for (const model of ['npm-chat-claude', 'npm-chat']) {
        parallel(await ask(model, BOTH_CITIES, { tools: [weather] }));
        const stream = anthropic.messages.stream({
          model, max_tokens: 300, messages: user(BOTH_CITIES), tools: [weather],
        });
        parallel(await stream.finalMessage());
      }
    }],
    ['gives results of tools back', async () => {
      const first = await ask('npm-chat-claude', BOTH_CITIES, { tools: [weather] });
      const results = first.content
        .filter(block => block.type === 'tool_use')
        .map(block => ({ type: 'tool_result', tool_use_id: block.id, content: '{"celsius": 21}' }));
      const answer = await anthropic.messages.create({
        model: 'npm-chat-claude',
        max_tokens: 300,
        tools: [weather],
        messages: [
          ...user(BOTH_CITIES),
          { role: 'assistant', content: first.content },
          { role: 'user', content: results },
        ],
      });
      assert.equal(answer.stop_reason, 'end_turn');
    }],
    ['gets structured output by a tool that it insists on', async () => {
      const transfer = {
        name: 'transfer',
        input_schema: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
      };
      const answer = await ask('npm-chat-claude', 'Transfer 25 euros at once.', {
        tools: [transfer], tool_choice: { type: 'tool', name: 'transfer' },
      });
      const block = answer.content.find(each => each.type === 'tool_use');
      assert.equal(typeof block.input.amount, 'number');
    }],
    ['counts tokens', async () => {
      for (const model of ['npm-chat-claude', 'npm-chat']) {
        const count = await anthropic.messages.countTokens({ model, messages: user('What is an IBAN?') });
        assert.ok(count.input_tokens > 0, model);
      }
    }],
    ['lists the models that its key may use', async () => {
      const names = [];
      for await (const model of anthropic.models.list()) {
        names.push(model.id);
      }
      assert.ok(names.includes('npm-chat-claude'));
      assert.equal((await anthropic.models.retrieve('npm-chat-claude')).type, 'model');
    }],
    ['gives up by its timeout, and the model is stopped', async () => {
      const before = await counters('npm-slow');
      const error = await rejection(ask('npm-slow-claude', 'Hello', {}, { timeout: 400 }));
      assert.ok(error instanceof Anthropic.APIConnectionTimeoutError);
      await cancelled('npm-slow', before);
    }],
    ['aborts, and the model is stopped', async () => {
      const before = await counters('npm-slow');
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 300);
      const error = await rejection(ask('npm-slow-claude', 'Hello', {}, { signal: controller.signal }));
      assert.ok(error instanceof Anthropic.APIUserAbortError);
      await cancelled('npm-slow', before);
    }],
    ['leaves a stream, and the model is stopped', async () => {
      const before = await counters('npm-dripping');
      for await (const event of await ask('npm-dripping-claude', 'What is an IBAN?', { stream: true })) {
        if (event.type === 'content_block_delta') {
          break;
        }
      }
      await cancelled('npm-dripping', before);
    }],
    ['401: AuthenticationError', async () => {
      const stranger = client({ apiKey: 'plk_0000000000000000_x' });
      const error = await rejection(
        stranger.messages.create({ model: 'npm-chat-claude', max_tokens: 5, messages: user('Hi') }));
      assert.ok(error instanceof Anthropic.AuthenticationError);
      told(error, 'authentication_error');
    }],
    ['403: PermissionDeniedError', async () => {
      const error = await rejection(ask('npm-closed', 'Hello'));
      assert.ok(error instanceof Anthropic.PermissionDeniedError);
      told(error, 'permission_error');
    }],
    ['404: NotFoundError', async () => {
      const error = await rejection(ask('no-such-route', 'Hello'));
      assert.ok(error instanceof Anthropic.NotFoundError);
      told(error, 'not_found_error');
    }],
    ['400: BadRequestError', async () => {
      const error = await rejection(ask('npm-chat-claude', 'Hello', { messages: 'Hello' }));
      assert.ok(error instanceof Anthropic.BadRequestError);
      told(error, 'invalid_request_error');
    }],
    ['a guard\'s refusal, before anything of a stream', async () => {
      for (const more of [{}, { stream: true }]) {
        const error = await rejection(ask('npm-chat-claude', ATTACK, more));
        assert.ok(error instanceof Anthropic.BadRequestError);
        told(error, 'guardrail_violation');
        assert.equal(error.error.error.code, 'prompt_injection');
      }
    }],
    ['429 of a limit: RateLimitError with retry-after and what is left', async () => {
      await narrow('npm-narrow-anthropic', key);
      const error = await rejection(ask('npm-narrow-anthropic', 'Hello'));
      assert.ok(error instanceof Anthropic.RateLimitError);
      told(error, 'rate_limit_error');
      assert.ok(Number(error.headers.get('retry-after')) >= 1);
      assert.equal(error.headers.get('anthropic-ratelimit-requests-limit'), '1');
      assert.equal(error.headers.get('anthropic-ratelimit-requests-remaining'), '0');
      assert.ok(new Date(error.headers.get('anthropic-ratelimit-requests-reset')) > new Date());
    }],
    ['429 of a provider, with its retry-after', async () => {
      const error = await rejection(ask('npm-busy-claude', 'Hello'));
      assert.ok(error instanceof Anthropic.RateLimitError);
      assert.ok(Number(error.headers.get('retry-after')) >= 1);
    }],
    ['429 of a budget, which it does not repeat', async () => {
      await spent('npm-spent-anthropic', key);
      await eventually('the budget is in force', 5_000, async () => {
        const began = performance.now();
        const call = client({ maxRetries: 3 }).messages.create({
          model: 'npm-spent-anthropic', max_tokens: 5, messages: user('Hi'),
        });
        const error = await call.then(() => null, e => e);
        if (error === null) {
          return false;
        }
        assert.ok(error instanceof Anthropic.RateLimitError, String(error));
        assert.equal(error.headers.get('x-should-retry'), 'false');
        assert.ok(performance.now() - began < 2_000, 'it was repeated');
        return true;
      });
    }],
    ['409 where a person decides: ConflictError, and the answer once it is approved', async () => {
      await asking('npm-asking-claude', 'npm-anthropic');
      const patient = client({ maxRetries: 2 });
      for (const stream of [false, true]) {
        const body = {
          model: 'npm-asking-claude', max_tokens: 300, messages: user(BOTH_CITIES), tools: [weather],
        };
        const call = options => stream
          ? patient.messages.stream(body, options).finalMessage()
          : patient.messages.create(body, options);
        const error = await waiting(call);
        assert.ok(error instanceof Anthropic.ConflictError, String(error));
        told(error, 'approval_required');
        const { approval } = error.error.error;
        assert.equal(approval.id, error.headers.get('x-plumbline-approval'));
        const goOn = { headers: { 'x-plumbline-approval': approval.id } };
        assert.equal((await rejection(call(goOn))).error.error.approval.state, 'PENDING');
        await approve(approval);
        parallel(await call(goOn));
      }
    }],
    ['a provider\'s 500: InternalServerError', async () => {
      const error = await rejection(ask('npm-broken-claude', 'Hello'));
      assert.ok(error instanceof Anthropic.InternalServerError);
      told(error, 'api_error');
    }],
    ['a stream that the provider cuts: an error, not an end', async () => {
      for (const model of ['npm-cut-claude', 'npm-cut']) {
        const error = await rejection((async () => {
          for await (const event of await ask(model, 'What is an IBAN?', { stream: true })) {
            assert.notEqual(event.type, 'message_stop');
          }
        })());
        assert.ok(error instanceof Anthropic.APIError, String(error));
      }
    }],
    ['a request that is too long for the model', async () => {
      for (const model of ['npm-short-claude', 'npm-short']) {
        const error = await rejection(ask(model, 'Hello'));
        assert.ok(error instanceof Anthropic.BadRequestError, model);
        assert.match(error.message, /9001 tokens/);
      }
    }],
  ];
}

const text = message => message.content.filter(block => block.type === 'text').map(block => block.text).join('');

function parallel(message) {
  assert.equal(message.stop_reason, 'tool_use');
  const calls = message.content.filter(block => block.type === 'tool_use');
  assert.deepEqual(calls.map(call => call.name), ['get_weather', 'get_weather']);
  assert.notEqual(calls[0].id, calls[1].id);
  assert.deepEqual(calls.map(call => call.input.city).sort(), ['London', 'Paris']);
}

function told(error, type) {
  assert.equal(error.error.type, 'error');
  assert.equal(error.error.error.type, type);
  assert.ok(error.requestID, 'the id of the request');
}
