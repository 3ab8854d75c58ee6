package io.plumbline.console.alert;

import java.util.List;
import java.util.StringJoiner;

/// Which alerts a silence or a subscription selects; an empty list selects all.
public record AlertSelection(List<String> sources, List<String> severities, List<String> names, List<String> routes) {

    /// Returns the selection in words.
    public String words() {
        StringJoiner words = new StringJoiner(", ");
        add(words, "raised by", sources);
        add(words, "severity", severities);
        add(words, "name", names);
        add(words, "route", routes);
        return words.length() == 0 ? "All alerts" : words.toString();
    }

    private static void add(StringJoiner words, String word, List<String> values) {
        if (!values.isEmpty()) {
            words.add(word + " " + String.join(" or ", values));
        }
    }
}
