package io.plumbline.guardrails.output;

import io.plumbline.personaldata.text.DecodedText;

/// How much of an address is not words: placeholders of hidden values, encoded text, and random letters and
/// digits. Digests, UUIDs and keys are random too; an address may therefore hold as many random bits as identify
/// a resource, and no more. Data spelled in words is not detected here.
final class OpaqueFreight {

    /// One SHA-256, or two UUIDs, may identify an image.
    static final int IMAGE_BITS = 256;

    /// The same for a link, with a signature of the same size.
    static final int LINK_BITS = 512;

    /// The maximum number of characters read of an address; anything longer counts as much.
    static final int LONGEST = 2 * Snippet.REACH - "https://".length();

    private static final int SHORTEST_ENCODED = 20;
    private static final double DIGIT = 3.32;
    private static final double HEX = 4;
    private static final double ONE_CASE = 5.17;
    private static final double TWO_CASES = 5.95;
    private static final int FEW_LETTERS = 4;
    private static final int LETTERS_PER_CHANGE = 3;
    private static final int LONGEST_CONSONANTS = 7;
    private static final int TAG = 5;
    private static final String CODE_LETTERS = "BCDFGHJKMNPQRSTVWXZ";
    private static final int SHORTEST_CODE = 5;
    private static final String VOWELS = "aeiouy";

    private OpaqueFreight() {}

    /// The certainty that an address exfiltrates data; 0 if it may as well identify a resource.
    ///
    /// @param host where its host begins
    /// @param fetched whether it is fetched automatically
    static double score(Snippet snippet, int host, int end, boolean fetched) {
        if (end - host >= LONGEST) {
            return 0.9;
        }
        if (encodesText(snippet, host, end)) {
            return 0.95;
        }
        double carried = hasPlaceholder(snippet, host, end) ? fetched ? 0.95 : 0.85 : 0;
        boolean much = bits(snippet, host, end) > (fetched ? IMAGE_BITS : LINK_BITS);
        return much ? Math.max(carried, 0.9) : carried;
    }

    /// Whether the range contains text in the form of a placeholder's `_KTQXM_RTWNK`, in any case.
    private static boolean hasPlaceholder(Snippet snippet, int from, int to) {
        for (int i = from + 1; i < to - TAG - SHORTEST_CODE - 1; i++) {
            if (snippet.at(i) == '_'
                    && snippet.at(i + TAG + 1) == '_'
                    && areCode(snippet, i + 1, TAG)
                    && areCode(snippet, i + TAG + 2, SHORTEST_CODE)) {
                return true;
            }
        }
        return false;
    }

    private static boolean areCode(Snippet snippet, int from, int count) {
        for (int i = from; i < from + count; i++) {
            if (CODE_LETTERS.indexOf(Character.toUpperCase(snippet.at(i))) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean encodesText(Snippet snippet, int from, int to) {
        int since = from;
        for (int i = from; i <= to; i++) {
            if (i == to || "/?&=.#;,:".indexOf(snippet.at(i)) >= 0) {
                if (i - since >= SHORTEST_ENCODED && DecodedText.of(snippet.text(), since, i) != null) {
                    return true;
                }
                since = i + 1;
            }
        }
        return false;
    }

    /// The approximate number of bits in random letters and digits.
    static double bits(Snippet snippet, int from, int to) {
        double bits = 0;
        Atom atom = new Atom();
        int i = from;
        while (i <= to) {
            int c = i == to ? '/' : snippet.at(i);
            int next = i + 1;
            if (c == '%' && i + 2 < to) {
                int high = Character.digit(snippet.at(i + 1), 16);
                int low = Character.digit(snippet.at(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    c = 16 * high + low;
                    next = i + 3;
                }
            }
            if (!atom.take(c)) {
                bits += atom.bits();
                atom.clear();
            }
            i = next;
        }
        return bits;
    }

    /// A run of letters and digits. Not thread-safe.
    private static final class Atom {
        private int length;
        private int digits;
        private int upper;
        private int vowels;
        private int beyondHex;
        private int kindChanges;
        private int caseChanges;
        private int consonants;
        private int longestConsonants;
        private int before;

        void clear() {
            length = 0;
            digits = 0;
            upper = 0;
            vowels = 0;
            beyondHex = 0;
            kindChanges = 0;
            caseChanges = 0;
            consonants = 0;
            longestConsonants = 0;
        }

        /// @return whether the character is part of it
        boolean take(int c) {
            boolean digit = c >= '0' && c <= '9';
            boolean isUpper = c >= 'A' && c <= 'Z';
            if (!digit && !isUpper && !(c >= 'a' && c <= 'z')) {
                return false;
            }
            boolean digitBefore = before >= '0' && before <= '9';
            boolean upperBefore = before >= 'A' && before <= 'Z';
            if (length > 0) {
                kindChanges += digit == digitBefore ? 0 : 1;
                caseChanges += !digit && !digitBefore && isUpper != upperBefore ? 1 : 0;
            }
            boolean vowel = !digit && VOWELS.indexOf(c | 0x20) >= 0;
            consonants = digit || vowel ? 0 : consonants + 1;
            longestConsonants = Math.max(longestConsonants, consonants);
            digits += digit ? 1 : 0;
            upper += isUpper ? 1 : 0;
            vowels += vowel ? 1 : 0;
            beyondHex += digit || Character.digit(c, 16) >= 0 ? 0 : 1;
            length++;
            before = c;
            return true;
        }

        double bits() {
            int letters = length - digits;
            if (kindChanges <= 1) {
                return digits * DIGIT + (isWord(letters) ? 0 : letters * (isOneCase() ? HEX : TWO_CASES));
            }
            return length * (beyondHex == 0 && isOneCase() ? HEX : isOneCase() ? ONE_CASE : TWO_CASES);
        }

        private boolean isOneCase() {
            return upper == 0 || upper == length - digits;
        }

        private boolean isWord(int letters) {
            return letters < FEW_LETTERS
                    || (caseChanges * LETTERS_PER_CHANGE <= letters
                            && longestConsonants <= LONGEST_CONSONANTS
                            && vowels * 8 >= letters);
        }
    }
}
