// Keys and drafts of the annotators' page. Without this script, the form works with the pointer and without drafts.
(() => {
    const form = document.getElementById('label');
    const undo = document.getElementById('undo');
    const guidelines = document.getElementById('guidelines');
    const skip = document.getElementById('skip');
    const rows = form ? [...form.querySelectorAll('[data-row]')] : [];
    const radios = (row) => [...row.querySelectorAll('input[type="radio"]')];

    const current = () => {
        const focused = rows.findIndex((row) => row.contains(document.activeElement));
        if (focused >= 0) return focused;
        const open = rows.findIndex((row) => !radios(row).some((radio) => radio.checked));
        return open < 0 ? Math.max(0, rows.length - 1) : open;
    };
    const focus = (index) => {
        const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
        if (!row) return;
        (radios(row).find((radio) => radio.checked) ?? radios(row)[0]).focus();
        row.scrollIntoView({block: 'nearest'});
    };

    let timer = 0;
    const keep = async () => {
        const saved = document.getElementById('saved');
        try {
            const response = await fetch(form.getAttribute('data-draft'), {method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'error'});
            saved.textContent = response.ok ? 'Draft saved.' : 'The draft is not saved. Reload the page.';
        } catch {
            saved.textContent = 'The draft is not saved: no connection.';
        }
    };
    const changed = () => {
        clearTimeout(timer);
        timer = setTimeout(keep, 400);
    };
    if (form) {
        form.addEventListener('change', changed);
        form.addEventListener('submit', () => clearTimeout(timer));
    }

    const choose = (digit) => {
        const index = current();
        const radio = rows[index] && radios(rows[index]).find((one) => one.value === digit);
        if (!radio) return false;
        radio.checked = true;
        radio.focus();
        changed();
        if (index + 1 < rows.length) focus(index + 1);
        return true;
    };

    const actions = {
        j: () => focus(current() + 1),
        k: () => focus(current() - 1),
        ArrowDown: () => focus(current() + 1),
        ArrowUp: () => focus(current() - 1),
        Enter: () => form.requestSubmit(),
        s: () => {
            skip.open = true;
            skip.querySelector('select').focus();
        },
        u: () => undo?.requestSubmit(),
        g: () => {
            if (guidelines) guidelines.open = !guidelines.open;
        },
    };

    document.addEventListener('keydown', (event) => {
        const target = event.target;
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (target.matches('textarea, select, button, summary, a, input:not([type="radio"])')) return;
        if (/^[0-9]$/.test(event.key)) {
            if (choose(event.key)) event.preventDefault();
            return;
        }
        const action = actions[event.key];
        if (!action || (!form && event.key !== 'u' && event.key !== 'g')) return;
        event.preventDefault();
        action();
    });
})();
