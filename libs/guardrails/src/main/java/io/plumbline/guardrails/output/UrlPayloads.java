package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// Addresses that run script, read files or access the inside of a network (SSRF, CWE-918).
final class UrlPayloads {

    private static final int SCRIPT = 1;
    private static final int DATA = 2;
    private static final int FILE = 3;
    private static final int INTERNAL = 4;
    private static final int WEB = 5;
    private static final int WRAPPER = 6;
    private static final WordTable SCHEMES = WordTable.EMPTY
            .with(SCRIPT, "javascript vbscript livescript")
            .with(DATA, "data")
            .with(FILE, "file netdoc")
            .with(INTERNAL, "gopher dict ldap ldaps rmi tftp")
            .with(WEB, "http https ftp ws wss")
            .with(WRAPPER, "phar php expect jar");

    private UrlPayloads() {}

    static void at(Snippet snippet, int at) {
        char next = snippet.at(at + 1);
        if (next <= ' ' && next != '\t' && next != '\n' && next != '\r') {
            return;
        }
        int start = schemeStart(snippet, at);
        switch (SCHEMES.get(snippet.text(), start, at)) {
            case SCRIPT -> script(snippet, start, at + 1);
            case DATA -> data(snippet, start, at + 1);
            case FILE -> file(snippet, start, at + 1);
            case INTERNAL -> internal(snippet, start, at + 1, 0.75);
            case WRAPPER -> internal(snippet, start, at + 1, 0.7);
            case WEB -> web(snippet, start, at + 1);
            default -> {
                // no scheme, or one that does no harm
            }
        }
    }

