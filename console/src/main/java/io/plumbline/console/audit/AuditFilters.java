package io.plumbline.console.audit;

import io.plumbline.console.page.ActorNames;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/// The filters of the list as the form sends them. Times are whole days, actors are names.
///
/// @param action `CHANGES`, a group of [ActionGroup], or an action
/// @param actor part of the name of a user or key, or an exact id
/// @param from the first day, in UTC
/// @param to the last day, in UTC
record AuditFilters(
        @Nullable String q,
        @Nullable String action,
        @Nullable String actor,
        @Nullable String resource,
        @Nullable String team,
        @Nullable String outcome,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable String traceId) {

    /// Returns the given filters by parameter.
    Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "q", q);
        put(given, "action", action);
        put(given, "actor", actor);
        put(given, "resource", resource);
        put(given, "team", team);
        put(given, "outcome", outcome);
        put(given, "from", from == null ? null : from.toString());
        put(given, "to", to == null ? null : to.toString());
        put(given, "traceId", traceId);
        return given;
    }

    /// Returns the address of the list, or of another page that takes the filters.
    String address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        given().forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(given()).toUriString();
    }

    /// Returns the parameters of the API.
    ///
    /// @param scopeTeam the team of the top bar, which applies unless the form names one
    MultiValueMap<String, String> parameters(ActorNames names, @Nullable String scopeTeam) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        given().forEach(parameters::set);
        if (scopeTeam != null && !parameters.containsKey("team")) {
            parameters.set("team", scopeTeam);
        }
        if (parameters.containsKey("action")) {
            parameters.set("action", ActionGroup.resolve(Objects.requireNonNull(parameters.getFirst("action"))));
        }
        String who = parameters.getFirst("actor");
        if (who != null) {
            String ids = names.containing(who).keySet().stream().limit(40).collect(Collectors.joining(","));
            parameters.set("actor", ids.isEmpty() ? who : ids + "," + who);
        }
        if (from != null) {
            parameters.set("from", from.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        }
        if (to != null) {
            parameters.set(
                    "to",
                    to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toString());
        }
        return parameters;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            given.put(name, value.strip());
        }
    }
}
