package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// Markdown images and links whose address carries data to somebody's server: an image is fetched as soon as the
/// answer is shown.
final class MarkdownPayloads {

    private static final int MUCH = 24;
    private static final int VERY_MUCH = 64;
    /// Names of parameters that carry what was said.
    private static final WordTable TELLING =
            WordTable.of("data secret secrets token password passwd pwd apikey api_key key content payload exfil leak "
                    + "leaked conversation history chat prompt context summary stolen cookie cookies session creds "
                    + "credentials info private memory msg message text user email ssn dump d c b64 base64 log");

    private MarkdownPayloads() {}

    /// At the bracket that ends the text of a link.
    static void at(Snippet snippet, int at) {
        boolean inline = snippet.at(at + 1) == '(';
        boolean reference = snippet.at(at + 1) == ':';
        if (!inline && !reference) {
            return;
        }
        int url = destination(snippet, at + 2);
        if (snippet.at(url) == '<') {
            url++;
        }
        int host = snippet.has(url, "https://")
                ? url + 8
                : snippet.has(url, "http://") ? url + 7 : snippet.has(url, "//") ? url + 2 : -1;
        if (host < 0) {
            return;
        }
        int end = urlEnd(snippet, url);
        int open = inline ? openOf(snippet, at) : -1;
        boolean image = inline ? open > 0 && snippet.at(open - 1) == '!' : snippet.hasImages();
        double score = carried(snippet, host, end, image);
        if (score > 0) {
            int start = open < 0 ? url : snippet.at(open - 1) == '!' ? open - 1 : open;
            int stop = inline && snippet.at(end) == ')' ? end + 1 : end;
            snippet.found(
                    Threat.DATA_EXFILTRATION,
                    start,
                    stop,
                    score,
                    image ? "an image whose address carries data" : "a link whose address carries data");
        }
    }

    /// Where the address begins: after spaces, and one line end among them.
    private static int destination(Snippet snippet, int from) {
        int i = snippet.skipSpaces(from);
        i += snippet.at(i) == '\r' ? 1 : 0;
        return snippet.at(i) == '\n' ? snippet.skipSpaces(i + 1) : i;
    }

    private static int urlEnd(Snippet snippet, int from) {
        int i = from;
        int depth = 0;
        while (i < snippet.length() && i - from < 2 * Snippet.REACH) {
            char c = snippet.at(i);
            if (c <= ' ' || c == '>' || (c == ')' && depth-- == 0)) {
                break;
            }
            depth += c == '(' ? 1 : 0;
            i++;
        }
        return i;
    }

    private static int openOf(Snippet snippet, int close) {
        int depth = 0;
        for (int i = close - 1; i >= Math.max(0, close - Snippet.REACH); i--) {
            char c = snippet.at(i);
            if (c == ']') {
                depth++;
            } else if (c == '[' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /// How much the address says beside where it leads.
    private static double carried(Snippet snippet, int host, int end, boolean image) {
        boolean telling = false;
        boolean blank = false;
        int longest = 0;
        int query = snippet.text().indexOf('?', host, end);
        int i = query < 0 ? end : query + 1;
        while (i < end) {
            int equals = snippet.text().indexOf('=', i, end);
            if (equals < 0) {
                longest = Math.max(longest, end - i);
                break;
            }
            int next = snippet.text().indexOf('&', equals, end);
            int stop = next < 0 ? end : next;
            telling |= TELLING.get(snippet.text(), i, equals) != WordTable.NONE;
            blank |= isTemplate(snippet.at(equals + 1));
            longest = Math.max(longest, stop - equals - 1);
            i = stop + 1;
        }
        int segment = longestSegment(snippet, host, query < 0 ? end : query);
        if (image) {
            return blank || (telling && longest > 0) || longest >= MUCH || segment >= VERY_MUCH
                    ? 0.85
                    : query > 0 && longest > 0 ? 0.45 : 0;
        }
        return blank || (telling && longest >= MUCH) ? 0.7 : longest >= 2 * VERY_MUCH ? 0.5 : 0;
    }

    /// What stands for a value that the model is to fill in.
    private static boolean isTemplate(char c) {
        return c == '{' || c == '[' || c == '<' || c == '$';
    }

    private static int longestSegment(Snippet snippet, int from, int to) {
        int longest = 0;
        int since = from;
        for (int i = from; i < to; i++) {
            char c = snippet.at(i);
            if (c == '/' || c == '.' || c == '-' || c == '_') {
                since = i + 1;
            }
            longest = Math.max(longest, i + 1 - since);
        }
        return longest;
    }
}
