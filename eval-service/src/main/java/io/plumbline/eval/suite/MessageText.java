package io.plumbline.eval.suite;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The text of a suite's message, in which `{{name}}` stands for a field of the record: a name is all between
/// two opening braces and the next closing ones, without the white space at its ends, of whatever kind. Checked
/// and filled by the one parser, so that nothing is filled that was not checked. Linear in the length of the text
/// and the values.
public final class MessageText {

    private MessageText() {}

    /// The names of the fields that it stands for, in the order of the text.
    public static Set<String> fields(String text) {
        Set<String> names = new LinkedHashSet<>();
        fill(text, name -> {
            names.add(name);
            return null;
        });
        return names;
    }

    /// The text with values in place of the fields. What is put in is never read as a template again.
    ///
    /// @param values name → value; null leaves it as it stands
    public static String fill(String text, Function<String, @Nullable String> values) {
        StringBuilder filled = new StringBuilder();
        int at = 0;
        while (true) {
            int open = text.indexOf("{{", at);
            int close = open < 0 ? -1 : text.indexOf("}}", open);
            if (close < 0) {
                return filled.append(text, at, text.length()).toString();
            }
            String value = values.apply(text.substring(open + 2, close).strip());
            filled.append(text, at, open).append(value == null ? text.substring(open, close + 2) : value);
            at = close + 2;
        }
    }
}
