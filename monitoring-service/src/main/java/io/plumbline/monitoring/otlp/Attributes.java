package io.plumbline.monitoring.otlp;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The attributes of a resource, span or data point that have a single value. Values are read leniently: a number may
/// be a string, as in OTLP/JSON.
final class Attributes {

    private static final int LONGEST_NAME = 200;
    private static final int MOST_SORTED = 128;
    private static final long MOST_TOKENS = 1_000_000_000;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}");

    private final Map<String, JsonNode> values = new HashMap<>();

    private Attributes() {}

    /// @param list of `{"key": …, "value": {"stringValue": …}}`
    static Attributes of(JsonNode list) {
        Attributes attributes = new Attributes();
        for (JsonNode each : list) {
            String key = each.path("key").asString("");
            JsonNode value = each.path("value");
            if (value.isObject() && value.size() == 1) {
                JsonNode single = value.iterator().next();
                if (single.isValueNode() && !key.isEmpty()) {
                    attributes.values.putIfAbsent(key, single);
                }
            }
        }
        return attributes;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /// Returns the first value that is present, as it was sent; null if none is.
    @Nullable
    String text(List<String> keys) {
        for (String key : keys) {
            JsonNode value = values.get(key);
            if (value != null && !value.asString("").isBlank()) {
                return value.asString("");
            }
        }
        return null;
    }

    /// Returns the first value that is present as a name that can be stored and indexed; null if none is.
    @Nullable
    String name(List<String> keys) {
        String text = text(keys);
        return text == null ? null : name(text);
    }

    /// Makes a name storable: no control characters, no unpaired surrogates, at most 200 characters.
    static @Nullable String name(String text) {
        String encodable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String printable = UNPRINTABLE.matcher(encodable).replaceAll(" ").strip();
        if (printable.isEmpty()) {
            return null;
        }
        int end = Math.min(LONGEST_NAME, printable.length());
        return printable.substring(0, Character.isHighSurrogate(printable.charAt(end - 1)) ? end - 1 : end);
    }

    /// Returns the first value that is a number of tokens; null if none is.
    @Nullable
    Long tokens(List<String> keys) {
        Double number = number(keys);
        return number == null || number > MOST_TOKENS ? null : Long.valueOf(Math.round(number));
    }

    /// Returns the first value that is a finite number and not negative; null if none is.
    @Nullable
    Double number(List<String> keys) {
        for (String key : keys) {
            JsonNode value = values.get(key);
            if (value != null) {
                double number = value.asDouble(Double.NaN);
                if (number >= 0 && Double.isFinite(number)) {
                    return number;
                }
            }
        }
        return null;
    }

    /// Returns everything in one order, to tell streams apart.
    String canonical() {
        TreeMap<String, JsonNode> sorted = new TreeMap<>(values);
        StringBuilder text = new StringBuilder();
        int taken = 0;
        for (Map.Entry<String, JsonNode> each : sorted.entrySet()) {
            if (taken++ == MOST_SORTED) {
                break;
            }
            text.append(each.getKey())
                    .append('\u001f')
                    .append(each.getValue().asString(""))
                    .append('\u001e');
        }
        return text.toString();
    }
}
