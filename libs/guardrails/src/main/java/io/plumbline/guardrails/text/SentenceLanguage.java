package io.plumbline.guardrails.text;

import io.plumbline.personaldata.text.Folding;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Recognizes the language of a sentence: by its script, and for Latin letters by trigrams, edges of words
/// included (Cavnar, Trenkle 1994, with the probabilities of a multinomial naive Bayes). If the letters are weak
/// evidence, the result is English, which also covers code, names and numbers. Letters disguised as those of
/// another script count as Latin ([Folding]).
///
/// Its table is the resource `letters.bin`: the size of a step as a float, then for each bucket of three letters
/// the logarithm of its probability in each of [#LATIN], in steps, as an unsigned byte. `src/training/injection`
/// describes how it was trained. Linear, reads at most [#MOST_LETTERS]; thread-safe.
public final class SentenceLanguage {

    private static final Language[] LATIN = {
        Language.ENGLISH,
        Language.GERMAN,
        Language.FRENCH,
        Language.SPANISH,
        Language.ITALIAN,
        Language.PORTUGUESE,
        Language.DUTCH,
        Language.POLISH,
        Language.OTHER
    };

    private static final int BITS = 13;
    private static final int MIX = 0x9E3779B1;
    private static final int MOST_LETTERS = 160;
    private static final int FEWEST_LETTERS = 8;
    private static final int FEWEST_IDEOGRAPHS = 3;

    /// How much likelier than English another language must be, in natural logarithms.
    private static final double MARGIN = 6;

    /// One in this many letters of another script assigns a sentence to that script.
    private static final int ONE_IN = 4;

    /// Most letters of Russian look Latin; one in this many does not.
    private static final int CYRILLIC_ONE_IN = 8;

    /// In Japanese, at least one in this many Chinese characters and kana is kana.
    private static final int KANA_ONE_IN = 8;

    private static final String NOT_RUSSIAN = "іїєґўјљњћђџ";
    private static final String NOT_ARABIC = "پچژگٹڈڑںے";

    private static final int ASCII = 128;
    private static final int LANES = 4;
    private static final int LANE_BITS = 16;
    private static final int WORDS = (LATIN.length + LANES - 1) / LANES;
    private static final float STEP;

    /// The steps of all languages for each bucket, four to a long: the sums of [#MOST_LETTERS] do not overflow.
    private static final long[] TABLE = new long[WORDS << BITS];

    /// Lower case for ASCII letters, a space for all other ASCII characters.
    private static final char[] LOWER = new char[ASCII];

    static {
        for (char c = 0; c < ASCII; c++) {
            LOWER[c] = Character.isLetter(c) ? Character.toLowerCase(c) : ' ';
        }
        try (DataInputStream in = new DataInputStream(
                Objects.requireNonNull(SentenceLanguage.class.getResourceAsStream("letters.bin")))) {
            STEP = in.readFloat();
            for (int bucket = 0; bucket < 1 << BITS; bucket++) {
                for (int j = 0; j < LATIN.length; j++) {
                    TABLE[bucket * WORDS + j / LANES] |= (long) in.readUnsignedByte() << (LANE_BITS * (j % LANES));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SentenceLanguage() {}

    /// The language of part of a text; English if the part is too short.
    public static Language of(CharSequence text, int from, int to) {
        Language detected = detect(text, from, to);
        return detected == null ? Language.ENGLISH : detected;
    }

    /// The language of part of a text; null if the part is too short.
    public static @Nullable Language detect(CharSequence text, int from, int to) {
        Letters letters = new Letters();
        int end = letters.read(text, from, to);
        if (letters.ideographs + letters.kana < FEWEST_IDEOGRAPHS && letters.all < FEWEST_LETTERS) {
            return null;
        }
        return letters.areOfAnotherScript() ? letters.ofScript() : latin(text, from, end);
    }

    private static Language latin(CharSequence text, int from, int to) {
        long first = 0;
        long second = 0;
        long third = 0;
        int before = ' ';
        int last = ' ';
        for (int i = from; i <= to; i++) {
            char c = i < to ? text.charAt(i) : ' ';
            char letter = c < ASCII ? LOWER[c] : Character.isLetter(c) ? Character.toLowerCase(c) : ' ';
            if (last != ' ' && (before != ' ' || letter != ' ')) {
                int hash = ((((3 ^ before) * MIX ^ last) * MIX) ^ letter) * MIX;
                int row = (hash >>> (Integer.SIZE - BITS)) * WORDS;
                first += TABLE[row];
                second += TABLE[row + 1];
                third += TABLE[row + 2];
            }
            if (letter != ' ' || last != ' ') {
                before = last;
                last = letter;
            }
        }
        long[] sums = {first, second, third};
        int english = sum(sums, 0);
        int best = 1;
        for (int j = 2; j < LATIN.length; j++) {
            best = sum(sums, j) > sum(sums, best) ? j : best;
        }
        return (sum(sums, best) - english) * STEP >= MARGIN ? Objects.requireNonNull(LATIN[best]) : Language.ENGLISH;
    }

    private static int sum(long[] sums, int language) {
        return (int) (sums[language / LANES] >>> (LANE_BITS * (language % LANES))) & 0xFFFF;
    }

    /// Counts letters by script.
    private static final class Letters {
        private int all;
        private int otherScripts;
        private int cyrillic;
        private int arabic;
        private int ideographs;
        private int kana;
        private boolean notRussian;
        private boolean notArabic;

        /// Reads until the evidence is sufficient; returns where it stopped.
        private int read(CharSequence text, int from, int to) {
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c < ASCII) {
                    all += LOWER[c] == ' ' ? 0 : 1;
                } else if (Character.isLetter(c)) {
                    all++;
                    other(c);
                }
                if (all == MOST_LETTERS) {
                    return i + 1;
                }
            }
            return to;
        }

        private boolean areOfAnotherScript() {
            boolean russian = cyrillic * 2 > all && otherScripts * CYRILLIC_ONE_IN >= all;
            return russian || (otherScripts * ONE_IN >= all && all > 0);
        }

        private void other(char c) {
            notRussian |= NOT_RUSSIAN.indexOf(Character.toLowerCase(c)) >= 0;
            cyrillic += c >= 0x400 && c < 0x530 ? 1 : 0;
            if (Folding.fold(c) < 0x250) {
                return;
            }
            otherScripts++;
            if ((c >= 0x600 && c < 0x780) || (c >= 0xFB50 && c < 0xFEFF)) {
                arabic++;
                notArabic |= NOT_ARABIC.indexOf(c) >= 0;
            } else if (c >= 0x3040 && c < 0x3100) {
                kana++;
            } else if (c >= 0x3400 && c < 0xA000) {
                ideographs++;
            }
        }

        private Language ofScript() {
            int most = otherScripts / 2;
            if (cyrillic > most) {
                return notRussian ? Language.OTHER : Language.RUSSIAN;
            }
            if (arabic > most) {
                return notArabic ? Language.OTHER : Language.ARABIC;
            }
            if (kana + ideographs > most) {
                return kana * KANA_ONE_IN >= kana + ideographs ? Language.JAPANESE : Language.CHINESE;
            }
            return Language.OTHER;
        }
    }
}
