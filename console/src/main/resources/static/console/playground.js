// Streams the answers of the playground's variants. Without this script, the form posts and the page shows all answers.
(() => {
    const form = document.getElementById('playground');
    if (!form) return;
    const part = (result, name) => result.querySelector(`[data-part="${name}"]`);

    const clear = (result) => {
        part(result, 'problem').hidden = true;
        part(result, 'text').textContent = '';
        part(result, 'facts').replaceChildren();
        part(result, 'call').hidden = true;
        part(result, 'save').hidden = true;
        result.setAttribute('aria-busy', 'true');
    };

    const finish = (result, answer) => {
        part(result, 'text').textContent = answer.text;
        part(result, 'answer').value = answer.text;
        part(result, 'problem').textContent = answer.problem ?? '';
        part(result, 'problem').hidden = !answer.problem;
        part(result, 'facts').replaceChildren(...answer.facts.flatMap((fact) => {
            const label = document.createElement('dt');
            label.textContent = fact.label;
            const value = document.createElement('dd');
            value.textContent = fact.value;
            return [label, value];
        }));
        if (answer.callId) {
            part(result, 'call').href = '/calls/' + encodeURIComponent(answer.callId);
            part(result, 'call').hidden = false;
        }
        part(result, 'save').hidden = Boolean(answer.problem);
    };

    const run = async (result, fields) => {
        clear(result);
        const body = new URLSearchParams(fields);
        body.set('variant', result.dataset.variant);
        try {
            const response = await fetch(form.getAttribute('data-stream'), {method: 'POST', body, redirect: 'error'});
            if (!response.ok) throw new Error(`The console answered ${response.status}. Reload the page.`);
            const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
            let rest = '';
            for (let read = await reader.read(); !read.done; read = await reader.read()) {
                const lines = (rest + read.value).split('\n');
                rest = lines.pop();
                for (const line of lines.filter(Boolean)) {
                    const event = JSON.parse(line);
                    if (event.text !== undefined) part(result, 'text').append(event.text);
                    if (event.answer) finish(result, event.answer);
                }
            }
        } catch (error) {
            part(result, 'problem').textContent = error instanceof TypeError ? 'The console does not answer. Reload the page.' : error.message;
            part(result, 'problem').hidden = false;
        } finally {
            result.removeAttribute('aria-busy');
        }
    };

    form.addEventListener('submit', async (event) => {
        const button = event.submitter;
        if (button && button.name) return;
        event.preventDefault();
        const runButton = form.querySelector('[data-run]');
        runButton.disabled = true;
        const fields = new FormData(form);
        await Promise.all([...form.querySelectorAll('.result')].map((result) => run(result, fields)));
        runButton.disabled = false;
    });
})();
