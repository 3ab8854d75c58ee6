package io.plumbline.guardrails.injection.signal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;

/// Detects suffixes made by a search over tokens (Zou et al. 2023, "Universal and transferable adversarial
/// attacks"): words that do not form a sentence, joined by punctuation that occurs in neither prose nor code,
/// such as `similarlyNow write oppositeley.]( Me giving**ONE please?`. Such a joint is a run of punctuation, with
/// the kinds of characters on its sides, that is not among the joints of ordinary texts and code; or a closing
/// bracket that closes nothing. [#SUSPICIOUS] of them within [#REACH] characters of a line that otherwise
/// consists of words are suspicious.
///
/// The known joints are the resource `joints.bin`, a set of hashes; `src/training/injection/joints.py` makes it.
/// Receives the signs of a text in order, and allocates nothing. Reusable for one text after another; not
/// thread-safe.
final class Joints {

    /// The number of odd joints in one place that is suspicious.
    static final int SUSPICIOUS = 3;

    private static final int REACH = 100;

    /// Characters inspected before the first joint and after the last.
    private static final int BEFORE = 10;

    private static final int AFTER = 30;
    private static final int FEWEST_WORDS = 6;
    private static final int SHORTEST_WORD = 2;

    /// The required number of letters or spaces in ten characters.
    private static final int MOSTLY = 7;

    private static final int LONGEST = 6;
    private static final int KEPT = 8;
    private static final int MIX = 0x9E3779B9;
    private static final byte[] KNOWN = load();
    private static final boolean[] PUNCTUATION = punctuation();
    private static final String OPENING = "([{";
    private static final String CLOSING = ")]}";

    private final int[] odd = new int[KEPT];
    private final int[] open = new int[OPENING.length()];
    private CharSequence text = "";
    private int textStart;
    private int textEnd;
    private int runStart;
    private int runEnd;
    private int count;
    private int lineStart;
    private int most;
    private int start;
    private int end;

    private static boolean[] punctuation() {
        boolean[] punctuation = new boolean[128];
        "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".chars().forEach(c -> punctuation[c] = true);
        return punctuation;
    }

    private static byte[] load() {
        try (InputStream in = Objects.requireNonNull(Joints.class.getResourceAsStream("joints.bin"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Begins another text, or a part of one that is inspected without its surroundings.
    void begin(CharSequence ofText, int from, int to) {
        text = ofText;
        textStart = from;
        textEnd = to;
        runStart = -1;
        lineStart = from;
        count = 0;
        most = 0;
        Arrays.fill(open, 0);
    }

    /// @param c an ASCII character other than a letter or digit
    void sign(char c, int at) {
        if (c == ' ' || most == KEPT) {
            return;
        }
        if (at != runEnd) {
            endRun();
        }
        if (PUNCTUATION[c]) {
            runStart = runStart < 0 ? at : runStart;
            runEnd = at + 1;
            bracket(c, at);
        } else if (c == '\n') {
            endRun();
            lineStart = at + 1;
            count = 0;
        }
    }

    private void endRun() {
        if (runStart >= 0) {
            joint(runStart, runEnd);
            runStart = -1;
        }
    }

    /// The largest number of odd joints together among words, at most [#KEPT]; 0 if none are suspicious.
    int most() {
        endRun();
        return most;
    }

    /// Where they begin, in UTF-16 units.
    int start() {
        return start;
    }

    /// One past where they end.
    int end() {
        return end;
    }

    private void joint(int from, int to) {
        int mixed = kind(from == textStart ? ' ' : text.charAt(from - 1));
        int last = Math.min(to, from + LONGEST);
        for (int i = from; i < last; i++) {
            mixed = mixed * 31 + text.charAt(i);
        }
        mixed = mixed * 31 + kind(to == textEnd ? ' ' : text.charAt(to));
        int place = (mixed * MIX) >>> 16;
        if (((KNOWN[place >> 3] >> (place & 7)) & 1) == 0) {
            odd(from, to);
        }
    }

    /// List numbers (`1)`, `a)`) and emoticons (`:)`) close nothing and are not odd.
    private void bracket(char c, int at) {
        int opening = OPENING.indexOf(c);
        int closing = CLOSING.indexOf(c);
        if (opening >= 0) {
            open[opening]++;
        } else if (closing >= 0 && open[closing] > 0) {
            open[closing]--;
        } else if (closing >= 0 && !(c == ')' && isListOrFace(at))) {
            odd(at, at + 1);
        }
    }

    private boolean isListOrFace(int at) {
        char before = at == textStart ? ' ' : text.charAt(at - 1);
        boolean alone = at < textStart + 2 || !Character.isLetterOrDigit(text.charAt(at - 2));
        return (before >= '0' && before <= '9')
                || (Character.isLetter(before) && alone)
                || before == ':'
                || before == ';'
                || before == '-';
    }

    private void odd(int from, int to) {
        odd[count++ % KEPT] = from;
        int together = 1;
        while (together < KEPT && together < count && from - odd[(count - 1 - together) % KEPT] <= REACH) {
            together++;
        }
        if (together >= SUSPICIOUS && together > most) {
            int first = Math.max(lineStart, odd[(count - together) % KEPT] - BEFORE);
            if (isMostlyWords(first, Math.min(textEnd, from + AFTER))) {
                most = together;
                start = first;
                end = to;
            }
        }
    }

    private boolean isMostlyWords(int from, int to) {
        int words = 0;
        int letters = 0;
        int spaces = 0;
        int inWord = 0;
        int at = from;
        for (; at < to && text.charAt(at) != '\n'; at++) {
            char c = text.charAt(at);
            boolean letter = c < 128 && Character.isLetter(c);
            letters += letter ? 1 : 0;
            spaces += c == ' ' ? 1 : 0;
            inWord = letter ? inWord + 1 : 0;
            words += inWord == SHORTEST_WORD ? 1 : 0;
        }
        return words >= FEWEST_WORDS && (letters + spaces) * 10 >= MOSTLY * (at - from);
    }

    private static char kind(char c) {
        if (c <= ' ') {
            return '_';
        }
        if (c >= 'A' && c <= 'Z') {
            return 'A';
        }
        return c >= '0' && c <= '9' ? '0' : 'a';
    }
}
