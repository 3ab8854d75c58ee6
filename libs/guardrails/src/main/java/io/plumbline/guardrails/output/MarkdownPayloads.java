package io.plumbline.guardrails.output;

/// Markdown images and links whose address carries data to a foreign server: an image is fetched as soon as the
/// answer is rendered.
final class MarkdownPayloads {

    private MarkdownPayloads() {}

    /// At the bracket that ends the text of a link.
    static void at(Snippet snippet, int at) {
        boolean inline = snippet.at(at + 1) == '(';
        boolean reference = snippet.at(at + 1) == ':';
        if (!inline && !reference) {
            return;
        }
        int url = destination(snippet, at + 2);
        boolean pointed = snippet.at(url) == '<';
        url += pointed ? 1 : 0;
        int host = UrlFreight.host(snippet, url);
        if (host < 0) {
            return;
        }
        int end = urlEnd(snippet, url, pointed);
        int open = inline ? openOf(snippet, at) : -1;
        boolean image = (inline && open >= 0) ? snippet.at(open - 1) == '!' : snippet.hasImages();
        double score = image ? UrlFreight.ofFetched(snippet, host, end) : UrlFreight.ofLinked(snippet, host, end);
        if (score > 0) {
            int start = open < 0 ? url : snippet.at(open - 1) == '!' ? open - 1 : open;
            int close = pointed && snippet.at(end) == '>' ? end + 1 : end;
            int stop = inline && snippet.at(close) == ')' ? close + 1 : end;
            snippet.found(
                    Threat.DATA_EXFILTRATION,
                    start,
                    stop,
                    score,
                    image ? "an image whose address carries data" : "a link whose address carries data");
        }
    }

    /// Where the address begins: after spaces with at most one line end among them.
    private static int destination(Snippet snippet, int from) {
        int i = snippet.skipSpaces(from);
        i += snippet.at(i) == '\r' ? 1 : 0;
        return snippet.at(i) == '\n' ? snippet.skipSpaces(i + 1) : i;
    }

    /// @param pointed whether it stands in angle brackets, where it may contain spaces
    private static int urlEnd(Snippet snippet, int from, boolean pointed) {
        int i = from;
        int depth = 0;
        while (i < snippet.length() && i - from < 2 * Snippet.REACH) {
            char c = snippet.at(i);
            if (c == '>' || (pointed ? c == '\n' : c <= ' ' || (c == ')' && depth-- == 0))) {
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
            if (isEscaped(snippet, i)) {
                continue;
            }
            if (c == ']') {
                depth++;
            } else if (c == '[' && depth-- == 0) {
                return i;
            }
        }
        return -1;
    }

    /// Whether an odd number of backslashes stands before.
    private static boolean isEscaped(Snippet snippet, int at) {
        int i = at;
        while (at - i < Snippet.REACH && snippet.at(i - 1) == '\\') {
            i--;
        }
        return (at - i) % 2 == 1;
    }
}
