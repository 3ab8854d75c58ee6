package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// Addresses in HTML and CSS that are fetched as soon as the answer is rendered, and carry data to a foreign
/// server: `<img src=…>`, `<video poster=…>`, `url(…)`.
final class FetchedPayloads {

    private static final int FETCHED = 1;
    private static final int LINKED = 2;
    private static final WordTable ATTRIBUTES = WordTable.EMPTY
            .with(FETCHED, "src srcset imagesrcset poster background data lowsrc dynsrc ping icon")
            .with(LINKED, "href");

    /// Elements whose `href` is fetched.
    private static final WordTable FETCHING = WordTable.of("image use link feimage");

    private static final WordTable FUNCTIONS = WordTable.of("url image src");

    private FetchedPayloads() {}

    /// At the sign after an attribute's name.
    static void atEquals(Snippet snippet, int at) {
        int end = snippet.backOverSpaces(at);
        int start = snippet.wordStart(end);
        int kind = ATTRIBUTES.get(snippet.text(), start, end);
        int tag = kind == WordTable.NONE ? -1 : MarkupPayloads.tagStart(snippet, start);
        if (tag < 0 || (kind == LINKED && snippet.wordAt(tag + 1, FETCHING) == WordTable.NONE)) {
            return;
        }
        int value = snippet.skipSpaces(at + 1);
        char quote = snippet.at(value);
        boolean quoted = quote == '"' || quote == '\'';
        int url = quoted ? snippet.skipSpaces(value + 1) : value;
        look(snippet, tag, url, quoted ? quote : ' ', "an element whose address carries data");
    }

    /// At the bracket after a function's name.
    static void atCall(Snippet snippet, int at) {
        int start = snippet.wordStart(at);
        if (FUNCTIONS.get(snippet.text(), start, at) == WordTable.NONE) {
            return;
        }
        int value = snippet.skipSpaces(at + 1);
        char quote = snippet.at(value);
        boolean quoted = quote == '"' || quote == '\'';
        int tag = MarkupPayloads.tagStart(snippet, start);
        look(
                snippet,
                tag < 0 ? start : tag,
                quoted ? value + 1 : value,
                quoted ? quote : ')',
                "a style whose address carries data");
    }

    private static void look(Snippet snippet, int start, int url, char close, String why) {
        int host = UrlFreight.host(snippet, url);
        if (host < 0) {
            return;
        }
        int end = host;
        while (end < snippet.length() && end - host < 2 * Snippet.REACH && !ends(snippet.at(end), close)) {
            end++;
        }
        double score = UrlFreight.ofFetched(snippet, host, end);
        if (score > 0) {
            int tagEnd = snippet.text().indexOf('>', end, Math.min(snippet.length(), end + Snippet.REACH));
            boolean inTag = snippet.at(start) == '<' && tagEnd >= 0;
            snippet.found(Threat.DATA_EXFILTRATION, start, inTag ? tagEnd + 1 : end, score, why);
        }
    }

    private static boolean ends(char c, char close) {
        return c == close || c == '>' || c == '\n' || (close == ' ' && c <= ' ');
    }
}
