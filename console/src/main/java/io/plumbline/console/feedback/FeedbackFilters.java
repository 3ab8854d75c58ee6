package io.plumbline.console.feedback;

import io.plumbline.console.page.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/// The filters of the list of feedback, as submitted.
///
/// @param trainingConsent `true`, `false`, or empty for both
record FeedbackFilters(
        @Nullable String route,
        @Nullable String model,
        @Nullable String prompt,
        @Nullable String thumbs,
        @Nullable String minScore,
        @Nullable String maxScore,
        @Nullable String trainingConsent) {

    /// Returns the filters for the API.
    MultiValueMap<String, String> parameters(Scope scope, Instant now) {
        MultiValueMap<String, String> parameters = new LinkedMultiValueMap<>();
        given().forEach(parameters::add);
        if (scope.team() != null) {
            parameters.add("team", scope.team());
        }
        parameters.add(
                "from",
                now.minus(scope.range().length())
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
        return parameters;
    }

    /// Returns an address with these filters.
    String address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        given().forEach(address::queryParam);
        return address.build().encode().toUriString();
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        put(given, "route", route);
        put(given, "model", model);
        put(given, "prompt", prompt);
        put(given, "thumbs", thumbs);
        put(given, "minScore", minScore);
        put(given, "maxScore", maxScore);
        put(given, "trainingConsent", trainingConsent);
        return given;
    }

    private static void put(Map<String, String> given, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            given.put(name, value.strip());
        }
    }
}
