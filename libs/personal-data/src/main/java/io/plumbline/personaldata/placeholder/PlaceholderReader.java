package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.text.Chars;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads a vault's placeholder at a position in a text, in the variations that models produce: other case, spaces
/// or dashes for underscores, Markdown's backslashes, missing brackets. The vault's tag must be present; this
/// keeps tolerance from causing false matches.
///
/// Not thread-safe; the result of the last reading is in its fields.
final class PlaceholderReader {

    private static final int FAILED = -1;
    private static final int OPEN = -2;

    private final PlaceholderVault vault;
    /// The written form of a backslash: one in text, two inside a JSON string.
    private final String backslash;

    private int end;
    private @Nullable String value;

    PlaceholderReader(PlaceholderVault vault, String backslash) {
        this.vault = vault;
        this.backslash = backslash;
    }

    /// The content of a position.
    enum Answer {
        NOTHING,
        /// A placeholder: see [#end] and [#value].
        PLACEHOLDER,
        /// Text that may become a placeholder when more text arrives.
        OPEN
    }

    int end() {
        return end;
    }

    @Nullable
    String value() {
        return value;
    }

    Answer read(CharSequence text, int at) {
        if (text.charAt(at) == '[') {
            return bracketed(text, at + 1, "]");
        }
        if (text.charAt(at) == '\\') {
            int bracket = literal(text, at, backslash);
            if (bracket < 0) {
                return answer(bracket);
            }
            if (bracket == text.length()) {
                return Answer.OPEN;
            }
            return text.charAt(bracket) == '[' ? bracketed(text, bracket + 1, backslash + "]") : Answer.NOTHING;
        }
        return bare(text, at);
    }

    private Answer bracketed(CharSequence text, int inner, String close) {
        int core = core(text, optionalSpace(text, inner));
        if (core < 0) {
            return answer(core);
        }
        int closed = literal(text, optionalSpace(text, core), close);
        if (closed < 0) {
            return answer(closed);
        }
        end = closed;
        return Answer.PLACEHOLDER;
    }

    /// Without brackets it must be a word of its own.
    private Answer bare(CharSequence text, int at) {
        char before = Chars.at(text, at - 1);
        if (Chars.joins(before) || before == '_') {
            return Answer.NOTHING;
        }
        int core = core(text, at);
        if (core < 0) {
            return answer(core);
        }
        if (core == text.length()) {
            return Answer.OPEN;
        }
        end = core;
        return Answer.PLACEHOLDER;
    }

    private static Answer answer(int result) {
        return result == OPEN ? Answer.OPEN : Answer.NOTHING;
    }

    private static int optionalSpace(CharSequence text, int at) {
        return Chars.at(text, at) == ' ' ? at + 1 : at;
    }

    /// The end of type, tag and code of a placeholder that the vault knows.
    private int core(CharSequence text, int at) {
        boolean open = false;
        for (String type : vault.types()) {
            int i = tolerant(text, at, type);
            i = i < 0 ? i : tolerant(text, i, "_");
            i = i < 0 ? i : tolerant(text, i, vault.tag());
            i = i < 0 ? i : tolerant(text, i, "_");
            i = i < 0 ? i : code(text, i, type);
            if (i >= 0) {
                return i;
            }
            open |= i == OPEN;
        }
        return open ? OPEN : FAILED;
    }

    private int code(CharSequence text, int from, String type) {
        int i = from;
        while (i < text.length() && i - from < PlaceholderCodes.LONGEST && PlaceholderCodes.isLetter(text.charAt(i))) {
            i++;
        }
        if (i == text.length()) {
            return OPEN;
        }
        if (i - from < PlaceholderCodes.SHORTEST || Chars.joins(text.charAt(i))) {
            return FAILED;
        }
        value = vault.value(type, text.subSequence(from, i).toString().toUpperCase(Locale.ROOT));
        return value == null ? FAILED : i;
    }

    private int tolerant(CharSequence text, int from, String wanted) {
        int i = from;
        for (int w = 0; w < wanted.length(); w++) {
            char expected = wanted.charAt(w);
            if (expected == '_') {
                i = separator(text, i);
                if (i < 0) {
                    return i;
                }
                continue;
            }
            if (i == text.length()) {
                return OPEN;
            }
            if (upper(text.charAt(i)) != expected) {
                return FAILED;
            }
            i++;
        }
        return i;
    }

    private int separator(CharSequence text, int at) {
        if (at == text.length()) {
            return OPEN;
        }
        char c = text.charAt(at);
        if (c == '_' || c == ' ' || c == '-') {
            return at + 1;
        }
        return literal(text, at, backslash + "_");
    }

    private static int literal(CharSequence text, int from, String wanted) {
        for (int w = 0; w < wanted.length(); w++) {
            if (from + w >= text.length()) {
                return OPEN;
            }
            if (text.charAt(from + w) != wanted.charAt(w)) {
                return FAILED;
            }
        }
        return from + wanted.length();
    }

    private static char upper(char c) {
        return c >= 'a' && c <= 'z' ? (char) (c - ('a' - 'A')) : c;
    }
}
