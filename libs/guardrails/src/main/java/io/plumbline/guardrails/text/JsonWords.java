package io.plumbline.guardrails.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The content of JSON (RFC 8259) without its escapes: `\n` before a number is not a letter of it. Only for a
/// text that is JSON, objects or arrays, and nothing else; the positions of names, commas and colons are not
/// checked. Maps each character to its position in the JSON. One pass; immutable.
public final class JsonWords implements PlacedWords {

    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String MEANINGS = "\"\\/\b\f\n\r\t";
    private static final String STRUCTURE = "{}[],:\"";
    private static final String OF_NUMBERS = "0123456789+-.eE";
    private static final String ROLE = "role";
    private static final Set<String> LITERALS = Set.of("true", "false", "null");
    private static final int UNICODE_DIGITS = 4;

    private final String json;
    private final boolean withForm;
    private final StringBuilder words;
    private final int[] places;
    private final List<Stretch> prose = new ArrayList<>();
    private int at;

    private JsonWords(String json, boolean withForm) {
        this.json = json;
        this.withForm = withForm;
        words = new StringBuilder(json.length());
        places = new int[json.length()];
    }

    /// Its names, strings, numbers and literals, one per line: quotes, brackets and commas hide the boundaries of
    /// sentences and look odd beside words.
    ///
    /// @return null for a text that is not JSON, or that mentions a `role`: it may forge a conversation, whose
    ///     form is stronger evidence than its words
    public static @Nullable JsonWords of(String text) {
        return read(text, false);
    }

    /// The JSON with its escapes resolved.
    ///
    /// @return null for a text that is not JSON, or has no escapes
    public static @Nullable JsonWords undone(String text) {
        return text.indexOf('\\') < 0 ? null : read(text, true);
    }

    private static @Nullable JsonWords read(String text, boolean withForm) {
        if (!isEnclosed(text)) {
            return null;
        }
        JsonWords words = new JsonWords(text, withForm);
        return words.isRead() ? words : null;
    }

    /// A cheap check that excludes other kinds of text.
    private static boolean isEnclosed(String text) {
        int first = 0;
        int last = text.length() - 1;
        while (first < last && isSpace(text.charAt(first))) {
            first++;
        }
        while (first < last && isSpace(text.charAt(last))) {
            last--;
        }
        return first < last
                && ((text.charAt(first) == '{' && text.charAt(last) == '}')
                        || (text.charAt(first) == '[' && text.charAt(last) == ']'));
    }

    @Override
    public String text() {
        return words.toString();
    }

    /// Its longer strings.
    @Override
    public List<Stretch> prose() {
        return prose;
    }

    @Override
    public int start(int start) {
        return start < words.length() ? places[start] : json.length();
    }

    @Override
    public int end(int end) {
        if (end == 0) {
            return 0;
        }
        int last = places[end - 1];
        if (json.charAt(last) != '\\') {
            return last + 1;
        }
        return last + (json.charAt(last + 1) == 'u' ? 2 + UNICODE_DIGITS : 2);
    }

    private boolean isRead() {
        int depth = 0;
        while (at < json.length()) {
            char c = json.charAt(at);
            if (c == '"') {
                if (!string()) {
                    return false;
                }
            } else if (isSpace(c) || STRUCTURE.indexOf(c) >= 0) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                form();
                at++;
            } else if (!bare()) {
                return false;
            }
            if (depth < 0) {
                return false;
            }
        }
        return depth == 0;
    }

    private boolean string() {
        line();
        form();
        int from = words.length();
        at++;
        while (at < json.length()) {
            int place = at;
            char c = json.charAt(place);
            if (c == '"') {
                boolean role = !withForm && ROLE.contentEquals(words.subSequence(from, words.length()));
                prose(new Stretch(from, words.length()));
                form();
                at++;
                return !role;
            }
            at++;
            int meant = c == '\\' ? escaped() : c;
            if (c < ' ' || meant < 0) {
                return false;
            }
            add((char) meant, place);
        }
        return false;
    }

    private void prose(Stretch string) {
        if (!withForm && string.isProse(words)) {
            prose.add(string);
        }
    }

    /// The meaning of the character after a backslash; negative if it has none.
    private int escaped() {
        if (at == json.length()) {
            return -1;
        }
        char c = json.charAt(at++);
        if (c != 'u') {
            int which = ESCAPES.indexOf(c);
            return which < 0 ? -1 : MEANINGS.charAt(which);
        }
        int end = Math.min(json.length(), at + UNICODE_DIGITS);
        int code = end < at + UNICODE_DIGITS ? -1 : 0;
        while (at < end && code >= 0) {
            int digit = Character.digit(json.charAt(at++), 16);
            code = digit < 0 ? -1 : code << 4 | digit;
        }
        return code;
    }

    /// Reads a number or a literal.
    private boolean bare() {
        line();
        int from = words.length();
        boolean number = true;
        while (at < json.length() && !isSpace(json.charAt(at)) && STRUCTURE.indexOf(json.charAt(at)) < 0) {
            number &= OF_NUMBERS.indexOf(json.charAt(at)) >= 0;
            add(json.charAt(at), at);
            at++;
        }
        return number || LITERALS.contains(words.substring(from));
    }

    private void line() {
        if (!withForm && !words.isEmpty()) {
            add('\n', at);
        }
    }

    private void form() {
        if (withForm) {
            add(json.charAt(at), at);
        }
    }

    private void add(char c, int place) {
        places[words.length()] = place;
        words.append(c);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
