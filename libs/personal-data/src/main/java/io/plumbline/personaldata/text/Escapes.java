package io.plumbline.personaldata.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Resolves the numeric escapes of various formats: `%69`, `&#105;`, `&#x69;`, `&lt;`, one or more backslashes,
/// `u` and four digits, `\x69`, and sequences of two hexadecimal or eight binary digits (`69 67 6e`). One pass;
/// the rest of the text stays.
public final class Escapes {

    /// Fewer escapes than this do not justify reading the text again.
    private static final int FEWEST = 6;

    private static final int LONGEST_NUMBER = 12;
    private static final int LONGEST_NAME = 15;
    private static final int MOST_BACKSLASHES = 4;
    private static final int TOO_HIGH = Character.MAX_CODE_POINT + 1;

    /// HTML's names for ASCII signs and invisible characters.
    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("lt", (int) '<'),
            Map.entry("gt", (int) '>'),
            Map.entry("commat", (int) '@'),
            Map.entry("period", (int) '.'),
            Map.entry("plus", (int) '+'),
            Map.entry("lowbar", (int) '_'),
            Map.entry("UnderBar", (int) '_'),
            Map.entry("hyphen", (int) '-'),
            Map.entry("dash", (int) '-'),
            Map.entry("sol", (int) '/'),
            Map.entry("colon", (int) ':'),
            Map.entry("lpar", (int) '('),
            Map.entry("rpar", (int) ')'),
            Map.entry("nbsp", (int) ' '),
            Map.entry("Tab", (int) '\t'),
            Map.entry("NewLine", (int) '\n'),
            Map.entry("shy", 0xAD),
            Map.entry("zwnj", 0x200C),
            Map.entry("zwj", 0x200D),
            Map.entry("NoBreak", 0x2060),
            Map.entry("ZeroWidthSpace", 0x200B));

    private final CharSequence text;
    private int end;

    private Escapes(CharSequence text) {
        this.text = text;
    }

    /// Receives each character of a text.
    public interface Sink {
        /// @param start where it stands, or where its escape begins
        /// @param end   one past it
        void character(int codePoint, int start, int end);
    }

    /// Reads part of a text.
    ///
    /// @return the number of its escapes
    public static int read(CharSequence text, int from, int to, Sink sink) {
        return new Escapes(text).read(from, to, sink);
    }

    /// The text without escapes; null if it has hardly any.
    public static @Nullable String undone(CharSequence text) {
        return mayHave(text) ? new Escapes(text).undo() : null;
    }

    /// Decides by the few signs of a text whether [#undone] is worth calling: if this returns false, that returns
    /// null. Reusable for one text after another; not thread-safe.
    public static final class Hint {
        private int marks;
        private int space;
        private int numbers;
        private boolean rows;

        /// Begins another text, or part of one.
        public void begin(int from) {
            marks = 0;
            space = from - 1;
            numbers = 0;
            rows = false;
        }

        /// @param c an ASCII character other than a letter or digit
        public void sign(char c, int at) {
            if (c == ' ') {
                int length = at - space - 1;
                numbers = length == 2 || length == 8 ? numbers + 1 : 0;
                rows |= numbers >= FEWEST - 1; // something else may stand right before the first number
                space = at;
            } else if (isMark(c)) {
                marks++;
            }
        }

        /// Whether there may be enough escapes.
        public boolean mayHaveMany() {
            return rows || marks >= FEWEST;
        }
    }

    private static boolean isMark(char c) {
        return c == '%' || c == '&' || c == '\\';
    }

    private static boolean mayHave(CharSequence text) {
        int marks = 0;
        int pairs = 0;
        int run = 0;
        for (int i = 0; i < text.length() && marks < FEWEST && pairs < FEWEST; i++) {
            char c = text.charAt(i);
            marks += isMark(c) ? 1 : 0;
            boolean isDigit = isHex(c);
            if (!isDigit && (run == 2 || run == 8) && c == ' ') {
                pairs++;
            } else if (!isDigit || run == 8) {
                pairs = 0;
            }
            run = isDigit ? run + 1 : 0;
        }
        return marks >= FEWEST || pairs >= FEWEST;
    }

    private static boolean isHex(char c) {
        int lower = c | 0x20;
        return (c >= '0' && c <= '9') || (lower >= 'a' && lower <= 'f');
    }

    private @Nullable String undo() {
        StringBuilder plain = new StringBuilder();
        int escapes = read(0, text.length(), (codePoint, _, _) -> plain.appendCodePoint(codePoint));
        return escapes >= FEWEST ? plain.toString() : null;
    }

    private int read(int from, int to, Sink sink) {
        int escapes = 0;
        int i = from;
        while (i < to) {
            int codePoint = escaped(i);
            if (codePoint < 0) {
                sink.character(text.charAt(i), i, i + 1);
                i++;
            } else {
                sink.character(codePoint, i, end);
                escapes++;
                i = end;
            }
        }
        return escapes;
    }

    /// The character of an escape, with its [#end]; -1 if none begins.
    private int escaped(int at) {
        return switch (text.charAt(at)) {
            case '%' -> number(at + 1, 16, 2, 2);
            case '\\' -> backslash(at);
            case '&' -> entity(at + 1);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> spaced(at);
            default -> -1;
        };
    }

    private int entity(int at) {
        if (is(at, '#')) {
            boolean hex = is(at + 1, 'x');
            int codePoint = hex ? number(at + 2, 16, 1, LONGEST_NUMBER) : number(at + 1, 10, 1, LONGEST_NUMBER);
            end += is(end, ';') ? 1 : 0; // browsers do without
            return codePoint;
        }
        int semicolon = at;
        while (semicolon < text.length() && semicolon - at < LONGEST_NAME && text.charAt(semicolon) != ';') {
            semicolon++;
        }
        Integer named =
                is(semicolon, ';') ? NAMED.get(text.subSequence(at, semicolon).toString()) : null;
        if (named == null) {
            return -1;
        }
        end = semicolon + 1;
        return named;
    }

    /// Accepts several backslashes, for JSON nested in JSON.
    private int backslash(int at) {
        int letter = at + 1;
        while (letter - at < MOST_BACKSLASHES && is(letter, '\\')) {
            letter++;
        }
        return is(letter, 'u') ? number(letter + 1, 16, 4, 4) : is(letter, 'x') ? number(letter + 1, 16, 2, 2) : -1;
    }

    /// Two hexadecimal or eight binary digits between spaces, with the space after them.
    private int spaced(int at) {
        if (at > 0 && isDigit(at - 1, 16)) {
            return -1;
        }
        int codePoint = isDigit(at + 2, 2) ? number(at, 2, 8, 8) : number(at, 16, 2, 2);
        if (codePoint < 0 || isDigit(end, 16)) {
            return -1;
        }
        boolean followed = is(end, ' ') && isDigit(end + 1, 16);
        boolean preceded = at > 1 && text.charAt(at - 1) == ' ' && isDigit(at - 2, 16);
        if (!followed && !preceded) {
            return -1;
        }
        end += followed ? 1 : 0;
        return codePoint;
    }

    private int number(int at, int radix, int fewest, int most) {
        int value = 0;
        int i = at;
        while (i < at + most && isDigit(i, radix)) {
            value = Math.min(TOO_HIGH, value * radix + Character.digit(text.charAt(i), radix));
            i++;
        }
        end = i;
        boolean isCharacter = (value >= ' ' && value <= Character.MAX_CODE_POINT) || value == '\n';
        return i - at >= fewest && isCharacter ? value : -1;
    }

    private boolean is(int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean isDigit(int at, int radix) {
        return at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), radix) >= 0;
    }
}
