package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;
import io.plumbline.personaldata.text.DecodedText;

/// The data that an address carries to its server, in its query, its path or its host name.
final class UrlFreight {

    private static final int MUCH = 24;
    private static final int VERY_MUCH = 64;
    private static final int SHORTEST_ENCODED = 12;
    private static final int MANY_SPACES = 3;
    private static final int MANY_GAPS = 6;

    /// Names of parameters that carry conversation data.
    private static final WordTable TELLING =
            WordTable.of("data secret secrets token password passwd pwd apikey api_key key content payload exfil leak "
                    + "leaked conversation history chat prompt context summary stolen cookie cookies session creds "
                    + "credentials info private memory msg message text user email ssn dump d c b64 base64 log");

    private UrlFreight() {}

    /// Where the host begins of the web address that begins here; -1 if there is none. Slashes may be
    /// backslashes, as browsers read them.
    static int host(Snippet snippet, int url) {
        int slashes = snippet.has(url, "https:") ? url + 6 : snippet.has(url, "http:") ? url + 5 : url;
        int host = slashes;
        while (host - slashes < 4 && isSlash(snippet.at(host))) {
            host++;
        }
        return host - slashes >= (slashes == url ? 2 : 1) ? host : -1;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    /// The certainty that an automatically fetched address exfiltrates data.
    ///
    /// @param host where its host begins
    static double ofFetched(Snippet snippet, int host, int end) {
        double opaque = OpaqueFreight.score(snippet, host, end, true);
        if (opaque > 0) {
            return opaque;
        }
        Query query = new Query(snippet, host, end);
        if (query.prose) {
            return 0.9;
        }
        boolean much = query.longest >= MUCH || longestSegment(snippet, host, query.start) >= VERY_MUCH;
        if (query.blank || (query.telling && query.longest > 0) || much || path(snippet, host, query.start)) {
            return 0.85;
        }
        return query.longest > 0 ? 0.45 : 0;
    }

    /// The same for a link that the reader clicks.
    static double ofLinked(Snippet snippet, int host, int end) {
        double opaque = OpaqueFreight.score(snippet, host, end, false);
        if (opaque > 0) {
            return opaque;
        }
        Query query = new Query(snippet, host, end);
        return query.blank || (query.telling && query.longest >= MUCH) ? 0.7 : query.longest >= 2 * VERY_MUCH ? 0.5 : 0;
    }

    /// The same for an address in plain text. Its words are there to be read.
    static double ofBare(Snippet snippet, int host, int end) {
        return OpaqueFreight.score(snippet, host, end, false);
    }

    /// The names and values of an address.
    private static final class Query {
        private final int start;
        private boolean telling;
        private boolean blank;
        private boolean prose;
        private int longest;

        private Query(Snippet snippet, int host, int end) {
            int mark = snippet.text().indexOf('?', host, end);
            start = mark < 0 ? end : mark;
            int i = start + 1;
            while (i < end) {
                int equals = snippet.text().indexOf('=', i, end);
                if (equals < 0) {
                    value(snippet, i, end);
                    break;
                }
                int next = snippet.text().indexOf('&', equals, end);
                int stop = next < 0 ? end : next;
                telling |= TELLING.get(snippet.text(), i, equals) != WordTable.NONE;
                blank |= isTemplate(snippet.at(equals + 1));
                value(snippet, equals + 1, stop);
                i = stop + 1;
            }
        }

        private void value(Snippet snippet, int from, int to) {
            int gaps = 0;
            for (int i = from; i < to; i++) {
                char c = snippet.at(i);
                gaps += c == '+' || c == '-' || c == '_' || c == ' ' || snippet.has(i, "%20") ? 1 : 0;
            }
            longest = Math.max(longest, to - from);
            prose |= to - from >= VERY_MUCH && gaps >= MANY_GAPS;
        }
    }

    /// The sign of a value that the model is to fill in.
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

    /// Whether a part of the path or of the host name is data: an address, a sentence, a card's number, or text
    /// in base64, base32 or hexadecimal.
    private static boolean path(Snippet snippet, int host, int end) {
        int since = host;
        for (int i = host; i <= end; i++) {
            char c = i == end ? '/' : snippet.at(i);
            if (c == '/' || c == '.') {
                if (isData(snippet, since, i, since > host)) {
                    return true;
                }
                since = i + 1;
            }
        }
        return false;
    }

    private static boolean isData(Snippet snippet, int from, int to, boolean inPath) {
        int spaces = 0;
        int digits = 0;
        boolean onlyDigits = true;
        for (int i = from; i < to; i++) {
            char c = snippet.at(i);
            if (c == '{' || (inPath && (c == '@' || snippet.has(i, "%40")))) {
                return true;
            }
            spaces += c == '+' || snippet.has(i, "%20") ? 1 : 0;
            digits += Snippet.isDigit(c) ? 1 : 0;
            onlyDigits &= Snippet.isDigit(c) || c == '-';
        }
        return spaces >= MANY_SPACES
                || (onlyDigits && digits >= 15 && digits <= 16 && isLuhn(snippet, from, to))
                || (to - from >= SHORTEST_ENCODED && DecodedText.of(snippet.text(), from, to) != null);
    }

    private static boolean isLuhn(Snippet snippet, int from, int to) {
        int sum = 0;
        boolean twice = false;
        for (int i = to - 1; i >= from; i--) {
            if (Snippet.isDigit(snippet.at(i))) {
                int digit = (snippet.at(i) - '0') * (twice ? 2 : 1);
                sum += digit > 9 ? digit - 9 : digit;
                twice = !twice;
            }
        }
        return sum % 10 == 0;
    }
}
