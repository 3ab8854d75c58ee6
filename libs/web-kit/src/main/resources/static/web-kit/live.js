// Keeps what has `data-live` as it is on the server: its address answers the element anew, every two seconds, until
// the answer has no such attribute. If it then has `data-renew`, the content of the page is taken anew from that address,
// and its outcome told to those who cannot see it. Without scripts the page says how it stood when it was loaded.
const PAUSE = 2000;
const told = document.body.appendChild(document.createElement('div'));
told.className = 'unseen';
told.setAttribute('role', 'status');

async function page(address) {
    const answer = await fetch(address, { headers: { Accept: 'text/html' } });
    return answer.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
}

async function newer(element) {
    const answer = await page(element.dataset.live);
    return answer && answer.body.firstElementChild;
}

async function renew(address) {
    const next = await page(address);
    const content = document.getElementById('content');
    const found = next && next.getElementById('content');
    if (found) {
        const had = content.contains(document.activeElement);
        content.replaceChildren(...found.childNodes);
        if (had) {
            content.focus({ preventScroll: true });
        }
        told.textContent = [...content.querySelectorAll('h1, .answer strong')].map((each) => each.innerText).join(': ');
    }
}

async function follow(element) {
    while (element && element.dataset.live) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        if (!document.hidden) {
            const next = await newer(element).catch(() => element);
            if (next && next !== element) {
                element.replaceWith(next);
            }
            element = next;
        }
    }
    if (element && element.dataset.renew) {
        await renew(element.dataset.renew).catch(() => null);
    }
}

document.querySelectorAll('[data-live]').forEach(follow);
