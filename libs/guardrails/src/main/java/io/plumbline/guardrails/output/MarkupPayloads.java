package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// HTML and SVG that runs script or loads foreign content: elements, event handlers, documents in attributes.
final class MarkupPayloads {

    private static final int MAX_SCRIPT = 4096;
    private static final int SCRIPT = 1;
    private static final int FOREIGN = 2;
    private static final int META = 3;
    private static final int DRAWING = 4;
    private static final WordTable ELEMENTS = WordTable.EMPTY
            .with(SCRIPT, "script")
            .with(FOREIGN, "iframe frame frameset object embed applet portal")
            .with(META, "meta base link")
            .with(DRAWING, "svg math animate set foreignobject");

    /// Handlers of HTML and SVG as the living standard lists them, and older ones that browsers still run.
    private static final WordTable EVENTS =
            WordTable.of("onabort onactivate onafterprint onafterscriptexecute onanimationcancel onanimationend "
                    + "onanimationiteration onanimationstart onauxclick onbeforecopy onbeforecut onbeforeinput "
                    + "onbeforematch onbeforepaste onbeforeprint onbeforescriptexecute onbeforetoggle "
                    + "onbeforeunload onbegin onblur onbounce oncancel oncanplay oncanplaythrough onchange "
                    + "onclick onclose oncontextmenu oncopy oncuechange oncut ondblclick ondrag ondragend "
                    + "ondragenter ondragexit ondragleave ondragover ondragstart ondrop ondurationchange onend "
                    + "onended onerror onfinish onfocus onfocusin onfocusout onformdata onfullscreenchange "
                    + "ongotpointercapture onhashchange oninput oninvalid onkeydown onkeypress onkeyup onload "
                    + "onloadeddata onloadedmetadata onloadend onloadstart onlostpointercapture onmessage "
                    + "onmousedown onmouseenter onmouseleave onmousemove onmouseout onmouseover onmouseup "
                    + "onmousewheel ononline onoffline onpagehide onpageshow onpaste onpause onplay onplaying "
                    + "onpointercancel onpointerdown onpointerenter onpointerleave onpointermove onpointerout "
                    + "onpointerover onpointerup onpopstate onprogress onpropertychange onratechange "
                    + "onreadystatechange onrepeat onreset onresize onrowdelete onrowsenter onscroll onscrollend "
                    + "onsearch onsecuritypolicyviolation onseeked onseeking onselect onselectionchange "
                    + "onselectstart onshow onslotchange onstalled onstart onstorage onsubmit onsuspend "
                    + "ontimeupdate ontoggle ontouchcancel ontouchend ontouchmove ontouchstart ontransitioncancel "
                    + "ontransitionend ontransitionrun ontransitionstart onunhandledrejection onunload "
                    + "onvolumechange onwaiting onwebkitanimationend onwheel");

    private MarkupPayloads() {}

    static void atTag(Snippet snippet, int at) {
        int name = at + 1;
        while (name - at < 4 && (snippet.at(name) <= ' ' || snippet.at(name) == '/') && name < snippet.length()) {
            name++;
        }
        boolean closing = snippet.at(at + 1) == '/';
        int end = snippet.wordEnd(name);
        int kind = closing ? WordTable.NONE : ELEMENTS.get(snippet.text(), name, end);
        switch (kind) {
            case SCRIPT -> script(snippet, at, end);
            case FOREIGN -> element(snippet, at, end, snippet.at(end) == '>' && isMention(snippet, end) ? 0.3 : 0.8);
            case META -> meta(snippet, at, end);
            case DRAWING -> element(snippet, at, end, hasHandler(snippet, end) ? 0.85 : 0.3);
            default -> {
                // an element that does nothing by itself
            }
        }
    }

    private static void script(Snippet snippet, int at, int end) {
        int tagEnd = tagEnd(snippet, end);
        int close = closeOf(snippet, end);
        boolean empty = close >= 0 && close - tagEnd <= 1;
        boolean foreign = snippet.hasBetween(end, tagEnd, "src");
        if (close < 0 && !foreign && isMention(snippet, end)) {
            snippet.found(Threat.CROSS_SITE_SCRIPTING, at, tagEnd, 0.4, "a script element is named");
        } else {
            int to = close < 0 ? tagEnd : tagEnd(snippet, close);
            snippet.found(Threat.CROSS_SITE_SCRIPTING, at, to, empty && !foreign ? 0.6 : 0.95, "a script element");
        }
    }

