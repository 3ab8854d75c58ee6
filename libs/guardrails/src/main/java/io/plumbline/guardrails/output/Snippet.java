package io.plumbline.guardrails.output;

import io.plumbline.guardrails.text.WordTable;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An answer during inspection by the payload rules: inspects the surroundings of a position within [#REACH]
/// characters, and collects findings. One per text; not thread-safe.
final class Snippet {

    /// No rule reads further than this from the character that triggered it.
    static final int REACH = 240;

    private static final int MERGED = 4;

    private final String text;
    private Quoting quoting = Quoting.BARE;
    private @Nullable List<Finding> findings;
    private @Nullable Boolean images;

    Snippet(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    int length() {
        return text.length();
    }

    void set(Quoting other) {
        quoting = other;
    }

    Quoting quoting() {
        return quoting;
    }

    /// Whether the text contains a Markdown image, whose address may stand elsewhere.
    boolean hasImages() {
        if (images == null) {
            images = text.contains("![");
        }
        return images;
    }

    /// The character at a position; NUL outside the text.
    char at(int index) {
        return index >= 0 && index < text.length() ? text.charAt(index) : '\0';
    }

    char lowerAt(int index) {
        char c = at(index);
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    /// Whether this lower-case word stands at the position, in any case.
    boolean has(int index, String word) {
        return index >= 0 && text.regionMatches(true, index, word, 0, word.length());
    }

    /// Whether the word stands at the position and ends there.
    boolean hasWord(int index, String word) {
        return has(index, word) && !isWordPart(at(index + word.length()));
    }

    /// Whether the word stands between two positions.
    boolean hasBetween(int from, int to, String word) {
        int last = Math.min(to, text.length()) - word.length();
        for (int i = Math.max(0, from); i <= last; i++) {
            if (has(i, word)) {
                return true;
            }
        }
        return false;
    }

    static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\u000B' || c == '\f' || c == '\u00A0';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /// The first position from here on that is not a space.
    int skipSpaces(int index) {
        int i = index;
        while (i < text.length() && i - index < REACH && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// The position after the last character before here that is not a space.
    int backOverSpaces(int end) {
        int i = end;
        while (i > 0 && end - i < REACH && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /// Where the word that ends here begins.
    int wordStart(int end) {
        int i = end;
        while (i > 0 && end - i < REACH && isWordPart(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    int wordEnd(int start) {
        int i = start;
        while (i < text.length() && i - start < REACH && isWordPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// The table's number for the word that begins here.
    int wordAt(int start, WordTable table) {
        return table.get(text, start, wordEnd(start));
    }

    /// Whether a word of the table stands between two positions.
    boolean hasAnyWord(int from, int to, WordTable table) {
        int end = Math.min(to, text.length());
        int i = Math.max(0, from);
        while (i < end) {
            if (!isWordPart(text.charAt(i))) {
                i++;
                continue;
            }
            int wordEnd = wordEnd(i);
            if (table.get(text, i, wordEnd) != WordTable.NONE) {
                return true;
            }
            i = wordEnd;
        }
        return false;
    }

    /// Where the line of a position begins, within reach.
    int lineStart(int index) {
        int i = index;
        while (i > 0 && index - i < REACH && text.charAt(i - 1) != '\n') {
            i--;
        }
        return i;
    }

    /// Where the line of a position ends, within reach.
    int lineEnd(int index) {
        int i = index;
        while (i < text.length() && i - index < REACH && text.charAt(i) != '\n') {
            i++;
        }
        return i;
    }

    /// The end of the run without spaces from here on.
    int tokenEnd(int index) {
        int i = index;
        while (i < text.length() && i - index < REACH && text.charAt(i) > ' ') {
            i++;
        }
        return i;
    }

    /// Reports a payload, weighted by its formatting.
    void found(Threat threat, int start, int end, double score, String why) {
        double weighed = quoting.weigh(score);
        int to = Math.min(Math.max(end, start), text.length());
        if (findings == null) {
            findings = new ArrayList<>();
        }
        for (int i = findings.size() - 1; i >= Math.max(0, findings.size() - MERGED); i--) {
            Finding other = findings.get(i);
            if (other.entityType().equals(threat.name()) && start <= other.end() && other.start() <= to) {
                String explanation = other.score() >= weighed ? other.explanation() : why;
                findings.set(
                        i,
                        finding(
                                threat,
                                Math.min(start, other.start()),
                                Math.max(to, other.end()),
                                Math.max(weighed, other.score()),
                                explanation == null ? why : explanation));
                return;
            }
        }
        findings.add(finding(threat, start, to, weighed, why));
    }

    private static Finding finding(Threat threat, int start, int end, double score, String why) {
        return new Finding(
                InsecureOutputDetector.NAME, Category.INSECURE_OUTPUT, threat.name(), start, end, score, why);
    }

    List<Finding> findings() {
        return findings == null ? List.of() : findings;
    }

    /// The formatting of a part of an answer. Content formatted as code is more likely an explanation than meant to
    /// run, and weighs less.
    enum Quoting {
        BARE(1),
        INLINE_CODE(0.6),
        CODE_BLOCK(0.5);

        private final double weight;

        Quoting(double weight) {
            this.weight = weight;
        }

        double weigh(double score) {
            return score * weight;
        }
    }
}
