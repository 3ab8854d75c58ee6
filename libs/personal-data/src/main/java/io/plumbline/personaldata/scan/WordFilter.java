package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.automaton.Automaton;
import io.plumbline.personaldata.scan.FormEntry.Draft;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules out forms by a check of a word: most by its first three characters; forms with common beginnings, such
/// as eight letters, by the word's length and the sign after it. A word that passes may still match nothing; a
/// rejected word certainly matches nothing. Immutable.
final class WordFilter {

    /// A form that this many of all triples of letters may begin is ruled out by lengths.
    private static final int COMMON = 400;

    private static final int ASCII = 128;
    private static final int LONGEST = 64;
    private static final int DEPTH = 3;
    private static final int BITS = 5;
    private static final int CLASSES = 1 << BITS;
    private static final int DIGIT = 27;
    private static final String SIGNS = " -.";
    private static final int OTHER_SIGN = 31;

    /// The longest run of digits whose length is distinguished.
    private static final int MOST_DIGITS = 24;

    /// The class of each ASCII character; 0 for others, which are not classified.
    private static final byte[] CLASS_OF = new byte[ASCII];

    /// The symbols of each class.
    private static final char[][] MEMBERS = new char[CLASSES][];

    static {
        Arrays.fill(MEMBERS, new char[0]);
        for (char c = 'a'; c <= 'z'; c++) {
            put(1 + c - 'a', String.valueOf(c));
        }
        put(DIGIT, "0123456789");
        for (int i = 0; i < SIGNS.length(); i++) {
            put(DIGIT + 1 + i, SIGNS.substring(i, i + 1));
        }
        StringBuilder others = new StringBuilder();
        for (char c = 0; c < ASCII; c++) {
            if (CLASS_OF[c] == 0) {
                others.append(c);
            }
        }
        put(OTHER_SIGN, others.toString());
    }

    private final boolean[] beginnings = new boolean[1 << (DEPTH * BITS)];
    private final boolean @Nullable [] lengths;

    /// The ASCII characters that may follow each number of digits at the beginning of a word.
    private final boolean[] behindDigits = new boolean[MOST_DIGITS * ASCII];

    /// @param drafts the forms to filter
    WordFilter(List<Draft> drafts) {
        boolean[] common = null;
        for (Draft draft : drafts) {
            findBehindDigits(draft, behindDigits);
            Beginnings of = new Beginnings(draft.automaton());
            of.find(new int[] {Automaton.START}, 0, 0, true);
            if (of.count <= COMMON || !draft.entry().form().endsWord()) {
                add(of.keys, beginnings);
            } else {
                common = common == null ? new boolean[LONGEST * ASCII] : common;
                findLengths(draft.automaton(), common);
            }
        }
        this.lengths = common;
    }

    private WordFilter(boolean @Nullable [] lengths) {
        this.lengths = lengths;
    }

    /// A filter that passes whatever one of these passes.
    static WordFilter anyOf(List<WordFilter> filters) {
        boolean[] common = null;
        for (WordFilter filter : filters) {
            if (filter.lengths != null) {
                common = common == null ? new boolean[LONGEST * ASCII] : common;
                add(filter.lengths, common);
            }
        }
        WordFilter any = new WordFilter(common);
        filters.forEach(filter -> add(filter.beginnings, any.beginnings));
        filters.forEach(filter -> add(filter.behindDigits, any.behindDigits));
        return any;
    }

    private static void add(boolean[] some, boolean[] to) {
        for (int i = 0; i < some.length; i++) {
            to[i] |= some[i];
        }
    }

    private static void put(int of, String symbols) {
        MEMBERS[of] = symbols.toCharArray();
        for (char c : MEMBERS[of]) {
            CLASS_OF[c] = (byte) of;
            CLASS_OF[Character.toUpperCase(c)] = (byte) of;
        }
    }

    /// Whether the word may begin one of the forms.
    ///
    /// @param wordEnd where its ASCII letters and digits end
    /// @param digitsEnd where its leading ASCII digits end
    /// @param digit   whether one of them is a digit
    boolean mayBegin(CharSequence text, int at, int wordEnd, int digitsEnd, boolean digit) {
        int length = text.length();
        if (digitsEnd > at && !mayFollow(text, at, digitsEnd)) {
            return false;
        }
        if (wordEnd >= length || at + DEPTH > length) {
            return true;
        }
        int key = key(text, at);
        if (key < 0 || beginnings[key]) {
            return true;
        }
        boolean[] common = lengths;
        if (common == null) {
            return false;
        }
        char behind = text.charAt(wordEnd);
        return digit || behind >= ASCII || wordEnd - at >= LONGEST || common[(wordEnd - at) * ASCII + behind];
    }

