package io.plumbline.guardrails.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of source code, configuration, markup, logs and diffs: their comments, their longer strings and the
/// lines that are prose, without the code around them, which classifiers of prose take for odd prose. Only for a
/// text with a large share of code ([#LEAST_SHARE] of its characters, over several lines or a long one). Maps
/// each character to its position in the text. Linear; immutable.
///
/// [SourceLines] decides which lines are code.
public final class SourceWords implements PlacedWords {

    private static final double LEAST_SHARE = 0.25;
    private static final int FEWEST_LINES = 5;

    /// Fewer lines are code only if nearly all of them are.
    private static final int FEW_LINES = 3;

    private static final double NEARLY_ALL = 0.9;

    /// Less code than this is common in questions about code.
    private static final int SOME = 200;

    /// This much code in fewer lines counts too.
    private static final int MUCH = 600;

    private static final int LONG_STRING = 24;
    private static final int SPACES_OF_A_SENTENCE = 3;
    private static final String LEADS = "/*#-;%\".!<+=";

    private final String source;
    private final SourceLines judge;
    private final List<Stretch> prose = new ArrayList<>();
    private int proseStart = -1;
    private final StringBuilder words = new StringBuilder();
    private int[] places;
    private int code;
    private int all;
    private int lines;

    /// Lines of code, by their number among non-empty lines, from 1.
    private final BitSet codeLines = new BitSet();

    private SourceWords(String source) {
        this.source = source;
        this.judge = new SourceLines(source);
        this.places = new int[64];
    }

    /// @return null for a text that is prose
    public static @Nullable SourceWords of(String text) {
        SourceWords words = new SourceWords(text);
        words.count();
        boolean enough = (words.lines >= FEWEST_LINES && words.code >= SOME)
                || words.code >= MUCH
                || (words.lines >= FEW_LINES && words.code >= NEARLY_ALL * words.all);
        if (!enough || words.code < LEAST_SHARE * words.all) {
            return null;
        }
        words.read();
        return words;
    }

    @Override
    public String text() {
        return words.toString();
    }

    /// The longer stretches of prose that are neither in comments nor in strings on one line, such as a letter
    /// beside code.
    @Override
    public List<Stretch> prose() {
        return prose;
    }

    @Override
    public int start(int start) {
        return start < words.length() ? places[start] : source.length();
    }

    @Override
    public int end(int end) {
        return end == 0 ? 0 : places[end - 1] + 1;
    }

    private void count() {
        int from = 0;
        while (from < source.length()) {
            int to = lineEnd(from);
            int first = first(from, to);
            int last = last(first, to);
            if (first < last) {
                lines++;
                all += last - first;
                boolean isCode = judge.isCode(first, last);
                codeLines.set(lines, isCode);
                code += isCode || judge.isComment(first, last) ? last - first : 0;
            }
            from = to + 1;
        }
    }

    private void read() {
        int from = 0;
        int line = 0;
        while (from < source.length()) {
            int to = lineEnd(from);
            int first = first(from, to);
            int last = last(first, to);
            if (first < last) {
                line(first, last, codeLines.get(++line));
            }
            if (!words.isEmpty() && words.charAt(words.length() - 1) != '\n') {
                add('\n', Math.min(to, source.length() - 1));
            }
            from = to + 1;
        }
        endProse();
    }

    /// @param isCode whether the line, with its leading signs, is code
    private void line(int first, int last, boolean isCode) {
        int begin = first;
        while (begin < last && isLead(begin)) {
            begin++;
        }
        boolean withoutLead = begin == first ? isCode : judge.isCode(begin, last);
        if (withoutLead || judge.isComment(first, last)) {
            endProse();
        } else if (proseStart < 0) {
            proseStart = words.length();
        }
        if (withoutLead) {
            quoted(first, last);
        } else {
            add(begin, last);
        }
    }

    private void endProse() {
        Stretch stretch = new Stretch(proseStart, words.length());
        if (proseStart >= 0 && stretch.isProse(words)) {
            prose.add(stretch);
        }
        proseStart = -1;
    }

    /// A sign that begins a comment, with the spaces after it.
    private boolean isLead(int at) {
        char c = source.charAt(at);
        return c <= ' ' || LEADS.indexOf(c) >= 0;
    }

    /// Collects the sentences in quotation marks or between tags of a line of code, text that may be encoded, and
    /// the comment at the end of the line.
    private void quoted(int first, int last) {
        int at = first;
        while (at < last) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                int end = judge.closing(at + 1, last, c);
                if (end > at && isWorthReading(at + 1, end)) {
                    add(at + 1, end);
                    add(' ', end);
                }
                at = end > at ? end : at;
            } else if (c == '>') {
                int end = judge.closing(at + 1, last, '<');
                if (end > at && isWorthReading(at + 1, end)) {
                    add(at + 1, end);
                    add(' ', end);
                    at = end - 1;
                }
            } else if (at > first && isCommentBegin(at, last)) {
                int begin = at;
                while (begin < last && isLead(begin)) {
                    begin++;
                }
                if (!judge.isCode(begin, last)) {
                    add(begin, last);
                }
                return;
            }
            at++;
        }
    }

    private boolean isCommentBegin(int at, int last) {
        char c = source.charAt(at);
        char next = at + 1 < last ? source.charAt(at + 1) : ' ';
        boolean apart = source.charAt(at - 1) <= ' ' || source.charAt(at - 1) == ';';
        return apart
                && ((c == '/' && (next == '/' || next == '*'))
                        || (c == '#' && next == ' ')
                        || (c == '-' && next == '-'));
    }

    private boolean isWorthReading(int from, int to) {
        int spaces = 0;
        for (int i = from; i < to; i++) {
            spaces += source.charAt(i) == ' ' ? 1 : 0;
        }
        return spaces >= SPACES_OF_A_SENTENCE || (spaces == 0 && to - from >= LONG_STRING);
    }

    private int lineEnd(int from) {
        int end = source.indexOf('\n', from);
        return end < 0 ? source.length() : end;
    }

    private int first(int from, int to) {
        int i = from;
        while (i < to && source.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private int last(int from, int to) {
        int i = to;
        while (i > from && source.charAt(i - 1) <= ' ') {
            i--;
        }
        return i;
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            add(source.charAt(i), i);
        }
    }

    private void add(char c, int place) {
        if (words.length() == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        places[words.length()] = place;
        words.append(c);
    }
}
