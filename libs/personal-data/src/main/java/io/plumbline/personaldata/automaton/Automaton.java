package io.plumbline.personaldata.automaton;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Matches any number of patterns at once with one table look-up per character: a deterministic automaton over
/// classes of characters, built completely when it is constructed. Immutable and thread-safe; matching allocates
/// nothing. Patterns are in the language of [PatternParser]; all begin where the matching begins.
public final class Automaton {

    /// No pattern can match any more.
    public static final int DEAD = 0;

    /// No character has been read.
    public static final int START = 1;

    private final SymbolClasses alphabet;
    private final int width;
    private final int[] next;
    private final int[][] accepted;

    private Automaton(SymbolClasses alphabet, List<int[]> next, List<int[]> accepted) {
        this.alphabet = alphabet;
        this.width = alphabet.size();
        this.next = new int[next.size() * width];
        for (int state = 0; state < next.size(); state++) {
            System.arraycopy(next.get(state), 0, this.next, state * width, width);
        }
        this.accepted = accepted.toArray(int[][]::new);
    }

    /// @param mostStates the maximum number of states
    /// @throws PatternException  when a pattern is invalid
    /// @throws TooLargeException when the patterns together need more states
    public static Automaton of(List<String> patterns, int mostStates) {
        Nfa nfa = new Nfa(patterns.stream().map(PatternParser::parse).toList());
        SymbolClasses alphabet = new SymbolClasses(nfa.sets());
        Map<BitSet, Integer> numbers = new HashMap<>();
        List<BitSet> states = new ArrayList<>();
        List<int[]> next = new ArrayList<>();
        List<int[]> accepted = new ArrayList<>();
        number(new BitSet(), numbers, states);
        number(nfa.beginning(), numbers, states);
        for (int state = 0; state < states.size(); state++) {
            if (states.size() > mostStates) {
                throw new TooLargeException(mostStates);
            }
            BitSet from = states.get(state);
            int[] row = new int[alphabet.size()];
            for (int each = 0; each < row.length; each++) {
                row[each] = number(nfa.move(from, alphabet.sample(each)), numbers, states);
            }
            next.add(row);
            accepted.add(nfa.accepted(from));
        }
        return new Automaton(alphabet, next, accepted);
    }

    /// Creates an automaton of one pattern.
    public static Automaton of(String pattern, int mostStates) {
        return of(List.of(pattern), mostStates);
    }

    private static int number(BitSet set, Map<BitSet, Integer> numbers, List<BitSet> states) {
        Integer known = numbers.putIfAbsent(set, states.size());
        if (known != null) {
            return known;
        }
        states.add(set);
        return states.size() - 1;
    }

    /// The state after a symbol, which is a character in lower case.
    public int next(int state, char symbol) {
        return next[state * width + alphabet.classOf(symbol)];
    }

    /// The class of a symbol, for [#follow].
    public int classOf(char symbol) {
        return alphabet.classOf(symbol);
    }

    /// The state after a symbol of a class.
    public int follow(int state, int of) {
        return next[state * width + of];
    }

    /// Whether a pattern matches what has been read.
    public boolean accepts(int state) {
        return accepted[state].length > 0;
    }

    /// The patterns that match what has been read, in ascending order. Do not modify.
    @SuppressWarnings("AvoidObjectArrays")
    public int[] accepted(int state) {
        return accepted[state];
    }

    /// The number of states.
    public int size() {
        return accepted.length;
    }

    /// The maximum number of symbols that may be read before a digit; the limit if no digit is required.
    public int latestDigit(int limit) {
        BitSet ahead = new BitSet();
        ahead.set(START);
        for (int read = 0; read < limit; read++) {
            BitSet further = new BitSet();
            boolean complete = false;
            for (int state = ahead.nextSetBit(0); state >= 0; state = ahead.nextSetBit(state + 1)) {
                complete |= accepted[state].length > 0;
                for (int each = 0; each < width; each++) {
                    if (!isDigit(alphabet.sample(each))) {
                        further.set(next[state * width + each]);
                    }
                }
            }
            further.clear(DEAD);
            if (complete) {
                return limit;
            }
            if (further.isEmpty()) {
                return read;
            }
            ahead = further;
        }
        return limit;
    }

    private static boolean isDigit(char symbol) {
        return symbol >= '0' && symbol <= '9';
    }

    /// Whether a match may begin with this symbol.
    public boolean beginsWith(char symbol) {
        return next(START, symbol) != DEAD;
    }

    /// Whether no text matches.
    public boolean acceptsNothing() {
        for (int[] each : accepted) {
            if (each.length > 0) {
                return false;
            }
        }
        return true;
    }

    /// Thrown for patterns that one automaton of the given size cannot match.
    public static final class TooLargeException extends PatternException {

        private static final long serialVersionUID = 1L;

        private TooLargeException(int mostStates) {
            super("The patterns need more than %d states. Shorten them or use fewer.".formatted(mostStates));
        }
    }
}
