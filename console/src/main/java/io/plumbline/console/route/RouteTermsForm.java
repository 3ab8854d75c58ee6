package io.plumbline.console.route;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The part of a route's form about its cache, limits and times. An empty field leaves the member out.
record RouteTermsForm(
        @Nullable String ttlSeconds,
        @Nullable String cacheScope,
        @Nullable String requestsPerMinute,
        @Nullable String tokensPerMinute,
        @Nullable String concurrency,
        @Nullable String attemptMs,
        @Nullable String firstTokenMs) {

    static final RouteTermsForm EMPTY = new RouteTermsForm("", "user", "", "", "", "", "");

    static RouteTermsForm of(ObjectNode document) {
        return new RouteTermsForm(
                RouteForm.text(document.path("cache").path("ttlSeconds")),
                document.path("cache").hasNonNull("scope")
                        ? RouteForm.text(document.path("cache").path("scope"))
                        : "user",
                RouteForm.text(document.path("limits").path("requestsPerMinute")),
                RouteForm.text(document.path("limits").path("tokensPerMinute")),
                RouteForm.text(document.path("limits").path("concurrency")),
                RouteForm.text(document.path("timeLimits").path("attemptMs")),
                RouteForm.text(document.path("timeLimits").path("firstTokenMs")));
    }

    /// @throws RouteForm.Unreadable for a value that is not a number
    void applyTo(ObjectNode document) {
        if (ttlSeconds == null || ttlSeconds.isBlank()) {
            document.remove("cache");
        } else {
            ObjectNode cache = member(document, "cache");
            put(cache, "ttlSeconds", ttlSeconds);
            if (cache.hasNonNull("scope") || !"user".equals(cacheScope)) {
                RouteForm.put(cache, "scope", cacheScope);
            }
        }
        ObjectNode limits = member(document, "limits");
        put(limits, "requestsPerMinute", requestsPerMinute);
        put(limits, "tokensPerMinute", tokensPerMinute);
        put(limits, "concurrency", concurrency);
        dropEmpty(document, "limits");
        ObjectNode times = member(document, "timeLimits");
        put(times, "attemptMs", attemptMs);
        put(times, "firstTokenMs", firstTokenMs);
        dropEmpty(document, "timeLimits");
    }

    private static ObjectNode member(ObjectNode document, String name) {
        if (document.get(name) instanceof ObjectNode present) {
            return present;
        }
        ObjectNode created = JsonNodeFactory.instance.objectNode();
        document.set(name, created);
        return created;
    }

    private static void dropEmpty(ObjectNode document, String name) {
        if (document.path(name).isEmpty()) {
            document.remove(name);
        }
    }

    private static void put(ObjectNode part, String member, @Nullable String value) {
        if (value == null || value.isBlank()) {
            part.remove(member);
        } else {
            part.put(member, RouteForm.number(value, member));
        }
    }
}
