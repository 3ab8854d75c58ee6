package io.plumbline.guardrails.text;

/// Distinguishes lines of source code from lines of prose and comments, for [SourceWords].
///
/// A line is code if it begins or ends like code or assigns to a name and its words do not form a sentence, or if
/// one of ten characters is a sign of code. A long line may be a paragraph of prose, and is code only by its
/// signs, or if it has hardly any spaces. The rules are rough on purpose, so as never to lose a comment or
/// sentence whose words must be read. Linear; immutable.
final class SourceLines {

    /// In code, one in this many characters is a sign of code.
    private static final int PER_SIGN = 10;

    /// A long line of code has at most one space in this many characters.
    private static final int PER_SPACE = 20;

    /// Or one in this many characters is punctuation without spaces on either side, as in code without spaces.
    private static final int PER_GLUED = 25;

    private static final int LONG_LINE = 200;

    /// In a record or a table, one in this many characters is a digit.
    private static final int PER_DIGIT = 4;

    private static final int LONGEST_NAME = 60;
    private static final int ASCII = 128;
    private static final String BEGINS = ")]}@";
    private static final String ENDS = "{};";
    private static final String GLUE = ":,;(){}[]\"=!";
    private static final boolean[] SIGNS = signs();
    private static final int FEWEST_WORDS = 3;
    private static final int FOREIGN_LETTERS = 6;

    /// The first letter of scripts in which no code is written.
    static final char FOREIGN_FROM = 0x0370;

    /// Words common in sentences of nine languages, and rare in lines of code.
    private static final WordTable JOINING =
            WordTable.of("the an all any your you me of every never that are be they have"
                    + " will must should please how what who don't und der das alle deine deinen dein du ich nicht mir ist den dem"
                    + " ein eine les des vos toutes tous tes tu vous je une una las todas todos tus sus le gli tutte tutti tuoi"
                    + " tue che della todas seus suas voce você não uma het een alle jouw je niet mijn wszystkie swoje twoje nie"
                    + " się jest");

    private final String source;

    SourceLines(String source) {
        this.source = source;
    }

    private static boolean[] signs() {
        boolean[] signs = new boolean[ASCII];
        "{}[]<>$=|~^`%*/#@;_\\&".chars().forEach(sign -> signs[sign] = true);
        return signs;
    }

    /// Where a quotation ends; -1 if it is not closed.
    int closing(int from, int last, char quote) {
        for (int i = from; i < last; i++) {
            if (source.charAt(i) == '\\') {
                i++;
            } else if (source.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    boolean isComment(int first, int last) {
        char c = source.charAt(first);
        char next = first + 1 < last ? source.charAt(first + 1) : ' ';
        return ((c == '/' || c == '-') && next == c)
                || (c == '/' && next == '*')
                || (c == '*' && (next <= ' ' || next == '/'))
                || ((c == '#' || c == '%' || c == ';') && (next <= ' ' || next == c || next == '!'));
    }

    boolean isCode(int first, int last) {
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

    /// Whether the words of a line form a sentence, whatever surrounds them: several plain words, most of them
    /// separated by a space, few other words, and at least one word that code does not use; or letters of a
    /// script in which no code is written.
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
                joining |= letters && isJoining(source, begin, at);
                end = at;
            }
            at++;
        }
        return foreign >= FOREIGN_LETTERS
                || (joining && plain >= FEWEST_WORDS && plain >= 2 * others && 2 * beside >= plain);
    }

    /// Whether half of the words are identifiers as only code has them: `camelCase` or `with_underscores`.
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

    static boolean isOfAWord(char c) {
        return Character.isLetterOrDigit(c) || c == '\'' || c == '’' || c == '_';
    }

    /// `()`, `::`, and the signs around quotation marks of data.
    private static boolean isPair(char before, char c) {
        return (before == '(' && c == ')')
                || (before == ':' && c == ':')
                || (before == '"' && (c == ',' || c == ':' || c == ')'))
                || (c == '"' && (before == ',' || before == '(' || before == ':'));
    }

    /// A quotation followed by a comma, a colon or a comment.
    private boolean isItem(int first, int last) {
        char quote = source.charAt(first);
        int end = quote == '"' || quote == '\'' ? closing(first + 1, last, quote) + 1 : 0;
        while (end > 0 && end < last && source.charAt(end) == ' ') {
            end++;
        }
        return end > 0 && end < last && ",:#)=".indexOf(source.charAt(end)) >= 0;
    }

    /// A name followed by `=` or `:=`.
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

    /// Whether a word is common in sentences and rare in code.
    static boolean isJoining(CharSequence text, int begin, int end) {
        return JOINING.get(text, begin, end) != WordTable.NONE;
    }
}
