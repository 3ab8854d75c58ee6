package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;

/// SQL in the form of an attack (CWE-89): it breaks out of a string, is always true, ends in a comment, waits, or
/// destroys. Statements that query or change ordinary data do not count.
final class SqlPayloads {

    private static final int VERB = 1;
    private static final int LOGIC = 2;
    private static final int UNION = 3;
    private static final int SHUTDOWN = 4;
    private static final WordTable OPENERS = WordTable.EMPTY
            .with(VERB, "insert select delete drop update alter exec execute create truncate declare waitfor merge")
            .with(LOGIC, "or and having xor like")
            .with(UNION, "union")
            .with(SHUTDOWN, "shutdown");
    private static final WordTable CONDITIONS = WordTable.of("or and where when if having case xor on");
    private static final WordTable DELAYS = WordTable.of("sleep pg_sleep benchmark load_file extractvalue updatexml "
            + "dbms_pipe utl_http xp_cmdshell xp_dirtree randomblob waitfor");
    private static final WordTable SQL =
            WordTable.of("select insert update delete union where from or and if exec declare");

    private SqlPayloads() {}

    /// A quote that does not open a string but breaks out of one.
    static void atQuote(Snippet snippet, int at, char quote) {
        if (isApostrophe(snippet, at)) {
            return;
        }
        int i = snippet.skipSpaces(at + 1);
        while (snippet.at(i) == ')') {
            i = snippet.skipSpaces(i + 1);
        }
        char c = snippet.at(i);
        if (c == '-' || c == '#' || c == ';' || c == '/') {
            afterQuote(snippet, at, quote, i, c);
            return;
        }
        if (!Snippet.isWordPart(c)) {
            return;
        }
        switch (snippet.wordAt(i, OPENERS)) {
            case UNION -> {
                int next = snippet.skipSpaces(snippet.wordEnd(i));
                if (snippet.hasWord(next, "select") || snippet.hasWord(next, "all")) {
                    found(snippet, at, 0.9, "a query joined to another");
                }
            }
            case LOGIC -> {
                if (isOddQuote(snippet, at, quote) && alwaysDecided(snippet, i)) {
                    found(snippet, at, 0.85, "a condition after the end of a string");
                }
            }
            case VERB -> {
                if (isOddQuote(snippet, at, quote) && endsInComment(snippet, i)) {
                    found(snippet, at, 0.8, "a statement after the end of a string");
                }
            }
            default -> {
                // words
            }
        }
    }

    private static void afterQuote(Snippet snippet, int at, char quote, int i, char c) {
        boolean comment = (c == '-' && snippet.at(i + 1) == '-') || (c == '/' && snippet.at(i + 1) == '*') || c == '#';
        if (comment) {
            int after = snippet.skipSpaces(i + (c == '#' ? 1 : 2));
            boolean ends = after >= snippet.length() || snippet.at(after) == '\n';
            if (ends && isOddQuote(snippet, at, quote) && Snippet.isWordPart(snippet.at(at - 1))) {
                found(snippet, at, 0.6, "a comment after the end of a string");
            }
            return;
        }
        if (c == ';') {
            int next = snippet.skipSpaces(i + 1);
            int kind = snippet.wordAt(next, OPENERS);
            boolean statement = kind == SHUTDOWN || (kind == VERB && isStatement(snippet, next));
            if (statement && isOddQuote(snippet, at, quote)) {
                found(snippet, at, 0.85, "a statement after the end of a string");
            }
        }
    }

    private static boolean isStatement(Snippet snippet, int verb) {
        char next = snippet.at(snippet.wordEnd(verb));
        return Snippet.isSpace(next) || next == '(' || next == '/' || next == '+';
    }

    /// Whether this quote closes no other on its line.
    private static boolean isOddQuote(Snippet snippet, int at, char quote) {
        boolean odd = true;
        for (int i = snippet.lineStart(at); i < at; i++) {
            if (snippet.at(i) == quote && !isApostrophe(snippet, i)) {
                odd = !odd;
            }
        }
        return odd;
    }

    private static boolean isApostrophe(Snippet snippet, int at) {
        return snippet.at(at) == '\''
                && Snippet.isWordPart(snippet.at(at - 1))
                && Snippet.isWordPart(snippet.at(at + 1));
    }

    /// A comparison of an operand with itself, a query, or a function in place of a word of prose.
    private static boolean alwaysDecided(Snippet snippet, int logic) {
        int i = snippet.skipSpaces(snippet.wordEnd(logic));
        while (snippet.at(i) == '(' || snippet.at(i) == '\'' || snippet.at(i) == '"') {
            i++;
        }
        int end = snippet.wordEnd(i);
        int next = snippet.skipSpaces(end);
        char c = snippet.at(next);
        boolean quoted = c == '\'' || c == '"';
        if (quoted) {
            c = snippet.at(snippet.skipSpaces(next + 1));
        }
        boolean compared = end > i && (c == '=' || c == '<' || c == '>' || c == '!');
        boolean called = c == '(' && snippet.at(end) == '(';
        return compared
                || called
                || snippet.hasWord(i, "select")
                || snippet.hasWord(next, "like")
                || snippet.hasWord(next, "is")
                || snippet.hasWord(next, "between");
    }

