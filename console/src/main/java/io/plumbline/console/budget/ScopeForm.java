package io.plumbline.console.budget;

import io.plumbline.console.budget.BudgetClient.CallScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The part of a form that selects the calls that count.
record ScopeForm(
        @Nullable String scopeOfTeam,
        @Nullable String scopeKey,
        @Nullable String scopeUser,
        @Nullable String scopeRoute,
        @Nullable String scopeModel) {

    static ScopeForm of(CallScope scope) {
        return new ScopeForm(scope.team(), scope.key(), scope.user(), scope.route(), scope.model());
    }

    static ScopeForm empty(@Nullable String team) {
        return new ScopeForm(team, null, null, null, null);
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "team", scopeOfTeam);
        put(body, "key", scopeKey);
        put(body, "user", scopeUser);
        put(body, "route", scopeRoute);
        put(body, "model", scopeModel);
        return body;
    }

    private static void put(Map<String, Object> body, String member, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            body.put(member, value.strip());
        }
    }

    /// Returns a scope in words.
    ///
    /// @param keys names of keys by id
    static String words(CallScope scope, Map<String, String> keys) {
        List<String> words = new ArrayList<>();
        if (scope.team() != null) {
            words.add("team " + scope.team());
        }
        if (scope.route() != null) {
            words.add("route " + scope.route());
        }
        if (scope.model() != null) {
            words.add("model " + scope.model());
        }
        if (scope.key() != null) {
            words.add("key " + Objects.requireNonNullElse(keys.get(scope.key()), scope.key()));
        }
        if (scope.user() != null) {
            words.add("*".equals(scope.user()) ? "each user" : "user " + scope.user());
        }
        if (words.isEmpty()) {
            return "All calls";
        }
        String joined = String.join(", ", words);
        return Character.toUpperCase(joined.charAt(0)) + joined.substring(1);
    }
}
