package io.plumbline.console.call;

import io.plumbline.console.page.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/// The filters of the list of calls, as submitted.
///
/// @param subject the application's user
/// @param actor id of the key, user or service that called
/// @param evaluation whether to include calls of evaluations and mirrored calls
record CallFilters(
        @Nullable String route,
        @Nullable String variant,
        @Nullable String model,
        @Nullable String outcome,
        @Nullable String category,
        @Nullable String subject,
        @Nullable String actor,
        @Nullable String environment,
        @Nullable String source,
        @Nullable String service,
        @Nullable String knowledgeBase,
        @Nullable String document,
        @Nullable String minCostUsd,
        @Nullable String minLatencyMs,
        @Nullable String id,
        @Nullable Boolean evaluation) {

    /// Whether the selection is more than what the timeline can be filtered by.
    boolean isMoreThanTheChart() {
        return given().keySet().stream().anyMatch(name -> !"route".equals(name) && !"variant".equals(name));
    }

    /// Whether a filter is in the part of the form that is folded at first.
    public boolean isDetailed() {
        return given().keySet().stream()
                .anyMatch(name -> !"route".equals(name) && !"outcome".equals(name) && !"id".equals(name));
    }

    /// Whether only calls that bypassed the gateway are selected. The timeline has none of them.
    public boolean isUnguarded() {
        Map<String, String> given = given();
        return "OTLP".equals(given.get("source")) || given.containsKey("service");
    }

    boolean withEvaluation() {
        return Boolean.TRUE.equals(evaluation);
    }

    /// Returns the filters for the API.
    MultiValueMap<String, String> parameters(Scope scope, Instant now) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        given().forEach(parameters::add);
        if (scope.team() != null) {
            parameters.add("team", scope.team());
        }
        parameters.add("from", from(scope, now).toString());
        if (!withEvaluation()) {
            parameters.add("purpose", "PRODUCTION");
        }
        return parameters;
    }

    /// Returns the parameters of the timeline.
    MultiValueMap<String, String> timeline(Scope scope, Instant now) {
        MultiValueMap<String, String> parameters = CallCharts.range(scope, now);
        given().forEach((name, value) -> {
            if ("route".equals(name) || "variant".equals(name)) {
                parameters.add(name, value);
            }
        });
        return parameters;
    }

    /// Returns an address with these filters.
    String address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        given().forEach(address::queryParam);
        if (withEvaluation()) {
            address.queryParam("evaluation", "true");
        }
        return address.build().encode().toUriString();
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "route", route);
        put(given, "variant", variant);
        put(given, "model", model);
        put(given, "outcome", outcome);
        put(given, "category", category);
        put(given, "subject", subject);
        put(given, "actor", actor);
        put(given, "environment", environment);
        put(given, "source", source);
        put(given, "service", service);
        put(given, "knowledgeBase", knowledgeBase);
        put(given, "document", document);
        put(given, "minCostUsd", minCostUsd);
        put(given, "minLatencyMs", minLatencyMs);
        put(given, "id", id);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            given.put(name, value.strip());
        }
    }

    private static Instant from(Scope scope, Instant now) {
        return now.minus(scope.range().length()).truncatedTo(ChronoUnit.MINUTES);
    }
}
