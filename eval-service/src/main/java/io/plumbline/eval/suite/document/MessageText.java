package io.plumbline.eval.suite.document;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The text of a suite's message, in which `{{name}}` stands for a field of the record. A name is everything
/// between two opening braces and the next closing ones, without surrounding white space of any kind. One parser
/// both checks and fills it, so that only checked text is filled. Linear in the length of the text and the
/// values.
public final class MessageText {

    private MessageText() {}

    /// Returns the names of its fields, in text order.
    public static Set<String> fields(String text) {
        Set<String> names = new LinkedHashSet<>();
        fill(text, name -> {
            names.add(name);
            return null;
        });
        return names;
    }

    /// Returns the text with values for the fields. Values are never parsed as templates.
    ///
    /// @param values name → value; null leaves the placeholder
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
