// Turns each textarea with data-language="json" into an editor. Without this script the textarea stays as it is; with
// it, the textarea remains what the form submits. Loaded as a module, so once however many editors a page has.
const library = new URL('../webjars/codemirror/5.65.20/lib/', import.meta.url);

const style = (address) => new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = link.onerror = resolve;
    document.head.append(link);
});

/** Highlights names, texts, numbers and literals. */
const json = () => ({
    startState: () => ({depth: 0}),
    token(stream, state) {
        if (stream.eatSpace()) return null;
        if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return stream.match(/^\s*:/, false) ? 'property' : 'string';
        if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/)) return 'number';
        if (stream.match(/^(?:true|false|null)\b/)) return 'atom';
        const next = stream.next();
        if ('{['.includes(next)) state.depth++;
        if ('}]'.includes(next)) state.depth--;
        return '{}[],:'.includes(next) ? 'bracket' : 'error';
    },
    indent: (state, after) => 2 * Math.max(0, state.depth - (/^[}\]]/.test(after) ? 1 : 0)),
    electricInput: /^\s*[}\]]$/,
});

const TOKEN = /[\t\n\r ]*(?:([{}[\]:,])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)|$)/y;

/** Returns the first place where a text is not JSON, with its offset and what is expected there; null if it is JSON. */
const faultOf = (text) => {
    let end = 0;
    let start = 0;
    const next = () => {
        TOKEN.lastIndex = end;
        const found = TOKEN.exec(text);
        start = end + /^[\t\n\r ]*/.exec(text.slice(end, end + 10000))[0].length;
        if (!found) return {kind: 'unknown'};
        end = TOKEN.lastIndex;
        return found[1] ? {kind: found[1]} : found[2] ? {kind: 'text'} : found[3] ? {kind: 'value'} : {kind: 'end'};
    };
    const open = [];
    let wants = 'value';
    for (;;) {
        const {kind} = next();
        const inside = open.at(-1);
        if (wants === 'done') return kind === 'end' ? null : {at: start, expected: 'the end of the document'};
        if (wants === 'value' || wants === 'value or ]') {
            if (kind === '{' || kind === '[') {
                open.push(kind);
                wants = kind === '{' ? 'name or }' : 'value or ]';
                continue;
            }
            if (kind === ']' && wants === 'value or ]') open.pop();
            else if (kind !== 'text' && kind !== 'value') return {at: start, expected: wants === 'value' ? 'a value' : 'a value or ]'};
        } else if (wants === 'name' || wants === 'name or }') {
            if (kind === 'text') {
                wants = ':';
                continue;
            }
            if (kind !== '}' || wants === 'name') return {at: start, expected: wants === 'name' ? 'a name in quotes' : 'a name in quotes or }'};
            open.pop();
        } else if (wants === ':') {
            if (kind !== ':') return {at: start, expected: ':'};
            wants = 'value';
            continue;
        } else {
            const close = inside === '{' ? '}' : ']';
            if (kind === ',') {
                wants = inside === '{' ? 'name' : 'value';
                continue;
            }
            if (kind !== close) return {at: start, expected: `, or ${close}`};
            open.pop();
        }
        wants = open.length ? ', or close' : 'done';
    }
};

const edit = (textarea) => {
    const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
    label.id ||= `${textarea.id}-label`;
    const rows = textarea.rows;
    const editor = CodeMirror.fromTextArea(textarea, {
        mode: 'plumbline-json', theme: 'plumbline', inputStyle: 'contenteditable', scrollbarStyle: 'null',
        lineNumbers: true, lineWrapping: true, viewportMargin: Infinity, indentUnit: 2, tabSize: 2,
        gutters: ['CodeMirror-linenumbers', 'fault'],
        extraKeys: {Tab: (cm) => cm.somethingSelected() ? cm.indentSelection('add') : cm.replaceSelection('  ', 'end'), 'Shift-Tab': 'indentLess'},
    });
    editor.getScrollerElement().style.minHeight = `${rows * 1.45}em`;

    const hint = document.createElement('p');
    hint.className = 'hint editor-hint';
    hint.id = `${textarea.id}-keys`;
    hint.textContent = 'Tab indents. To leave the editor, press Esc, then Tab.';
    const fault = document.createElement('p');
    fault.className = 'editor-fault';
    fault.setAttribute('role', 'status');
    editor.getWrapperElement().after(fault, hint);

    const input = editor.getInputField();
    input.setAttribute('role', 'textbox');
    input.setAttribute('aria-multiline', 'true');
    input.setAttribute('aria-labelledby', label.id);
    input.setAttribute('aria-describedby', [textarea.getAttribute('aria-describedby'), hint.id].filter(Boolean).join(' '));
    if (textarea.getAttribute('aria-invalid')) {
        input.setAttribute('aria-invalid', 'true');
        editor.getWrapperElement().classList.add('invalid');
    }
    label.addEventListener('click', () => editor.focus());

    const leaving = {Tab: false, 'Shift-Tab': false};
    const stay = () => editor.removeKeyMap(leaving);
    editor.on('keydown', (cm, event) => {
        if (event.key === 'Escape') {
            stay();
            editor.addKeyMap(leaving);
        } else if (event.key !== 'Tab' && event.key !== 'Shift') {
            stay();
        }
    });
    editor.on('blur', stay);

    const mark = (line, words) => {
        const sign = document.createElement('span');
        sign.className = 'fault-sign';
        sign.title = words;
        sign.textContent = '!';
        editor.setGutterMarker(line, 'fault', sign);
        editor.addLineClass(line, 'background', 'fault-line');
    };
    const check = () => {
        editor.clearGutter('fault');
        editor.eachLine((line) => { editor.removeLineClass(line, 'background', 'fault-line'); });
        const text = editor.getValue();
        const found = text.trim() ? faultOf(text) : null;
        fault.textContent = '';
        if (found) {
            const place = editor.posFromIndex(found.at);
            fault.textContent = `Not JSON: line ${place.line + 1}, column ${place.ch + 1} must have ${found.expected}.`;
            mark(place.line, fault.textContent);
        }
        return !found;
    };
    let later;
    editor.on('change', () => {
        editor.save();
        clearTimeout(later);
        later = setTimeout(check, 400);
    });
    if (check()) {
        for (const place of document.querySelectorAll('[data-line]')) {
            const line = Number(place.dataset.line) - 1;
            if (line >= 0 && line < editor.lineCount()) mark(line, place.textContent.trim());
        }
    }
};

const found = [...document.querySelectorAll('textarea[data-language="json"]')];
if (found.length) {
    await Promise.all([import(new URL('codemirror.js', library)), style(new URL('codemirror.css', library))]);
    await style(new URL('editor.css', import.meta.url));
    CodeMirror.defineMode('plumbline-json', json);
    found.forEach(edit);
}
