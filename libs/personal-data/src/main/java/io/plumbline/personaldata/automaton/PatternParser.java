package io.plumbline.personaldata.automaton;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Parses patterns: the subset of regular expressions that an automaton can match. Literals, `.`, `[...]` with
/// ranges and `^`, `\d \w \s` and their opposites, `\` before anything else, groups `(...)` and `(?:...)`, `|`,
/// and the quantifiers `? * + {n} {n,} {n,m}`. References, look-around and lazy quantifiers are not supported.
/// Letters are read as lower case, because matching ignores case.
final class PatternParser {

    private static final int MOST_REPEATS = 256;
    private static final int DEEPEST = 32;
    private static final int ALL = Character.MAX_VALUE + 1;

    private final String pattern;
    private int at;
    private int depth;

    private PatternParser(String pattern) {
        this.pattern = pattern;
    }

    /// @throws PatternException when the pattern is invalid
    static Node parse(String pattern) {
        PatternParser parser = new PatternParser(pattern);
        Node node = parser.choice();
        if (parser.at < pattern.length()) {
            throw parser.wrong("an unmatched )");
        }
        return node;
    }

    private Node choice() {
        if (++depth > DEEPEST) {
            throw wrong("groups nested too deeply");
        }
        List<Node> options = new ArrayList<>();
        options.add(sequence());
        while (take('|')) {
            options.add(sequence());
        }
        depth--;
        return options.size() == 1 ? options.getFirst() : new Node.Choice(options);
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
            parts.add(quantified(atom()));
        }
        return new Node.Sequence(parts);
    }

    private Node quantified(Node atom) {
        Node node;
        if (take('?')) {
            node = new Node.Repeated(atom, 0, 1);
        } else if (take('*')) {
            node = new Node.Repeated(atom, 0, -1);
        } else if (take('+')) {
            node = new Node.Repeated(atom, 1, -1);
        } else if (take('{')) {
            node = counted(atom);
        } else {
            return atom;
        }
        if (at < pattern.length() && "?*+{".indexOf(pattern.charAt(at)) >= 0) {
            throw wrong("a quantifier after a quantifier");
        }
        return node;
    }

    private Node counted(Node node) {
        int least = number();
        int most = least;
        if (take(',')) {
            most = at < pattern.length() && pattern.charAt(at) == '}' ? -1 : number();
        }
        if (!take('}') || (most >= 0 && most < least)) {
            throw wrong("an invalid quantifier");
        }
        return new Node.Repeated(node, least, most);
    }

    private int number() {
        int value = 0;
        int from = at;
        while (at < pattern.length() && Character.digit(pattern.charAt(at), 10) >= 0 && value <= MOST_REPEATS) {
            value = 10 * value + Character.digit(pattern.charAt(at), 10);
            at++;
        }
        if (at == from || value > MOST_REPEATS) {
            throw wrong("a quantifier without a number up to " + MOST_REPEATS);
        }
        return value;
    }

    private Node atom() {
        char c = pattern.charAt(at++);
        return switch (c) {
            case '(' -> group();
            case '[' -> new Node.One(set());
            case '.' -> new Node.One(allBut(of('\n')));
            case '\\' -> new Node.One(escaped());
            case '?', '*', '+', '{', '^', '$' -> throw wrong("a %s that is not allowed here".formatted(c));
            default -> new Node.One(of(c));
        };
    }

    private Node group() {
        if (take('?') && !take(':')) {
            throw wrong("a group with look-around or flags");
        }
        Node inner = choice();
        if (!take(')')) {
            throw wrong("an unmatched (");
        }
        return inner;
    }

    private BitSet set() {
        boolean negated = take('^');
        BitSet set = new BitSet();
        boolean first = true;
        while (first || !take(']')) {
            first = false;
            if (at >= pattern.length()) {
                throw wrong("an unmatched [");
            }
            char c = pattern.charAt(at++);
            if (c == '\\') {
                set.or(escaped());
            } else if (at + 1 < pattern.length() && pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
                range(set, c, pattern.charAt(at + 1));
                at += 2;
            } else {
                set.or(of(c));
            }
        }
        return negated ? allBut(set) : set;
    }

    private void range(BitSet set, char from, char to) {
        if (to < from) {
            throw wrong("a range from a later to an earlier character");
        }
        for (int c = from; c <= to; c++) {
            set.set(Character.toLowerCase((char) c));
        }
    }

    private BitSet escaped() {
        if (at >= pattern.length()) {
            throw wrong("a \\ at the end");
        }
        char c = pattern.charAt(at++);
        return switch (c) {
            case 'd' -> digits();
            case 'D' -> allBut(digits());
            case 'w' -> word();
            case 'W' -> allBut(word());
            case 's' -> spaces();
            case 'S' -> allBut(spaces());
            case 't' -> of('\t');
            case 'n' -> of('\n');
            case 'r' -> of('\r');
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    throw wrong("a \\%s that is not supported".formatted(c));
                }
                yield of(c);
            }
        };
    }

    private static BitSet digits() {
        BitSet set = new BitSet();
        set.set('0', '9' + 1);
        return set;
    }

    private static BitSet word() {
        BitSet set = digits();
        set.set('a', 'z' + 1);
        set.set('_');
        return set;
    }

    private static BitSet spaces() {
        BitSet set = of(' ');
        set.set('\t', '\r' + 1);
        return set;
    }

    private static BitSet of(char c) {
        BitSet set = new BitSet();
        set.set(Character.toLowerCase(c));
        return set;
    }

    private static BitSet allBut(BitSet set) {
        BitSet others = (BitSet) set.clone();
        others.flip(0, ALL);
        return others;
    }

    private boolean take(char c) {
        boolean taken = at < pattern.length() && pattern.charAt(at) == c;
        at += taken ? 1 : 0;
        return taken;
    }

    private PatternException wrong(String what) {
        return new PatternException("The pattern %s has %s, at %d.".formatted(pattern, what, at));
    }
}
