package io.plumbline.guardrails.injection.signal;

import io.plumbline.personaldata.text.Folding;
import org.jspecify.annotations.Nullable;

/// Single letters in a text. A run of them is read as words (`i g n o r e`); one or two are ordinary words.
///
/// Reusable for one text after another; not thread-safe.
final class SpacedLetters {

    private static final int MIN_SPACED = 3;
    private static final int MAX_SPACED = 4096;

    private final Lexicon lexicon;
    private final Words words;
    private CharSequence text = "";

    private final long[] waiting = new long[MIN_SPACED - 1];
    private final int[] starts = new int[MIN_SPACED - 1];
    private int count;
    private int from;
    private int lastEnd;
    private @Nullable StringBuilder letters;

    /// Receives the words.
    interface Words {
        void word(int[] states, int start, int end);

        /// Receives a range in which known words were spelled.
        void spelled(int start, int end);
    }

    SpacedLetters(Lexicon lexicon, Words words) {
        this.lexicon = lexicon;
        this.words = words;
    }

    /// Begins another text.
    void begin(CharSequence ofText) {
        text = ofText;
        count = 0;
        lastEnd = -2;
        if (letters != null) {
            letters.setLength(0);
        }
    }

    void letter(long letterHash, int start, int end) {
        if (count > 0 && (start - lastEnd != 1 || count == MAX_SPACED)) {
            end();
        }
        if (count < waiting.length) {
            waiting[count] = letterHash;
            starts[count] = start;
            from = count == 0 ? start : from;
        } else {
            if (letters == null) {
                letters = new StringBuilder();
            }
            if (letters.isEmpty()) {
                for (int each : starts) {
                    letters.append(Folding.fold(text.charAt(each)));
                }
            }
            letters.append(Folding.fold(text.charAt(start)));
        }
        count++;
        lastEnd = end;
    }

    /// Ends the run.
    void end() {
        if (count >= MIN_SPACED && letters != null) {
            segment(letters);
            letters.setLength(0);
        } else {
            for (int i = 0; i < count; i++) {
                words.word(lexicon.lookUp(waiting[i]), starts[i], starts[i] + 1);
            }
        }
        count = 0;
    }

    /// Finds the longest known word at each position; skips letters that begin none.
    private void segment(StringBuilder run) {
        boolean known = false;
        int i = 0;
        while (i < run.length()) {
            int longest = 0;
            int[] states = {};
            long prefix = Lexicon.start();
            for (int end = i; end < run.length() && end - i < lexicon.longestWord(); end++) {
                prefix = Lexicon.add(prefix, run.charAt(end));
                int[] found = end > i ? lexicon.lookUp(prefix) : states;
                if (found.length > 0) {
                    longest = end + 1 - i;
                    states = found;
                }
            }
            if (longest > 0) {
                words.word(states, from, lastEnd);
                known |= longest > MIN_SPACED;
            }
            i += Math.max(1, longest);
        }
        if (known) {
            words.spelled(from, lastEnd);
        }
    }
}
