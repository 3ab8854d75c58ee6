package io.plumbline.guardrails.output.leak;

import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.text.Folding;
import java.util.HashSet;
import java.util.Set;

/// Finds a system prompt that is spelled letter by letter, with any separators: `Y o u  a r e`, `Y-o-u`. Compares
/// runs of single letters with the prompt's letters, [#LETTERS] at a time. One per text; not thread-safe.
final class SpelledLeaks {

    /// This many consecutive letters are not shared by chance.
    static final int LETTERS = 24;

    private static final int WIDEST_GAP = 4;
    private static final int LONGEST = 1 << 17;
    private static final int CHECK_MASK = 0x3FFF;
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final long BASE_POWER = power();

    private final CharSequence text;
    private final StringBuilder letters = new StringBuilder();
    private int lettersFrom;
    private int lettersTo;

    private SpelledLeaks(CharSequence text) {
        this.text = text;
    }

    /// Is notified of a leak.
    interface Sink {
        void leak(int start, int end);
    }

    private static long power() {
        long power = 1;
        for (int i = 0; i < LETTERS; i++) {
            power *= BASE;
        }
        return power;
    }

    /// @throws Deadline.PastException when the deadline is past
    static void find(CharSequence text, String prompt, Deadline deadline, Sink sink) {
        new SpelledLeaks(text).find(prompt, deadline, sink);
    }

    private void find(String prompt, Deadline deadline, Sink sink) {
        Set<Long> known = new HashSet<>();
        int last = -WIDEST_GAP - 1;
        for (int i = 0; i < text.length(); i++) {
            if ((i & CHECK_MASK) == CHECK_MASK) {
                deadline.check();
            }
            if (!isLetter(i) || isLetter(i - 1) || isLetter(i + 1)) {
                continue;
            }
            if (i - last > WIDEST_GAP || hasLetters(last + 1, i)) {
                endRun(prompt, known, sink);
                lettersFrom = i;
            }
            letters.append(folded(text.charAt(i)));
            lettersTo = i + 1;
            last = i;
        }
        endRun(prompt, known, sink);
    }

    private boolean hasLetters(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isLetter(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean isLetter(int at) {
        return at >= 0 && at < text.length() && isLetter(folded(text.charAt(at)));
    }

    private static boolean isLetter(char c) {
        return Character.isLetterOrDigit(c);
    }

    private static char folded(char c) {
        return Character.isSurrogate(c) ? ' ' : Folding.fold(c);
    }

    private void endRun(String prompt, Set<Long> known, Sink sink) {
        if (letters.length() >= LETTERS) {
            if (known.isEmpty()) {
                roll(prompt.subSequence(0, Math.min(LONGEST, prompt.length())), known::add);
            }
            boolean[] hit = new boolean[1];
            roll(letters, hash -> hit[0] |= known.contains(hash));
            if (hit[0]) {
                sink.leak(lettersFrom, lettersTo);
            }
        }
        letters.setLength(0);
    }

    /// Receives a hash of consecutive letters.
    private interface Hashes {
        void hash(long hash);
    }

    private static void roll(CharSequence of, Hashes hashes) {
        char[] window = new char[LETTERS];
        int count = 0;
        long rolled = 0;
        for (int i = 0; i < of.length(); i++) {
            char c = folded(of.charAt(i));
            if (!isLetter(c)) {
                continue;
            }
            int slot = count % LETTERS;
            rolled = rolled * BASE + c - (count >= LETTERS ? window[slot] * BASE_POWER : 0);
            window[slot] = c;
            if (++count >= LETTERS) {
                hashes.hash(rolled);
            }
        }
    }
}
