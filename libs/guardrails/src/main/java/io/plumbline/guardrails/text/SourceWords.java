package io.plumbline.guardrails.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What source code, configuration, markup, logs and diffs say: their comments, their longer strings and the
/// lines that are prose, without the code around them, which classifiers of prose take for odd prose. Only of a
/// text that is code for a good part ([#LEAST_SHARE] of its characters, over several lines or a long one);
/// knows where in the text each character stands. Linear; immutable.
///
/// A line is code if it begins or ends as lines of code do or assigns to a name and its words make no sentence, or if
/// it has a sign of code among ten characters; a long line, which may be a paragraph of prose, only by its signs, or if
/// it hardly has spaces. That is rough and meant to be: a comment or sentence whose words are read is never lost, only
/// what is no prose.
public final class SourceWords {

    private static final double LEAST_SHARE = 0.25;
    private static final int FEWEST_LINES = 5;

    /// Fewer lines are code if nearly all of them are.
    private static final int FEW_LINES = 3;

    private static final double NEARLY_ALL = 0.9;

    /// Less code stands in many a question about it.
    private static final int SOME = 200;

    /// So much code in fewer lines does too.
    private static final int MUCH = 600;

    /// Of so many characters one is a sign of code.
    private static final int PER_SIGN = 10;

    /// A long line of code has a space among so many characters at most.
    private static final int PER_SPACE = 20;

    /// Or one of so many characters is punctuation with something on both sides, as in code without spaces.
    private static final int PER_GLUED = 25;

    private static final int LONG_LINE = 200;

    /// Of so many characters of a record or a table one is a digit.
    private static final int PER_DIGIT = 4;

    private static final int LONG_STRING = 24;
    private static final int SPACES_OF_A_SENTENCE = 3;
    private static final int LONGEST_NAME = 60;
    private static final int ASCII = 128;
    private static final String BEGINS = ")]}@";
    private static final String ENDS = "{};";
    private static final String GLUE = ":,;(){}[]\"=!";
    private static final String LEADS = "/*#-;%\".!<+=";
    private static final boolean[] SIGNS = signs();

    private static final int FEWEST_WORDS = 3;
    private static final int FOREIGN_LETTERS = 6;

    /// Letters from here on are of scripts in which no code is written.
    private static final char FOREIGN_FROM = 0x0370;

    /// Words that sentences in nine languages have, and lines of code hardly ever.
    private static final WordTable JOINING =
            WordTable.of("the an all any your you me of every never that are be they have"
                    + " will must should please how what who don't und der das alle deine deinen dein du ich nicht mir ist den dem"
                    + " ein eine les des vos toutes tous tes tu vous je une una las todas todos tus sus le gli tutte tutti tuoi"
                    + " tue che della todas seus suas voce você não uma het een alle jouw je niet mijn wszystkie swoje twoje nie"
                    + " się jest");

    /// Lines of prose that follow each other and have so many characters are a text by itself.
    private static final int LONG_PROSE = 300;

    /// In prose one of so many characters begins a word that code does not have.
    private static final int PER_JOINING_WORD = 100;

    private final String source;
    private final List<Stretch> prose = new ArrayList<>();
    private int proseStart = -1;
    private final StringBuilder words = new StringBuilder();
    private int[] places;
    private int code;
    private int all;
    private int lines;

    private SourceWords(String source) {
        this.source = source;
        this.places = new int[64];
    }

    private static boolean[] signs() {
        boolean[] signs = new boolean[ASCII];
        "{}[]<>$=|~^`%*/#@;_\\&".chars().forEach(sign -> signs[sign] = true);
        return signs;
    }

    /// @return nothing for a text that is prose
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

    public String text() {
        return words.toString();
    }

    /// The longer stretches of prose that are neither in comments nor in strings of one line, such as a letter beside
    /// code.
    public List<Stretch> prose() {
        return prose;
    }

    /// Part of the words, in UTF-16 units.
    ///
    /// @param end one past the last
    public record Stretch(int start, int end) {}

    /// Where in the source a part of the text begins, in UTF-16 units.
    public int start(int start) {
        return start < words.length() ? places[start] : source.length();
    }

