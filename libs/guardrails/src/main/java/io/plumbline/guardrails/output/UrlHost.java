package io.plumbline.guardrails.output;

/// The target of an address by its host: cloud metadata, the inside of a network, or a number in a disguised
/// notation.
final class UrlHost {

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

    private UrlHost() {}

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