    private static boolean endsInComment(Snippet snippet, int from) {
        int end = snippet.lineEnd(from);
        int i = snippet.backOverSpaces(end);
        while (i > from && (snippet.at(i - 1) == '\'' || snippet.at(i - 1) == '"' || snippet.at(i - 1) == ';')) {
            i--;
        }
        return snippet.has(i - 2, "--") || snippet.has(i - 2, "/*") || snippet.at(i - 1) == '#';
    }

    /// A semicolon: it ends, or is followed by, a destructive statement.
    static void atSemicolon(Snippet snippet, int at) {
        int next = snippet.skipSpaces(at + 1);
        int kind = snippet.wordAt(next, OPENERS);
        if (kind == VERB && isDestructive(snippet, next)) {
            char before = snippet.at(snippet.backOverSpaces(at) - 1);
            boolean injected = Snippet.isDigit(before) || before == '\'' || before == '"' || before == ')';
            boolean comment = endsInComment(snippet, next);
            snippet.found(
                    Threat.SQL_INJECTION,
                    injected ? snippet.lineStart(at) : at,
                    snippet.lineEnd(next),
                    comment ? 0.85 : injected ? 0.7 : 0.6,
                    "a second statement that destroys");
        }
        int start = snippet.skipSpaces(snippet.lineStart(at));
        if (snippet.wordAt(start, OPENERS) == VERB && isDestructive(snippet, start)) {
            snippet.found(Threat.SQL_INJECTION, start, at + 1, 0.65, "a statement that destroys");
        }
    }

    private static boolean isDestructive(Snippet snippet, int verb) {
        int object = snippet.skipSpaces(snippet.wordEnd(verb));
        if (snippet.hasWord(verb, "drop") || snippet.hasWord(verb, "truncate")) {
            return snippet.hasWord(object, "table")
                    || snippet.hasWord(object, "database")
                    || snippet.hasWord(object, "schema")
                    || snippet.hasWord(object, "user");
        }
        if (snippet.hasWord(verb, "delete") && snippet.hasWord(object, "from")) {
            int stop = statementEnd(snippet, object);
            return !snippet.hasBetween(object, stop, "where");
        }
        return false;
    }

    private static int statementEnd(Snippet snippet, int from) {
        int end = Math.min(snippet.length(), from + Snippet.REACH);
        int stop = snippet.text().indexOf(';', from, end);
        return stop < 0 ? end : stop;
    }

    /// `1=1`, `'a'='a'` after a keyword of a condition.
    static void atEquals(Snippet snippet, int at) {
        int left = snippet.backOverSpaces(at);
        int right = snippet.skipSpaces(at + 1);
        char quote = snippet.at(left - 1);
        boolean quoted = quote == '\'' || quote == '"';
        if (quoted) {
            left--;
            right += snippet.at(right) == quote ? 1 : 0;
        }
        char last = snippet.at(left - 1);
        if (!Snippet.isDigit(last) && !(quoted && Snippet.isWordPart(last))) {
            return;
        }
        int start = snippet.wordStart(left);
        int length = left - start;
        if (length > 20
                || !snippet.text().regionMatches(start, snippet.text(), right, length)
                || Snippet.isWordPart(snippet.at(right + length))) {
            return;
        }
        int before = snippet.backOverSpaces(start);
        while (before > 0 && "('\"".indexOf(snippet.at(before - 1)) >= 0) {
            before = snippet.backOverSpaces(before - 1);
        }
        int word = snippet.wordStart(before);
        if (CONDITIONS.get(snippet.text(), word, before) != WordTable.NONE) {
            boolean or = before - word == 2;
            snippet.found(
                    Threat.SQL_INJECTION, word, right + length, or ? 0.7 : 0.6, "a condition that is always true");
        }
    }

    /// Functions that wait, read files or run commands; statements concatenated from pieces.
    static void atCall(Snippet snippet, int at) {
        int start = snippet.wordStart(at);
        if (start == at) {
            return;
        }
        if (DELAYS.get(snippet.text(), start, at) != WordTable.NONE && snippet.at(start - 1) != '.') {
            boolean sql = snippet.hasAnyWord(start - 60, start, SQL);
            if (sql || snippet.at(start + 1) == 'p') {
                snippet.found(
                        Threat.SQL_INJECTION, start, snippet.lineEnd(at), sql ? 0.75 : 0.5, "a function of an attack");
            }
        } else if (snippet.hasWord(start, "exec") || snippet.hasWord(start, "execute")) {
            int quote = snippet.skipSpaces(at + 1);
            int close = snippet.text().indexOf('\'', quote + 1, Math.min(snippet.length(), quote + 60));
            int plus = close < 0 ? -1 : snippet.skipSpaces(close + 1);
            boolean pieces = snippet.at(quote) == '\'' && plus > 0 && snippet.at(plus) == '+';
            if (pieces || snippet.hasBetween(at, at + 40, "xp_cmdshell")) {
                snippet.found(
                        Threat.SQL_INJECTION, start, snippet.lineEnd(at), 0.75, "a statement put together from pieces");
            }
        }
    }

    private static void found(Snippet snippet, int at, double score, String why) {
        int start = snippet.wordStart(at);
        snippet.found(Threat.SQL_INJECTION, start, snippet.lineEnd(at), score, why);
    }
}