    /// Letters only: an escape before the scheme ends in digits or letters that belong to it.
    private static int schemeStart(Snippet snippet, int end) {
        int i = end;
        while (i > 0 && end - i < 12 && isLetter(snippet.at(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    private static void script(Snippet snippet, int start, int body) {
        int end = snippet.tokenEnd(snippet.skipSpaces(body));
        if (snippet.has(body, "void(0)") || snippet.has(body, "void 0") || snippet.has(body, ";")) {
            snippet.found(Threat.CROSS_SITE_SCRIPTING, start, end, 0.3, "a script address that does nothing");
            return;
        }
        boolean code = false;
        for (int i = body; i < end && !code; i++) {
            char c = snippet.at(i);
            code = c == '(' || c == '=' || c == '`' || c == '%' || c == ';';
        }
        if (code) {
            snippet.found(
                    Threat.CROSS_SITE_SCRIPTING, tagOr(snippet, start), end, 0.9, "an address that runs a script");
        }
    }

    /// The start of the tag around a payload, if there is one.
    private static int tagOr(Snippet snippet, int start) {
        int tag = MarkupPayloads.tagStart(snippet, start);
        return tag >= 0 ? tag : start;
    }

    private static void data(Snippet snippet, int start, int body) {
        if (snippet.has(body, "text/html")
                || snippet.has(body, "image/svg+xml")
                || snippet.has(body, "application/xhtml")
                || snippet.has(body, "text/javascript")
                || snippet.has(body, "application/javascript")
                || snippet.has(body, "text/xml")) {
            double score = snippet.has(body, "image/svg+xml") ? 0.6 : 0.85;
            snippet.found(
                    Threat.CROSS_SITE_SCRIPTING,
                    tagOr(snippet, start),
                    snippet.tokenEnd(body),
                    score,
                    "a document in an address");
        }
    }

    private static void file(Snippet snippet, int start, int body) {
        if (snippet.at(body) != '/') {
            return;
        }
        int end = snippet.tokenEnd(body);
        boolean system = snippet.hasBetween(body, end, "/etc/")
                || snippet.hasBetween(body, end, "/proc/")
                || snippet.hasBetween(body, end, "windows")
                || snippet.hasBetween(body, end, "/root")
                || snippet.hasBetween(body, end, ".ssh");
        snippet.found(Threat.SERVER_SIDE_REQUEST, start, end, system ? 0.9 : 0.65, "an address of a local file");
    }

    private static void internal(Snippet snippet, int start, int body, double score) {
        boolean address = snippet.has(body, "//") || snippet.has(body, "http") || snippet.has(body, "file");
        if (address) {
            int end = snippet.tokenEnd(body);
            snippet.found(Threat.SERVER_SIDE_REQUEST, start, end, score, "an address of another protocol");
        }
    }

    private static int addressEnd(Snippet snippet, int from) {
        int i = from;
        while (i < snippet.length() && i - from < OpaqueFreight.LONGEST && !endsAddress(snippet.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean endsAddress(char c) {
        return c <= ' ' || c == '<' || c == '>' || c == '"' || c == '`';
    }

    private static void web(Snippet snippet, int start, int body) {
        if (!snippet.has(body, "//")) {
            return;
        }
        int stop = addressEnd(snippet, body + 2);
        double freight = UrlFreight.ofBare(snippet, body + 2, stop);
        if (freight > 0) {
            snippet.found(Threat.DATA_EXFILTRATION, start, stop, freight, "an address that carries data");
        }
        double score = Host.score(snippet, body + 2);
        if (score > 0) {
            int end = snippet.tokenEnd(body);
            snippet.found(Threat.SERVER_SIDE_REQUEST, start, end, score, "an address inside the network");
        }
    }

    /// The target of an address by its host: cloud metadata, the inside of a network, or a number in a disguised
    /// notation.
    private static final class Host {

        private static final int MAX_HOST = 120;
        private static final String[] METADATA = {
            "metadata.google.internal",
            "metadata.goog",
            "metadata.azure",
            "instance-data",
            "100.100.100.200",
            "192.0.0.192",
            "[fd00:ec2::254]",
            "169.254."
        };
        private static final String[] REBINDING = {
            "nip.io",
            "xip.io",
            "sslip.io",
            "localtest.me",
            "lvh.me",
            "vcap.me",
            "rbndr.us",
            "burpcollaborator.net",
            "oastify.com",
            "interact.sh",
            "oast.fun",
            "oast.me",
            "requestbin.net",
            "webhook.site"
        };

        private Host() {}

        /// The risk for a server that fetches from the host that begins here; 0 for public hosts.
        static double score(Snippet snippet, int from) {
            int end = from;
            int host = from;
            while (end - from < MAX_HOST && !isEnd(snippet.at(end))) {
                if (snippet.at(end) == '@') {
                    host = end + 1;
                }
                end++;
            }
            boolean user = host > from;
            for (String each : METADATA) {
                if (snippet.has(host, each)) {
                    return 0.9;
                }
            }
            if (isDisguised(snippet, host, end)) {
                return 0.85;
            }
            for (String each : REBINDING) {
                if (snippet.hasBetween(host, end, each)) {
                    return 0.7;
                }
            }
            if (snippet.has(host, "[::ffff:") || snippet.has(host, "[::]") || snippet.has(host, "0.0.0.0")) {
                return 0.6;
            }
            return isInside(snippet, host) ? user ? 0.8 : 0.35 : 0;
        }

        private static boolean isEnd(char c) {
            return c <= ' ' || "/?#\"'<>)`\\,;".indexOf(c) >= 0 || c == '|';
        }

        private static boolean isInside(Snippet snippet, int host) {
            return snippet.has(host, "localhost")
                    || snippet.has(host, "127.")
                    || snippet.has(host, "[::1]")
                    || snippet.has(host, "10.")
                    || snippet.has(host, "192.168.");
        }

        /// An IPv4 address as one decimal or hexadecimal number, or with octal or hexadecimal parts.
        private static boolean isDisguised(Snippet snippet, int host, int end) {
            int digits = 0;
            int dots = 0;
            boolean odd = false;
            int i = host;
            while (i < end && snippet.at(i) != ':') {
                char c = snippet.at(i);
                boolean partStart = i == host || snippet.at(i - 1) == '.';
                if (partStart && c == '0' && (snippet.at(i + 1) | 0x20) == 'x') {
                    odd = true;
                    i += 2;
                    continue;
                }
                if (partStart && c == '0' && Snippet.isDigit(snippet.at(i + 1))) {
                    odd = true;
                }
                if (c == '.') {
                    dots++;
                } else if (Snippet.isDigit(c) || (odd && Character.digit(c, 16) >= 0)) {
                    digits++;
                } else {
                    return false;
                }
                i++;
            }
            return (odd && digits > 0 && dots <= 3) || (dots == 0 && digits >= 8 && digits <= 12);
        }
    }
}