    /// One past where it ends.
    ///
    /// @param end one past the part's last character
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
                code += isCode(first, last) || isComment(first, last) ? last - first : 0;
            }
            from = to + 1;
        }
    }

    private void read() {
        int from = 0;
        while (from < source.length()) {
            int to = lineEnd(from);
            int first = first(from, to);
            int last = last(first, to);
            if (first < last) {
                line(first, last);
            }
            if (!words.isEmpty() && words.charAt(words.length() - 1) != '\n') {
                add('\n', Math.min(to, source.length() - 1));
            }
            from = to + 1;
        }
        endProse();
    }

    private void line(int first, int last) {
        int begin = first;
        while (begin < last && isLead(begin)) {
            begin++;
        }
        boolean code = isCode(begin, last) || (begin == first && isCode(first, last));
        if (code || isComment(first, last)) {
            endProse();
        } else if (proseStart < 0) {
            proseStart = words.length();
        }
        if (code) {
            quoted(first, last);
        } else {
            add(begin, last);
        }
    }

    private void endProse() {
        int length = words.length() - proseStart;
        if (proseStart >= 0 && length >= LONG_PROSE && joining(proseStart) * PER_JOINING_WORD >= length) {
            prose.add(new Stretch(proseStart, words.length()));
        }
        proseStart = -1;
    }

    /// How many words read from here on stand in sentences and not in code, or letters of other scripts.
    private int joining(int from) {
        int count = 0;
        int at = from;
        while (at < words.length()) {
            int begin = at;
            while (at < words.length() && isOfAWord(words.charAt(at))) {
                count += words.charAt(at) >= FOREIGN_FROM ? 1 : 0;
                at++;
            }
            count += at > begin && JOINING.get(words, begin, at) != WordTable.NONE ? 1 : 0;
            at++;
        }
        return count;
    }

    /// A sign that leads a comment, and spaces behind it.
    private boolean isLead(int at) {
        char c = source.charAt(at);
        return c <= ' ' || LEADS.indexOf(c) >= 0;
    }

    /// The sentences in quotation marks or between tags of a line of code, and what may be encoded; and the
    /// comment that ends it.
    private void quoted(int first, int last) {
        int at = first;
        while (at < last) {
            char c = source.charAt(at);
            if (c == '"' || c == '\'' || c == '`') {
                int end = closing(at + 1, last, c);
                if (end > at && isWorthReading(at + 1, end)) {
                    add(at + 1, end);
                    add(' ', end);
                }
                at = end > at ? end : at;
            } else if (c == '>') {
                int end = closing(at + 1, last, '<');
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
                if (!isCode(begin, last)) {
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

    private int closing(int from, int last, char quote) {
        for (int i = from; i < last; i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    private boolean isWorthReading(int from, int to) {
        int spaces = 0;
        for (int i = from; i < to; i++) {
            spaces += source.charAt(i) == ' ' ? 1 : 0;
        }
        return spaces >= SPACES_OF_A_SENTENCE || (spaces == 0 && to - from >= LONG_STRING);
    }

    private boolean isComment(int first, int last) {
        char c = source.charAt(first);
        char next = first + 1 < last ? source.charAt(first + 1) : ' ';
        return ((c == '/' || c == '-') && next == c)
                || (c == '/' && next == '*')
                || (c == '*' && (next <= ' ' || next == '/'))
                || ((c == '#' || c == '%' || c == ';') && (next <= ' ' || next == c || next == '!'));
    }

    private boolean isCode(int first, int last) {
        if (first >= last) {
            return false;
        }
        char begin = source.charAt(first);
        char end = source.charAt(last - 1);
        boolean paragraph = last - first >= LONG_LINE;
        boolean form = ENDS.indexOf(end) >= 0 || BEGINS.indexOf(begin) >= 0 || (begin == '<' && end == '>');
        int signs = 0;
        int spaces = 0;
        int digits = 0;
        int glued = 0;
        int foreign = 0;
        char before = ' ';
        for (int i = first; i < last; i++) {
            char c = source.charAt(i);
            glued += before > ' ' && GLUE.indexOf(c) >= 0 && i + 1 < last && source.charAt(i + 1) > ' ' ? 1 : 0;
            digits += c >= '0' && c <= '9' ? 1 : 0;
            signs += (c < ASCII && SIGNS[c]) || isPair(before, c) ? 1 : 0;
            spaces += c <= ' ' || c >= ASCII ? 1 : 0;
            foreign += c >= FOREIGN_FROM && Character.isLetter(c) ? 1 : 0;
            before = c;
        }
        int length = last - first;
        return (signs * PER_SIGN >= length && foreign * 2 < length)
                || (paragraph
                        ? spaces * PER_SPACE < length || glued * PER_GLUED >= length
                        : digits * PER_DIGIT >= length
                                || areIdentifiers(first, last)
                                || ((form || isItem(first, last) || isAssignment(first, last))
                                        && !isSentence(first, last)));
    }

    /// Whether the words of a line make a sentence, whatever stands around them: several plain words, most of them with
    /// a space between them, not many others, and among them one that code does not have; or letters of a script in
    /// which no code is written.
    private boolean isSentence(int first, int last) {
        int plain = 0;
        int others = 0;
        int beside = 0;
        boolean joining = false;
        int foreign = 0;
        int end = -1;
        int at = first;
        while (at < last) {
            int begin = at;
            boolean letters = true;
            while (at < last && isOfAWord(source.charAt(at))) {
                char c = source.charAt(at);
                letters &= Character.isLetter(c) || c == '\'' || c == '’';
                foreign += c >= FOREIGN_FROM && Character.isLetter(c) ? 1 : 0;
                at++;
            }
            if (at > begin) {
                plain += letters ? 1 : 0;
                others += letters ? 0 : 1;
                beside += end >= first && begin == end + 1 && source.charAt(end) == ' ' ? 1 : 0;
                joining |= letters && JOINING.get(source, begin, at) != WordTable.NONE;
                end = at;
            }
            at++;
        }
        return foreign >= FOREIGN_LETTERS
                || (joining && plain >= FEWEST_WORDS && plain >= 2 * others && 2 * beside >= plain);
    }

    /// Whether half of the words are names as only code has them: `camelCase` or `with_underscores`.
    private boolean areIdentifiers(int first, int last) {
        int words = 0;
        int identifiers = 0;
        int at = first;
        while (at < last) {
            int begin = at;
            boolean identifier = false;
            while (at < last && isOfAWord(source.charAt(at))) {
                char c = source.charAt(at);
                char before = at > begin ? source.charAt(at - 1) : ' ';
                identifier |= at > begin && (c == '_' || (Character.isUpperCase(c) && Character.isLowerCase(before)));
                at++;
            }
            words += at > begin ? 1 : 0;
            identifiers += identifier ? 1 : 0;
            at++;
        }
        return identifiers > 0 && 2 * identifiers >= words;
    }

    private static boolean isOfAWord(char c) {
        return Character.isLetterOrDigit(c) || c == '\'' || c == '’' || c == '_';
    }

    /// `()`, `::`, and what stands around quotation marks of data.
    private static boolean isPair(char before, char c) {
        return (before == '(' && c == ')')
                || (before == ':' && c == ':')
                || (before == '"' && (c == ',' || c == ':' || c == ')'))
                || (c == '"' && (before == ',' || before == '(' || before == ':'));
    }

    /// Something in quotation marks, and then a comma, a colon or a comment.
    private boolean isItem(int first, int last) {
        char quote = source.charAt(first);
        int end = quote == '"' || quote == '\'' ? closing(first + 1, last, quote) + 1 : 0;
        while (end > 0 && end < last && source.charAt(end) == ' ') {
            end++;
        }
        return end > 0 && end < last && ",:#)=".indexOf(source.charAt(end)) >= 0;
    }

    /// A name, and then `=` or `:=`.
    private boolean isAssignment(int first, int last) {
        int i = first;
        while (i < last
                && i - first < LONGEST_NAME
                && (Character.isLetterOrDigit(source.charAt(i)) || "_.$[]'\"-".indexOf(source.charAt(i)) >= 0)) {
            i++;
        }
        int name = i;
        while (i < last && source.charAt(i) == ' ') {
            i++;
        }
        return name > first
                && i < last
                && (source.charAt(i) == '='
                        || (source.charAt(i) == ':' && i + 1 < last && source.charAt(i + 1) == '='));
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
