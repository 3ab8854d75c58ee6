// Keeps what has `data-live` as it is on the server: its address answers the element anew, every two seconds, until
// the answer has no such attribute. Without scripts the page says how it stood when it was loaded.
const PAUSE = 2000;

async function newer(element) {
    const answer = await fetch(element.dataset.live, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) {
        return null;
    }
    return new DOMParser().parseFromString(await answer.text(), 'text/html').body.firstElementChild;
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
}

document.querySelectorAll('[data-live]').forEach(follow);
