package io.plumbline.console.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings of a route in words.
final class RouteSettings {

    private static final Map<String, String> LIMITS = Map.of(
            "requestsPerMinute", "requests a minute",
            "tokensPerMinute", "tokens a minute",
            "inputTokensPerMinute", "input tokens a minute",
            "outputTokensPerMinute", "output tokens a minute",
            "concurrency", "concurrent calls");

    /// The gateway's default.
    private static final int USUAL_PASSAGES = 5;

    private RouteSettings() {}

    /// A setting.
    record Setting(String label, String value) {}

    static List<Setting> of(ObjectNode route) {
        List<Setting> settings = new ArrayList<>();
        int retries = route.path("retries").asInt(0);
        settings.add(new Setting("Retries", retries == 0 ? "None" : retries + " for each target"));
        settings.add(new Setting("Limits", limits(route.path("limits"))));
        settings.add(new Setting("Cache", cache(route.path("cache"))));
        settings.add(new Setting("A call stays with its", sticky(RouteForm.text(route.path("sticky")))));
        settings.add(new Setting("Variants are chosen", choice(RouteForm.text(route.path("choice")))));
        add(settings, "Time limits", times(route.path("timeLimits")));
        add(settings, "Shadow", shadow(route.path("shadow")));
        add(settings, "Knowledge base", retrieval(route.path("retrieval")));
        add(settings, "Rules", names(route.path("rules"), "name"));
        add(settings, "Callers' roles", names(route.path("allowedRoles"), null));
        add(settings, "Callers' teams", names(route.path("allowedTeams"), null));
        add(settings, "Prompts that calls may name", names(route.path("prompts"), "prompt"));
        add(settings, "Hardening", route.hasNonNull("hardening") ? "Text around the system prompt" : null);
        add(settings, "Form of answers", output(route.path("output")));
        add(settings, "Tags that separate windows", tags(route.path("segmentTags")));
        return settings;
    }

    private static void add(List<Setting> settings, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            settings.add(new Setting(label, value));
        }
    }

    private static String limits(JsonNode limits) {
        StringJoiner words = new StringJoiner(", ").setEmptyValue("None");
        limits.properties().stream()
                .filter(limit -> !limit.getValue().isNull())
                .map(limit -> String.format(
                        Locale.US,
                        "%,d %s",
                        limit.getValue().asLong(),
                        LIMITS.getOrDefault(limit.getKey(), limit.getKey())))
                .sorted()
                .forEach(words::add);
        return words.toString();
    }

    private static String cache(JsonNode cache) {
        if (!cache.hasNonNull("ttlSeconds")) {
            return "Off";
        }
        String scope = cache.hasNonNull("scope") ? cache.path("scope").asString() : "user";
        return "Identical calls of a " + scope + " share an answer for "
                + cache.path("ttlSeconds").asInt() + " s";
    }

    private static String sticky(String sticky) {
        return switch (sticky) {
            case "request" -> "own draw";
            case "session" -> "session";
            default -> "user";
        };
    }

    private static String choice(String choice) {
        return switch (choice) {
            case "latency" -> "by latency";
            case "cost" -> "by cost";
            default -> "by weight";
        };
    }

    private static @Nullable String times(JsonNode times) {
        StringJoiner words = new StringJoiner(", ");
        if (times.hasNonNull("attemptMs")) {
            words.add(times.path("attemptMs").asInt() + " ms for an attempt");
        }
        if (times.hasNonNull("firstTokenMs")) {
            words.add(times.path("firstTokenMs").asInt() + " ms to the first token");
        }
        return words.toString();
    }

    private static @Nullable String shadow(JsonNode shadow) {
        if (!shadow.hasNonNull("share")) {
            return null;
        }
        return Math.round(shadow.path("share").asDouble() * 100) + " % of the calls are copied";
    }

    private static @Nullable String retrieval(JsonNode retrieval) {
        if (!retrieval.hasNonNull("knowledgeBase")) {
            return null;
        }
        return retrieval.path("knowledgeBase").asString() + ", up to "
                + retrieval.path("limit").asInt(USUAL_PASSAGES) + " passages";
    }

    private static @Nullable String output(JsonNode output) {
        return output.hasNonNull("check") ? "Check: " + output.path("check").asString() : null;
    }

    private static String tags(JsonNode declared) {
        return declared.properties().stream()
                .map(tag -> tag.getKey() + " (" + names(tag.getValue(), null) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String names(JsonNode list, @Nullable String member) {
        return String.join(
                ", ",
                StreamSupport.stream(list.spliterator(), false)
                        .map(each -> RouteForm.text(member == null ? each : each.path(member)))
                        .toList());
    }
}
