package io.plumbline.guardrails.output;

/// Paths that leave their directory (CWE-22), and the files that such attacks target.
final class PathPayloads {

    private static final String[] WANTED = {
        "etc/passwd",
        "etc/shadow",
        "win.ini",
        "boot.ini",
        "proc/self",
        ".ssh/id_rsa",
        "windows\\system32",
        "etc\\passwd"
    };

    private PathPayloads() {}

    static void atDot(Snippet snippet, int at) {
        if (snippet.at(at + 1) != '.' || !isSlash(snippet.at(at + 2)) || snippet.at(at - 1) == '.') {
            return;
        }
        if (isSlash(snippet.at(at - 1)) && snippet.at(at - 2) == '.') {
            return; // further up the same path
        }
        int steps = 0;
        int i = at;
        while (snippet.at(i) == '.' && snippet.at(i + 1) == '.' && isSlash(snippet.at(i + 2)) && steps < 64) {
            steps++;
            i += 3;
            while (isSlash(snippet.at(i)) || (snippet.at(i) == '.' && isSlash(snippet.at(i + 1)))) {
                i++;
            }
        }
        double score = isWanted(snippet, i) ? 0.9 : steps >= 4 ? 0.6 : steps == 3 ? 0.45 : 0;
        if (score > 0) {
            snippet.found(Threat.PATH_TRAVERSAL, at, snippet.tokenEnd(i), score, "a path that climbs");
        }
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static boolean isWanted(Snippet snippet, int at) {
        for (String each : WANTED) {
            if (snippet.has(at, each)) {
                return true;
            }
        }
        return false;
    }

    static void atSlash(Snippet snippet, int at) {
        if (!snippet.has(at, "/etc/passwd") && !snippet.has(at, "/etc/shadow")) {
            return;
        }
        int end = snippet.tokenEnd(at);
        int before = snippet.backOverSpaces(at);
        int word = snippet.wordStart(before);
        boolean read = snippet.hasWord(word, "cat")
                || snippet.hasWord(word, "less")
                || snippet.hasWord(word, "tail")
                || snippet.hasWord(word, "head")
                || snippet.hasWord(word, "type");
        if (read || snippet.at(at - 1) == '=' || at == 0) {
            snippet.found(Threat.PATH_TRAVERSAL, read ? word : at, end, 0.6, "a file of accounts that is read");
        }
    }
}
