package io.plumbline.console.suite;

import io.plumbline.console.page.FormErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that creates a suite with the usual members. Others are edited as source.
///
/// @param metrics one a line: its name, then optionally `floor=0.7`, `drop=0.05` and `info` for one that does not
///     block
record SuiteForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String dataset,
        @Nullable String prompt,
        @Nullable String metrics) {

    static final String METRICS = "rougeL floor=0.7 drop=0.05\ntokenF1 floor=0.75";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    /// Returns the first error; null for none.
    @Nullable
    FormErrors errors() {
        if (!NAME.matcher(text(name)).matches()) {
            return FormErrors.at("name", "must be 1 to 63 lowercase letters, digits, dots, hyphens or underscores");
        }
        try {
            rules();
            return null;
        } catch (IllegalArgumentException e) {
            return FormErrors.at("metrics", String.valueOf(e.getMessage()));
        }
    }

    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("team", text(team));
        document.put("dataset", text(dataset));
        document.put(
                "template",
                text(prompt).isEmpty()
                        ? Map.of("messages", List.of(Map.of("role", "user", "content", "{{input}}")))
                        : Map.of("prompt", text(prompt)));
        document.put("metrics", rules());
        return document;
    }

    private List<Map<String, Object>> rules() {
        List<Map<String, Object>> rules = new ArrayList<>();
        text(metrics).lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> rules.add(rule(line)));
        return rules;
    }

    private static Map<String, Object> rule(String line) {
        String[] words = line.split("[\\s,]+", -1);
        Map<String, Object> rule = new LinkedHashMap<>();
        rule.put("name", words[0]);
        for (int i = 1; i < words.length; i++) {
            if (words[i].equals("info")) {
                rule.put("blocking", false);
            } else if (words[i].startsWith("floor=")) {
                rule.put("floor", number(words[i]));
            } else if (words[i].startsWith("drop=")) {
                rule.put("maxRegression", number(words[i]));
            } else {
                throw new IllegalArgumentException(
                        "must have after each name only floor=NUMBER, drop=NUMBER or info, not " + words[i]);
            }
        }
        return rule;
    }

    private static double number(String word) {
        try {
            return Double.parseDouble(word.substring(word.indexOf('=') + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must have a number in " + word, e);
        }
    }

    static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }
}
