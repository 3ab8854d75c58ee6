package io.plumbline.kit.pattern;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Estimates the number of steps that a regular expression compiles to, before it is compiled. Repetitions count
/// by their maximum and multiply when nested. Not thread-safe.
public final class ExpressionSize {

    /// The limit for expressions from outside, far beyond any practical need.
    public static final long LARGEST = 2_000;

    private static final long MOST = Integer.MAX_VALUE;
    private static final String NAMED = "pPx";

    /// Matches a leading `{m}`, `{m,}` or `{m,n}`.
    private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?}");

    private final String expression;
    private final Deque<Group> groups = new ArrayDeque<>();
    private Group group = new Group();
    private int at;

    private ExpressionSize(String expression) {
        this.expression = expression;
    }

    /// A parenthesised group being read.
    private static final class Group {
        private long size;
        private long last;

        private void add(long part) {
            last = part;
            size = Math.min(MOST, size + part);
        }

        private void repeat(long times) {
            long more = Math.min(MOST, last * (times - 1));
            last = Math.min(MOST, last + more);
            size = Math.min(MOST, size + more);
        }
    }

    public static long of(String expression) {
        return new ExpressionSize(expression).size();
    }

    private long size() {
        Matcher count = COUNT.matcher(expression);
        while (at < expression.length()) {
            char c = expression.charAt(at);
            if (c == '{' && count.region(at, expression.length()).lookingAt()) {
                String most = count.group(2) == null || count.group(2).isEmpty() ? count.group(1) : count.group(2);
                group.repeat(Math.max(1, Long.parseLong(most)));
                at = count.end();
            } else {
                take(c);
            }
        }
        while (!groups.isEmpty()) {
            close();
        }
        return group.size;
    }

    private void take(char c) {
        at++;
        switch (c) {
            case '(' -> {
                groups.push(group);
                group = new Group();
            }
            case ')' -> {
                if (!groups.isEmpty()) {
                    close();
                }
            }
            case '\\' -> {
                skipEscape();
                group.add(1);
            }
            case '[' -> {
                skipClass();
                group.add(1);
            }
            default -> group.add(1);
        }
    }

    private void close() {
        long size = group.size;
        group = groups.pop();
        group.add(size);
    }

    /// Skips the part after a backslash: a character, or a name in braces as in `\p{Greek}`.
    private void skipEscape() {
        boolean named = at + 1 < expression.length()
                && NAMED.indexOf(expression.charAt(at)) >= 0
                && expression.charAt(at + 1) == '{';
        int end = named ? expression.indexOf('}', at) : at;
        at = end < 0 ? expression.length() : end + 1;
    }

    private void skipClass() {
        int start = at;
        while (at < expression.length()) {
            char c = expression.charAt(at++);
            boolean first = at - 1 == start || (at - 2 == start && expression.charAt(start) == '^');
            if (c == '\\') {
                at++;
            } else if (c == ']' && !first) {
                return;
            }
        }
    }
}
