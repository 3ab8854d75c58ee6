package io.plumbline.guardrails.output;

/// Expressions for template engines that compute or access the program (CWE-1336). A mere variable does not
/// count.
final class TemplatePayloads {

    private static final String[] REACHING = {
        "__class__", "__globals__", "__init__", "__import__", "config", "self.", "request.", "cycler", "lipsum",
        "joiner", "getclass", "runtime", "processbuilder", "freemarker", "constructor", "popen", "system(", "exec(",
        "jndi:", "t(java", "#context", "#request", "url_for", "get_flashed"
    };

    private TemplatePayloads() {}

    /// `${…}`, including look-ups in log messages.
    static void atDollar(Snippet snippet, int at) {
        if (snippet.at(at + 1) == '{') {
            expression(snippet, at, at + 2, "}");
        }
    }

    /// `{{…}}`, `{%…%}`, `#{…}`, `@{[…`.
    static void atBrace(Snippet snippet, int at, char c) {
        char next = snippet.at(at + 1);
        if (c == '@') {
            if (next == '{' && snippet.at(at + 2) == '[') {
                snippet.found(
                        Threat.TEMPLATE_INJECTION, at, snippet.lineEnd(at), 0.7, "a list that is computed in a string");
            }
            return;
        }
        if (next == '{') {
            expression(snippet, at, at + 2, "}}");
        } else if (next == '%') {
            expression(snippet, at, at + 2, "%}");
        } else if (snippet.at(at - 1) == '#' || snippet.at(at - 1) == '*') {
            expression(snippet, at - 1, at + 1, "}");
        }
    }

    private static void expression(Snippet snippet, int start, int from, String close) {
        int limit = Math.min(snippet.length(), from + Snippet.REACH);
        int end = snippet.text().indexOf(close, from, limit);
        int stop = end < 0 ? Math.min(limit, snippet.lineEnd(from)) : end;
        if (snippet.has(from, "jndi:")
                || snippet.has(from, "lower:")
                || snippet.has(from, "::-")
                || snippet.has(from, "env:")) {
            snippet.found(Threat.TEMPLATE_INJECTION, start, stop + 1, 0.9, "a look-up in a message");
            return;
        }
        if (end < 0) {
            return;
        }
        if (isArithmetic(snippet, from, end)) {
            snippet.found(Threat.TEMPLATE_INJECTION, start, end + close.length(), 0.65, "a probe of a template engine");
            return;
        }
        if (!snippet.hasBetween(from, end, "(") && !snippet.hasBetween(from, end, "__") && close.length() == 1) {
            return;
        }
        for (String each : REACHING) {
            if (snippet.hasBetween(from, end, each)) {
                boolean surely = snippet.hasBetween(from, end, "__") || snippet.hasBetween(from, end, "(");
                snippet.found(
                        Threat.TEMPLATE_INJECTION,
                        start,
                        end + close.length(),
                        surely ? 0.85 : 0.45,
                        "an expression that reaches into the program");
                return;
            }
        }
    }

    /// Whether there are only numbers with an operator between them: `7*7`, `7*'7'`.
    private static boolean isArithmetic(Snippet snippet, int from, int to) {
        int digits = 0;
        int signs = 0;
        for (int i = from; i < to; i++) {
            char c = snippet.at(i);
            if (Snippet.isDigit(c)) {
                digits++;
            } else if (c == '*' || c == '+' || c == '-') {
                signs++;
            } else if (c != ' ' && c != '\'' && c != '"') {
                return false;
            }
        }
        return digits > 1 && signs > 0;
    }
}