    /// Where the element is closed, if within reach.
    private static int closeOf(Snippet snippet, int from) {
        int end = Math.min(snippet.length(), from + MAX_SCRIPT);
        int i = snippet.text().indexOf('<', from, end);
        int seen = 0;
        while (i >= 0 && seen++ < 8) {
            if (snippet.at(i + 1) == '/' && snippet.has(i + 2, "script")) {
                return i;
            }
            i = snippet.text().indexOf('<', i + 1, end);
        }
        return -1;
    }

    /// Whether the text only mentions the bare tag: `the <script> tag`.
    private static boolean isMention(Snippet snippet, int end) {
        if (snippet.at(end) != '>') {
            return false;
        }
        char next = snippet.at(end + 1);
        int word = snippet.skipSpaces(end + 1);
        return next == '`'
                || next == ','
                || next == '.'
                || next == ')'
                || (next == ' '
                        && (snippet.has(word, "tag")
                                || snippet.has(word, "element")
                                || snippet.has(word, "and")
                                || snippet.has(word, "or")
                                || snippet.has(word, "block")));
    }

    private static void meta(Snippet snippet, int at, int end) {
        int tagEnd = tagEnd(snippet, end);
        boolean moves = snippet.hasBetween(end, tagEnd, "refresh") && snippet.hasBetween(end, tagEnd, "url");
        boolean rebases = snippet.has(at + 1, "base") && snippet.hasBetween(end, tagEnd, "href");
        boolean imports = snippet.hasBetween(end, tagEnd, "rel=import") || snippet.hasBetween(end, tagEnd, "\"import");
        if (moves || rebases || imports) {
            snippet.found(Threat.CROSS_SITE_SCRIPTING, at, tagEnd, 0.75, "an element that leads elsewhere");
        }
    }

    private static void element(Snippet snippet, int at, int end, double score) {
        snippet.found(Threat.CROSS_SITE_SCRIPTING, at, tagEnd(snippet, end), score, "an element of another document");
    }

    private static boolean hasHandler(Snippet snippet, int from) {
        int end = tagEnd(snippet, from);
        for (int i = from; i < end; i++) {
            if (snippet.at(i) == '=' && isHandler(snippet, i)) {
                return true;
            }
        }
        return false;
    }

    private static int tagEnd(Snippet snippet, int from) {
        int end = Math.min(snippet.length(), from + Snippet.REACH);
        int close = snippet.text().indexOf('>', from, end);
        return close < 0 ? end : close + 1;
    }

    private static boolean isHandler(Snippet snippet, int equals) {
        int end = snippet.backOverSpaces(equals);
        int start = snippet.wordStart(end);
        return end - start > 4 && EVENTS.get(snippet.text(), start, end) != WordTable.NONE;
    }

    /// Reads an attribute with a value: an event handler, or a document.
    static void atEquals(Snippet snippet, int at) {
        int end = snippet.backOverSpaces(at);
        if (at - end > 4 || !Snippet.isWordPart(snippet.at(end - 1))) {
            return;
        }
        int start = snippet.wordStart(end);
        boolean handler = end - start > 4 && EVENTS.get(snippet.text(), start, end) != WordTable.NONE;
        boolean document = snippet.has(start, "srcdoc") && end - start == 6;
        if (!handler && !document) {
            return;
        }
        char before = snippet.at(start - 1);
        int value = snippet.skipSpaces(at + 1);
        char first = snippet.at(value);
        if (before == '.' || first == '{' || first == '=' || (!isAttributeStart(before) && start > 0)) {
            return; // a property in code, or a component's
        }
        int tag = tagStart(snippet, start);
        boolean breaksOut = before == '"' || before == '\'';
        double score = tag >= 0 || breaksOut ? 0.9 : first == '"' || first == '\'' ? 0.6 : 0.45;
        int stop = tag >= 0 ? tagEnd(snippet, at) : snippet.tokenEnd(value);
        snippet.found(
                Threat.CROSS_SITE_SCRIPTING,
                tag >= 0 ? tag : start,
                stop,
                isCode(snippet, value, stop) ? score : 0.45,
                document ? "a document in an attribute" : "an event handler in an attribute");
    }

    private static boolean isAttributeStart(char c) {
        return c <= ' ' || c == '"' || c == '\'' || c == '/' || c == '`' || c >= 128 || Snippet.isDigit(c);
    }

    private static boolean isCode(Snippet snippet, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = snippet.at(i);
            if (c == '(' || c == '=' || c == '`' || c == ':' || c == '&' || c == '<') {
                return true;
            }
        }
        return false;
    }

    /// Where the tag around this position opens; -1 if there is none.
    static int tagStart(Snippet snippet, int at) {
        for (int i = at - 1; i >= Math.max(0, at - Snippet.REACH); i--) {
            char c = snippet.at(i);
            if (c == '<') {
                return i;
            }
            if (c == '>') {
                return -1;
            }
        }
        return -1;
    }
}
