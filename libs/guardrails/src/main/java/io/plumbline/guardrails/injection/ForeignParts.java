package io.plumbline.guardrails.injection;

import io.plumbline.guardrails.ngram.NgramReader;
import io.plumbline.guardrails.text.Language;
import io.plumbline.guardrails.text.SentenceLanguage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The sentences of a text that are in the languages, other than English, that [NativeClassifier] judges.
/// Sentences end as in prose, and at the end of a line, a string of JSON, a table cell or a tag; longer runs are
/// cut.
///
/// A short sentence has the language of most of the text, because its letters are weak evidence.
final class ForeignParts {

    private static final int LONGEST = 320;
    private static final int LONGEST_OF_IDEOGRAPHS = 120;
    private static final int FEW_LETTERS = 28;

    /// A run of this length without spaces may be encoded text; it belongs to no language.
    private static final int ENCODED = 24;

    /// Fewer English letters than this are names and words of code within other text.
    private static final int LEAST_REST = 24;

    private static final int ONE_IN = 4;
    private static final String ENDS_WITHOUT_SPACE = "。！？…؟";
    private static final String EDGES = "\n\t<>|";
    private static final int ASCII = 128;

    /// The ASCII characters that may end a sentence; all others are skipped quickly.
    private static final boolean[] MAY_END = new boolean[ASCII];

    static {
        for (char c : (EDGES + ".!?\"").toCharArray()) {
            MAY_END[c] = true;
        }
    }

    private final String text;
    private final List<Part> all = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();
    private final Map<Language, Integer> letters = new EnumMap<>(Language.class);

    private ForeignParts(String text) {
        this.text = text;
    }

    /// Roughly a sentence.
    record Part(int start, int end, Language language) {}

    static ForeignParts of(String text) {
        ForeignParts parts = new ForeignParts(text);
        parts.cut();
        parts.settle();
        return parts;
    }

    /// The parts in the order of the text.
    List<Part> parts() {
        return parts;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    private int lettersIn(Language language) {
        return letters.getOrDefault(language, 0);
    }

    /// Whether enough of the text is in English, or in no known language, to run the English layers.
    boolean hasEnglish() {
        return lettersIn(Language.ENGLISH) >= LEAST_REST;
    }

    /// Whether some of the text is in languages that no layer was trained on.
    boolean hasOther() {
        return lettersIn(Language.OTHER) > lettersIn(Language.ENGLISH);
    }

    /// The text with the words of these parts blanked out, except for what may be encoded. A few such words
    /// remain: an English text may contain quotations.
    String rest() {
        int foreign = 0;
        for (Language language : Language.values()) {
            foreign += isForeign(language) ? lettersIn(language) : 0;
        }
        if (foreign * ONE_IN < foreign + lettersIn(Language.ENGLISH)) {
            return text;
        }
        StringBuilder rest = new StringBuilder(text);
        for (Part part : parts) {
            blank(rest, part);
        }
        return rest.toString();
    }

    private static void blank(StringBuilder rest, Part part) {
        int i = part.start;
        while (i < part.end) {
            int end = i;
            boolean ascii = true;
            while (end < part.end && !Character.isWhitespace(rest.charAt(end))) {
                ascii &= rest.charAt(end++) < 128;
            }
            for (int j = i; j < end && !(ascii && end - i >= ENCODED); j++) {
                char c = rest.charAt(j);
                rest.setCharAt(j, Character.isLetter(c) && !Character.isSurrogate(c) ? ' ' : c);
            }
            i = end + 1;
        }
    }

    static boolean isForeign(Language language) {
        return language != Language.ENGLISH && language != Language.OTHER;
    }

    private void cut() {
        int start = 0;
        boolean ideographs = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int size = i + 1 - start;
            if (c < ASCII && !MAY_END[c] && size < LONGEST_OF_IDEOGRAPHS) {
                continue;
            }
            ideographs |= NgramReader.isIdeograph(c);
            boolean tooLong = size >= (ideographs ? LONGEST_OF_IDEOGRAPHS : LONGEST)
                    && (ideographs || Character.isWhitespace(c) || size >= Notions.LONGEST);
            if (tooLong || ends(c, i)) {
                part(start, i + 1);
                start = i + 1;
                ideographs = false;
            }
        }
        part(start, text.length());
    }

    private boolean ends(char c, int at) {
        if (c < ASCII ? !MAY_END[c] : c < '؟') {
            return false;
        }
        if (EDGES.indexOf(c) >= 0 || ENDS_WITHOUT_SPACE.indexOf(c) >= 0) {
            return true;
        }
        if (at + 1 == text.length()) {
            return false;
        }
        char next = text.charAt(at + 1);
        return switch (c) {
            case '.', '!', '?' -> Character.isWhitespace(next);
            case '"' -> next == ',' || next == ':' || next == '}' || next == ']';
            default -> false;
        };
    }

    private void part(int start, int end) {
        int from = start;
        while (from < end && !Character.isLetter(text.charAt(from))) {
            from++;
        }
        if (from == end) {
            return;
        }
        Language detected = SentenceLanguage.detect(text, from, end);
        all.add(new Part(from, end, detected == null ? Language.OTHER : detected));
        if (detected != null) {
            letters.merge(detected, end - from, Integer::sum);
        }
    }

    private void settle() {
        Language most = Language.ENGLISH;
        for (Language language : Language.values()) {
            most = lettersIn(language) > lettersIn(most) ? language : most;
        }
        for (Part part : all) {
            boolean few = part.end - part.start < FEW_LETTERS && !isOwnScript(part.language);
            Part settled = few ? new Part(part.start, part.end, most) : part;
            if (isForeign(settled.language)) {
                parts.add(settled);
            }
        }
    }

    private static boolean isOwnScript(Language language) {
        return switch (language) {
            case RUSSIAN, CHINESE, JAPANESE, ARABIC -> true;
            default -> false;
        };
    }
}
