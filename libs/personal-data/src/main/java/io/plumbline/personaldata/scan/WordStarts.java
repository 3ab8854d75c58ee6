package io.plumbline.personaldata.scan;

import io.plumbline.personaldata.text.Chars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Calls recognizers at the beginnings of words: those that may find something by the first two characters of a
/// word and whose requirements on the surrounding text are met. Immutable.
final class WordStarts {

    private static final int ASCII = 128;
    private static final Callers[] NOBODY = {};

    private final Callers[][] byFirst = new Callers[ASCII][];
    private final Callers[][][] byPair = new Callers[ASCII][][];

    WordStarts(List<Recognizer> recognizers) {
        Map<List<Recognizer>, Callers[]> known = new HashMap<>();
        for (char first = 0; first < ASCII; first++) {
            List<Recognizer> all = new ArrayList<>();
            for (Recognizer recognizer : recognizers) {
                if (recognizer.trigger().atWords(first)) {
                    all.add(recognizer);
                }
            }
            byFirst[first] = known.computeIfAbsent(all, WordStarts::callers);
            byPair[first] = pairs(all, first, known);
        }
    }

    private static Callers[][] pairs(List<Recognizer> all, char first, Map<List<Recognizer>, Callers[]> known) {
        Callers[][] pairs = new Callers[ASCII][];
        for (char second = 0; second < ASCII; second++) {
            List<Recognizer> some = new ArrayList<>(all.size());
            for (Recognizer recognizer : all) {
                if (recognizer.trigger().pairs().mayFollow(first, second)) {
                    some.add(recognizer);
                }
            }
            pairs[second] = known.computeIfAbsent(some, WordStarts::callers);
        }
        return pairs;
    }

    private static Callers[] callers(List<Recognizer> recognizers) {
        List<Callers> callers = new ArrayList<>();
        for (int i = 0; i < recognizers.size(); i += Callers.MOST) {
            callers.add(new Callers(recognizers.subList(i, Math.min(recognizers.size(), i + Callers.MOST))));
        }
        return callers.toArray(NOBODY);
    }

    /// Calls the recognizers that may find something at a word that begins with an ASCII letter or digit.
    ///
    /// @param wordEnd where its ASCII letters and digits end
    void call(CharSequence text, int at, int wordEnd, Spans spans) {
        char first = text.charAt(at);
        char second = Chars.at(text, at + 1);
        Callers[] callers = at + 1 < text.length() && second < ASCII ? byPair[first][second] : byFirst[first];
        for (Callers each : callers) {
            each.call(text, at, wordEnd, spans);
        }
    }

    /// Up to [#MOST] recognizers, a bit each, with their requirements on the text around a word.
    private static final class Callers {
        private static final int MOST = Long.SIZE;

        private final Recognizer[] recognizers;

        /// The recognizers that may be called by the sign after a word, and by the letter before it; at NUL,
        /// where that is unknown, all.
        private final long[] behind = new long[ASCII];

        private final long[] before = new long[ASCII];

        /// The recognizers that may be called at a long word, whatever follows it.
        private final long atLong;

        private Callers(List<Recognizer> some) {
            this.recognizers = some.toArray(Recognizer[]::new);
            long longs = 0;
            for (int i = 0; i < recognizers.length; i++) {
                Trigger trigger = recognizers[i].trigger();
                add(1L << i, trigger.behind(), behind);
                add(1L << i, trigger.before(), before);
                longs |= trigger.orLong() ? 1L << i : 0;
            }
            this.atLong = longs;
        }

        /// @param wanted empty for all
        private static void add(long bit, String wanted, long[] to) {
            for (char c = 0; c < ASCII; c++) {
                to[c] |= c == 0 || wanted.isEmpty() || wanted.indexOf(c) >= 0 ? bit : 0;
            }
        }

        private void call(CharSequence text, int at, int wordEnd, Spans spans) {
            long wanting = behind[known(Chars.at(text, wordEnd))];
            wanting = wordEnd - at < Trigger.LONG ? wanting : wanting | atLong;
            wanting = wanting == 0 ? 0 : wanting & before[letterBefore(text, at)];
            while (wanting != 0) {
                recognizers[Long.numberOfTrailingZeros(wanting)].recognize(text, at, spans);
                wanting &= wanting - 1;
            }
        }
    }

    private static char known(char c) {
        return c < ASCII ? c : 0;
    }

    /// The ASCII letter before the space before a position; NUL if something else stands there.
    private static char letterBefore(CharSequence text, int at) {
        if (at < 2 || text.charAt(at - 1) != ' ') {
            return 0;
        }
        char c = text.charAt(at - 2);
        return Chars.isAsciiLetter(c) ? c : 0;
    }
}
