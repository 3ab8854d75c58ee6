// A person who opens the page of an approval, signs in where that leads, and decides there, as no key may.
const jars = new Map();
const HOPS = 12;

/** Opens an address or sends a form, and follows where that leads. */
async function open(address, form) {
  let url = new URL(address);
  for (let hop = 0; hop < HOPS; hop++) {
    const jar = jars.get(url.origin) ?? new Map();
    jars.set(url.origin, jar);
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { accept: 'text/html', cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      body: form === undefined ? undefined : new URLSearchParams(form),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie);
      jar.set(name, value);
    }
    const html = await response.text();
    const to = response.headers.get('location');
    if (to === null) {
      return { url, status: response.status, html };
    }
    url = new URL(to, url);
    form = undefined;
  }
  throw new Error(`${address} leads nowhere`);
}

/** The token against forged forms that a page has. */
function token({ url, status, html }) {
  const found = /name="_csrf"[^>]*value="([^"]+)"/.exec(html) ?? /value="([^"]+)"[^>]*name="_csrf"/.exec(html);
  if (found === null) {
    throw new Error(`${url} answered ${status} without a form`);
  }
  return found[1];
}

/** Approves what an error `approval_required` names by its page. */
export async function approve({ page }) {
  let shown = await open(page);
  if (shown.html.includes('name="password"')) {
    shown = await open(shown.url, {
      username: process.env.PLUMBLINE_ADMIN_USER,
      password: process.env.PLUMBLINE_ADMIN_PASSWORD,
      _csrf: token(shown),
    });
  }
  const decision = /action="([^"]*\/approvals\/[^"]*\/decision)"/.exec(shown.html);
  if (decision === null) {
    throw new Error(`${shown.url} answered ${shown.status} without a decision to make`);
  }
  const answer = await open(new URL(decision[1], shown.url), {
    decision: 'APPROVE',
    comment: 'Known customer.',
    _csrf: token(shown),
  });
  if (answer.status !== 200) {
    throw new Error(`the decision was answered with ${answer.status}: ${answer.html}`);
  }
}
