package io.plumbline.personaldata.placeholder;

import io.plumbline.personaldata.placeholder.PlaceholderReader.Answer;
import io.plumbline.personaldata.placeholder.SurrogateBook.Entry;
import io.plumbline.personaldata.text.Chars;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an invented value at a position in a text, in the variations that models produce: other case, another
/// space, with Markdown's backslashes; in JSON with its escapes. It must be a word or words of its own. Of
/// several with the same beginning, the longest counts.
///
/// Continues while some invented value begins with the text read; its time does not grow with their number. Not
/// thread-safe; the result of the last reading is in its fields.
final class SurrogateReader {

    private static final int FAILED = -1;
    private static final int OPEN = -2;
    private static final int ESCAPE = 6;

    private final SurrogateBook book;
    private final boolean json;
    private final StringBuilder prefix = new StringBuilder();

    private int end;
    private @Nullable String value;
    private char unit;

    SurrogateReader(SurrogateBook book, boolean json) {
        this.book = book;
        this.json = json;
    }

    int end() {
        return end;
    }

    @Nullable
    String value() {
        return value;
    }

    Answer read(CharSequence text, int at) {
        if (book.reversible().isEmpty() || (Chars.joins(text.charAt(at)) && followsWord(text, at))) {
            return Answer.NOTHING;
        }
        prefix.setLength(0);
        Answer answer = Answer.NOTHING;
        int i = at;
        while (true) {
            if (i == text.length()) {
                return Answer.OPEN;
            }
            int next = unit(text, i);
            if (next == OPEN) {
                return Answer.OPEN;
            }
            if (next == FAILED) {
                return answer;
            }
            i = next;
            String read = prefix.append(SurrogateBook.folded(unit)).toString();
            Map.Entry<String, Entry> nearest = book.reversible().ceilingEntry(read);
            if (nearest == null || !nearest.getKey().startsWith(read)) {
                return answer;
            }
            if (nearest.getKey().length() == read.length()) {
                if (i == text.length()) {
                    return Answer.OPEN;
                }
                boolean word = !Chars.joins(unit) || !Chars.joins(text.charAt(i));
                if (word && !(nearest.getValue().part() && Character.isLowerCase(text.charAt(at)))) {
                    answer = Answer.PLACEHOLDER;
                    end = i;
                    value = nearest.getValue().value();
                }
            }
        }
    }

    /// Whether a letter or digit precedes that does not belong to an escape, such as the `n` of a line break.
    private boolean followsWord(CharSequence text, int at) {
        char before = Chars.at(text, at - 1);
        return Chars.joins(before) && !(json && "nrtbf".indexOf(before) >= 0 && Chars.at(text, at - 2) == '\\');
    }

    /// Reads one character in any written form and returns where the next begins.
    private int unit(CharSequence text, int at) {
        unit = text.charAt(at);
        if (unit != '\\') {
            return at + 1;
        }
        if (at + 1 == text.length()) {
            return OPEN;
        }
        unit = text.charAt(at + 1);
        if (!json) {
            return Chars.joins(unit) ? FAILED : at + 2;
        }
        switch (unit) {
            case 'u' -> {
                return escaped(text, at + 2);
            }
            case 'n', 'r', 't' -> unit = ' ';
            case '\\' -> {
                if (at + 2 == text.length()) {
                    return OPEN;
                }
                unit = text.charAt(at + 2);
                return Chars.joins(unit) ? FAILED : at + 3;
            }
            default -> {
                // means itself
            }
        }
        return at + 2;
    }

    private int escaped(CharSequence text, int from) {
        int code = 0;
        for (int i = from; i < from + ESCAPE - 2; i++) {
            if (i == text.length()) {
                return OPEN;
            }
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return FAILED;
            }
            code = 16 * code + digit;
        }
        unit = (char) code;
        return from + ESCAPE - 2;
    }
}
