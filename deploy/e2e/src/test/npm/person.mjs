// A person who signs in to governance's pages and decides there, as no key may.
const GOVERNANCE = process.env.PLUMBLINE_GOVERNANCE_URL;
const jar = new Map();
let signedIn;

async function send(path, form) {
  const response = await fetch(GOVERNANCE + path, {
    method: form === undefined ? 'GET' : 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
    body: form === undefined ? undefined : new URLSearchParams(form),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
    jar.set(name, value);
  }
  return response;
}

/** The token against forged forms that a page has. */
async function token(path) {
  const response = await send(path);
  const html = await response.text();
  const found = /name="_csrf"[^>]*value="([^"]+)"/.exec(html) ?? /value="([^"]+)"[^>]*name="_csrf"/.exec(html);
  if (found === null) {
    throw new Error(`${path} answered ${response.status} without a form`);
  }
  return found[1];
}

async function signIn() {
  const answer = await send('/login', {
    username: process.env.PLUMBLINE_ADMIN_USER,
    password: process.env.PLUMBLINE_ADMIN_PASSWORD,
    _csrf: await token('/login'),
  });
  const to = answer.headers.get('location') ?? '';
  if (answer.status !== 302 || to.includes('failed')) {
    throw new Error(`signing in was answered with ${answer.status}, ${to}`);
  }
}

/** Approves what an error `approval_required` names by its page. */
export async function approve({ page }) {
  signedIn ??= signIn();
  await signedIn;
  const id = new URL(page).hash.slice('#a-'.length);
  const answer = await send(`/approvals/${id}/decision`, {
    decision: 'APPROVE',
    comment: 'Known customer.',
    _csrf: await token('/approvals?state=PENDING'),
  });
  if (answer.status !== 302) {
    throw new Error(`the decision was answered with ${answer.status}: ${await answer.text()}`);
  }
}