    private boolean mayFollow(CharSequence text, int at, int digitsEnd) {
        if (digitsEnd == text.length() || digitsEnd - at >= MOST_DIGITS) {
            return true;
        }
        char behind = text.charAt(digitsEnd);
        return behind >= ASCII || behindDigits[(digitsEnd - at) * ASCII + behind];
    }

    /// Where the run of ASCII digits here ends; the position itself if there is none.
    static int digitsEnd(CharSequence text, int at) {
        int limit = Math.min(text.length(), at + MOST_DIGITS);
        int end = at;
        while (end < limit && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int key(CharSequence text, int at) {
        int key = 0;
        for (int i = at; i < at + DEPTH; i++) {
            char c = text.charAt(i);
            int of = c < ASCII ? CLASS_OF[c] : 0;
            if (of == 0) {
                return -1;
            }
            key = (key << BITS) | of;
        }
        return key;
    }

    /// The lengths and following signs with which a word may match; any sign may follow a complete match.
    private static void findLengths(Automaton automaton, boolean[] into) {
        int[] states = {Automaton.START};
        for (int length = 1; length < LONGEST && states.length > 0; length++) {
            int[] next = {};
            for (char c = 'a'; c <= 'z'; c++) {
                next = union(next, move(automaton, states, new char[] {c}));
            }
            states = next;
            boolean complete = isComplete(automaton, states);
            for (char sign = 0; sign < ASCII; sign++) {
                into[length * ASCII + sign] |=
                        complete || move(automaton, states, new char[] {Symbols.of(sign)}).length > 0;
            }
        }
    }

    /// The characters that may follow the digits at the beginning of a match: any, if the digits are a match.
    private static void findBehindDigits(Draft draft, boolean[] into) {
        Automaton automaton = draft.automaton();
        int[] states = {Automaton.START};
        boolean within = false;
        for (int count = 1; count < MOST_DIGITS && (within || states.length > 0); count++) {
            states = move(automaton, states, MEMBERS[DIGIT]);
            boolean complete = isComplete(automaton, states);
            for (char behind = 0; behind < ASCII; behind++) {
                into[count * ASCII + behind] |=
                        within || complete || move(automaton, states, new char[] {Symbols.of(behind)}).length > 0;
            }
            within |= complete && !draft.entry().form().endsWord();
        }
    }

    private static int[] move(Automaton automaton, int[] states, char[] symbols) {
        int[] to = new int[states.length * symbols.length];
        int count = 0;
        for (int state : states) {
            for (char symbol : symbols) {
                int next = automaton.next(state, symbol);
                if (next != Automaton.DEAD) {
                    to[count++] = next;
                }
            }
        }
        return distinct(Arrays.copyOf(to, count));
    }

    private static int[] union(int[] some, int[] others) {
        int[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return distinct(all);
    }

    private static int[] distinct(int[] states) {
        return states.length < 2 ? states : Arrays.stream(states).distinct().toArray();
    }

    private static boolean isComplete(Automaton automaton, int[] states) {
        for (int state : states) {
            if (automaton.accepted(state).length > 0) {
                return true;
            }
        }
        return false;
    }

    /// The triples of characters that may begin a form, by their keys.
    private static final class Beginnings {
        private final Automaton automaton;
        private final boolean[] keys = new boolean[1 << (DEPTH * BITS)];
        private int count;

        private Beginnings(Automaton automaton) {
            this.automaton = automaton;
        }

        private void find(int[] states, int depth, int key, boolean counted) {
            for (int of = 1; of < CLASSES; of++) {
                int[] next = move(automaton, states, MEMBERS[of]);
                if (next.length > 0) {
                    int longer = (key << BITS) | of;
                    boolean counts = counted && of != OTHER_SIGN; // words are told apart by letters
                    if (depth + 1 == DEPTH || isComplete(automaton, next)) {
                        mark(longer, DEPTH - depth - 1, counts);
                    } else {
                        find(next, depth + 1, longer, counts);
                    }
                }
            }
        }

        /// Marks all continuations from here.
        private void mark(int key, int more, boolean counted) {
            int from = key << (more * BITS);
            int to = (key + 1) << (more * BITS);
            Arrays.fill(keys, from, to, true);
            count += counted ? to - from : 0;
        }
    }
}
