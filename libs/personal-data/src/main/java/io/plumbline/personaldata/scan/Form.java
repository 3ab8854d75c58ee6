package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.automaton.Automaton;
import io.plumbline.personaldata.automaton.PatternException;

/// A written form of what a [PatternRecognizer] recognizes.
///
/// @param name       for explanations
/// @param score      the score of a match alone, 0 to 1
/// @param pattern    in the language of the package `automaton`; letters match in any case, digits those of every
///     script, a space and a hyphen their typographic variants
/// @param startsWord whether no letter or digit may precede it
/// @param endsWord   whether none may follow
/// @param capital    whether its first letter must be a capital: for forms that common words share in lower case
public record Form(String name, double score, String pattern, boolean startsWord, boolean endsWord, boolean capital) {

    private static final String BOUNDARY = "\\b";
    private static final String ANY_CASE = "(?i)";
    private static final String UNNAMED = "(?:";
    private static final int MOST_STATES = 4_000;
    private static final int ASCII = 128;

    /// @throws PatternException when the pattern is invalid
    public Form {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score lies in 0..1: " + score);
        }
        if (Automaton.of(pattern, MOST_STATES).acceptsNothing()) {
            throw new PatternException("The pattern %s matches nothing at all.".formatted(pattern));
        }
    }

    /// A form that is a whole word.
    public static Form word(String name, double score, String pattern) {
        return new Form(name, score, pattern, true, true, false);
    }

    /// A form that is a whole word and begins with a capital letter or a digit.
    public static Form capital(String name, double score, String pattern) {
        return new Form(name, score, pattern, true, true, true);
    }

    /// A form given as a regular expression: matches within words too, except with `\b` at either end, which may
    /// stand within a group around the whole.
    public static Form expression(String name, double score, String expression) {
        String pattern = inside(expression.startsWith(ANY_CASE) ? expression.substring(ANY_CASE.length()) : expression);
        boolean starts = pattern.startsWith(BOUNDARY);
        pattern = starts ? pattern.substring(BOUNDARY.length()) : pattern;
        boolean ends = pattern.endsWith(BOUNDARY) && !pattern.endsWith("\\" + BOUNDARY);
        pattern = ends ? pattern.substring(0, pattern.length() - BOUNDARY.length()) : pattern;
        return new Form(name, score, pattern, starts, ends, false);
    }

    /// The content of a group around the whole.
    private static String inside(String pattern) {
        if (!isOneGroup(pattern)) {
            return pattern;
        }
        int from = pattern.startsWith(UNNAMED) ? UNNAMED.length() : 1;
        return pattern.substring(from, pattern.length() - 1);
    }

    private static boolean isOneGroup(String pattern) {
        if (!pattern.startsWith("(") || (pattern.startsWith("(?") && !pattern.startsWith(UNNAMED))) {
            return false;
        }
        int depth = 0;
        int set = -1; // where the one began that this character stands in
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '\\') {
                at++;
            } else if (set >= 0) {
                set = c == ']' && at > set + 1 ? -1 : set;
            } else if (c == '[') {
                set = pattern.startsWith("[^", at) ? ++at : at;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return at == pattern.length() - 1;
            }
            at++;
        }
        return false;
    }

    /// A literal word or phrase, in any case.
    public static Form literal(String name, double score, String words) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            pattern.append(c < ASCII && !Character.isLetterOrDigit(c) ? "\\" : "")
                    .append(c);
        }
        return word(name, score, pattern.toString());
    }
}
