package io.plumbline.console.route;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The form of a route: its most frequent settings. It edits a document and keeps everything else in it.
///
/// @param variantName parallel to the other lists of variants; a row without name and target is left out
/// @param variantTarget `model@version`, `model@alias` or `provider/model`
/// @param fallbacks one target a line
record RouteForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String environment,
        @Nullable List<String> variantName,
        @Nullable List<String> variantTarget,
        @Nullable List<String> variantPrompt,
        @Nullable List<String> variantWeight,
        @Nullable String fallbacks,
        @Nullable String retries,
        @Nullable String policy,
        @Nullable String sticky,
        @Nullable String choice) {

    static final List<String> ENVIRONMENTS = List.of("DEVELOPMENT", "PRODUCTION");
    static final List<String> STICKY = List.of("user", "session", "request");
    static final List<String> CHOICES = List.of("weighted", "latency", "cost");

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int EMPTY_ROWS = 2;

    /// A row of the variants.
    record VariantRow(String name, String target, String prompt, String weight) {

        public boolean isEmpty() {
            return name.isBlank() && target.isBlank();
        }
    }

    /// A value that cannot be read.
    static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String field;

        Unreadable(String field, String message) {
            super(message, null, false, false);
            this.field = field;
        }

        String field() {
            return field;
        }

        String reason() {
            return Objects.requireNonNull(getMessage());
        }
    }

    static RouteForm of(String name, ObjectNode document) {
        List<JsonNode> variants = StreamSupport.stream(document.path("variants").spliterator(), false)
                .toList();
        return new RouteForm(
                name,
                text(document.path("team")),
                text(document.path("environment")),
                variants.stream().map(each -> text(each.path("name"))).toList(),
                variants.stream().map(each -> label(each.path("target"))).toList(),
                variants.stream().map(each -> text(each.path("prompt"))).toList(),
                variants.stream().map(each -> text(each.path("weight"))).toList(),
                String.join(
                        "\n",
                        StreamSupport.stream(document.path("fallbacks").spliterator(), false)
                                .map(RouteForm::label)
                                .toList()),
                text(document.path("retries")),
                text(document.path("policy")),
                text(document.path("sticky")),
                document.path("choice").isMissingNode() ? "weighted" : text(document.path("choice")));
    }

    static RouteForm empty(@Nullable String team) {
        return new RouteForm(
                "",
                team,
                "DEVELOPMENT",
                List.of("stable"),
                List.of(""),
                List.of(""),
                List.of("100"),
                "",
                "0",
                "",
                "user",
                "weighted");
    }

    /// Returns the rows of the variants, with some empty ones for more.
    public List<VariantRow> rows() {
        int filled = rowCount();
        return IntStream.range(0, filled + EMPTY_ROWS).mapToObj(this::row).toList();
    }

    private int rowCount() {
        int count = variantName == null ? 0 : variantName.size();
        while (count > 0 && row(count - 1).isEmpty()) {
            count--;
        }
        return count;
    }

    private VariantRow row(int index) {
        return new VariantRow(
                at(variantName, index), at(variantTarget, index), at(variantPrompt, index), at(variantWeight, index));
    }

    private static String at(@Nullable List<String> values, int index) {
        String value = values == null || index >= values.size() ? null : values.get(index);
        return value == null ? "" : value.strip();
    }

    /// Writes the form into a document.
    ///
    /// @throws Unreadable for a value that no document can hold
    void applyTo(ObjectNode document) {
        put(document, "team", team);
        put(document, "environment", environment);
        ArrayNode variants = JSON.arrayNode();
        for (VariantRow row : rows()) {
            if (row.isEmpty()) {
                continue;
            }
            ObjectNode variant = variants.addObject();
            variant.put("name", row.name());
            variant.set("target", target(row.target(), "variants"));
            put(variant, "prompt", row.prompt());
            variant.put("weight", number(row.weight().isEmpty() ? "0" : row.weight(), "variants"));
        }
        document.set("variants", variants);
        ArrayNode all = JSON.arrayNode();
        Objects.requireNonNullElse(fallbacks, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> all.add(target(line, "fallbacks")));
        document.set("fallbacks", all);
        document.put("retries", number(retries == null || retries.isBlank() ? "0" : retries, "retries"));
        put(document, "policy", policy);
        put(document, "sticky", sticky);
        put(document, "choice", "weighted".equals(choice) && !document.has("choice") ? null : choice);
    }

    static void put(ObjectNode document, String member, @Nullable String value) {
        if (value == null || value.isBlank()) {
            document.remove(member);
        } else {
            document.put(member, value.strip());
        }
    }

    static int number(String text, String field) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new Unreadable(field, "must have whole numbers: “" + text.strip() + "” is not one");
        }
    }

    private static ObjectNode target(String text, String field) {
        int slash = text.indexOf('/');
        int at = text.lastIndexOf('@');
        ObjectNode target = JSON.objectNode();
        if (slash > 0 && slash < text.length() - 1) {
            return target.put("provider", text.substring(0, slash)).put("model", text.substring(slash + 1));
        }
        if (at <= 0 || at == text.length() - 1) {
            throw new Unreadable(
                    field,
                    "must name targets as model@version, model@alias or provider/model: “" + text + "” does not");
        }
        String pointer = text.substring(at + 1);
        target.put("model", text.substring(0, at));
        return pointer.matches("[0-9]{1,9}")
                ? target.put("version", Integer.parseInt(pointer))
                : target.put("alias", pointer);
    }

    private static String label(JsonNode target) {
        if (target.hasNonNull("provider")) {
            return text(target.path("provider")) + "/" + text(target.path("model"));
        }
        return text(target.path("model"))
                + "@"
                + text(target.hasNonNull("version") ? target.path("version") : target.path("alias"));
    }

    static String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? "" : value.asString();
    }
}
