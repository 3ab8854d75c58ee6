// Cases and their report: a line of JSON for each, {"client", "case", "ok", "error"?, "tookMs"}.
import assert from 'node:assert/strict';

const LONGEST_MS = 60_000;

/** Runs the cases of a client one after the other. A case is `[name, async () => …]`. */
export async function run(client, cases) {
  for (const [name, test] of cases) {
    const began = performance.now();
    let error;
    try {
      await within(test(), LONGEST_MS);
    } catch (e) {
      error = describe(e);
    }
    const tookMs = Math.round(performance.now() - began);
    console.log(JSON.stringify({ client, case: name, ok: error === undefined, error, tookMs }));
  }
}

function within(promise, ms) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${ms} ms`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function describe(e) {
  const status = e?.status ?? e?.statusCode;
  return [e?.stack ?? String(e), status === undefined ? '' : `status ${status}`].join('\n').trim();
}

/** What a promise is rejected with; fails when it is not. */
export async function rejection(promise) {
  let value;
  try {
    value = await promise;
  } catch (e) {
    return e;
  }
  throw new Error(`should have been refused, but gave ${JSON.stringify(value)?.slice(0, 300)}`);
}

/** Waits until something holds. */
export async function eventually(what, ms, holds) {
  const end = performance.now() + ms;
  for (;;) {
    if (await holds()) {
      return;
    }
    if (performance.now() > end) {
      throw new Error(`not within ${ms} ms: ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

export { assert };
