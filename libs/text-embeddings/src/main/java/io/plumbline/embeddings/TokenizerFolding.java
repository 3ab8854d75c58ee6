package io.plumbline.embeddings;

import java.text.Normalizer;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The tokenizer's view of each code point: decomposed (NFD), without accents, in lower case, as BERT's uncased
/// models were trained. Computed page by page on first use, and kept; thread-safe.
///
/// Unlike Python's BertTokenizer, unassigned code points stay, as in Hugging Face's own tokenizers.
final class TokenizerFolding {

    /// White space, between words.
    static final int SPACE = 1 << 24;

    /// A control or format character, half a surrogate pair, or private use: ignored.
    static final int NOTHING = 2 << 24;

    /// A separate accent: ignored, but part of the letter before it.
    static final int MARK = 3 << 24;

    /// A word of one character, such as punctuation or an ideograph; the lower bits are its code point.
    static final int ALONE = 4 << 24;

    /// Part of a word; the lower bits are its code point.
    static final int LETTER = 5 << 24;

    /// Several letters, as in a Hangul syllable; see [#several].
    static final int SEVERAL = 6 << 24;

    static final int KIND = 0xFF << 24;

    private static final int PAGE_BITS = 8;
    private static final int IN_PAGE = (1 << PAGE_BITS) - 1;

    /// First and last code point of each range, as in BERT: Han, but neither kana nor hangul.
    private static final int[] IDEOGRAPHS = {
        0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xF900, 0xFAFF, 0x20000, 0x2A6DF, 0x2A700, 0x2B81F, 0x2B920, 0x2CEAF, 0x2F800,
        0x2FA1F
    };

    private final AtomicReferenceArray<Page> pages =
            new AtomicReferenceArray<>((Character.MAX_CODE_POINT >> PAGE_BITS) + 1);

    /// One of the kinds, with a code point in the lower bits for those that have one.
    int fold(int codePoint) {
        return page(codePoint).folded[codePoint & IN_PAGE];
    }

    /// The separate fold of each of several letters.
    int[] several(int codePoint) {
        return page(codePoint).several[codePoint & IN_PAGE];
    }

    private Page page(int codePoint) {
        Page page = pages.getAcquire(codePoint >> PAGE_BITS);
        if (page == null) {
            page = new Page(codePoint & ~IN_PAGE);
            pages.setRelease(codePoint >> PAGE_BITS, page);
        }
        return page;
    }

    private static final class Page {
        private final int[] folded = new int[1 << PAGE_BITS];
        private int[][] several = {};

        private Page(int first) {
            for (int i = 0; i < folded.length; i++) {
                int[] parts = parts(first + i);
                folded[i] = parts.length == 1 ? parts[0] : SEVERAL;
                if (parts.length > 1) {
                    several = several.length == 0 ? new int[folded.length][] : several;
                    several[i] = parts;
                }
            }
        }
    }

    private static int[] parts(int codePoint) {
        if (isSpace(codePoint)) {
            return new int[] {SPACE};
        }
        if (isNothing(codePoint)) {
            return new int[] {NOTHING};
        }
        boolean ideograph = isIdeograph(codePoint);
        int[] parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(c -> (ideograph || isPunctuation(c) ? ALONE : LETTER) | Character.toLowerCase(c))
                .toArray();
        return parts.length == 0 ? new int[] {MARK} : parts;
    }

    private static boolean isSpace(int codePoint) {
        return codePoint == '\t' || codePoint == '\n' || codePoint == '\r' || Character.isSpaceChar(codePoint);
    }

    private static boolean isNothing(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
            default -> codePoint == 0xFFFD;
        };
    }

    private static boolean isPunctuation(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint > ' ' && codePoint < 0x7F && !Character.isLetterOrDigit(codePoint);
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static boolean isIdeograph(int codePoint) {
        for (int i = 0; i < IDEOGRAPHS.length; i += 2) {
            if (codePoint >= IDEOGRAPHS[i] && codePoint <= IDEOGRAPHS[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
