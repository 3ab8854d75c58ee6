package io.plumbline.monitoring.remedy;

import java.util.Set;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads why another service refused a request.
final class RefusalReason {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 500;

    private static final Set<Integer> TRANSIENT = Set.of(401, 408, 425, 429);
    private static final int CONFLICT = 409;

    private RefusalReason() {}

    /// Whether the same request would be refused again. Something that changed at the same time, a service that limits
    /// its requests and an expired token pass.
    static boolean isFinal(RestClientResponseException refused) {
        int status = refused.getStatusCode().value();
        boolean passes = TRANSIENT.contains(status)
                || (status == CONFLICT && member(refused, "type").endsWith("/conflict"));
        return refused.getStatusCode().is4xxClientError() && !passes;
    }

    private static String member(RestClientResponseException refused, String name) {
        try {
            return JSON.readTree(refused.getResponseBodyAsByteArray())
                    .path(name)
                    .asString("");
        } catch (JacksonException _) {
            return "";
        }
    }

    /// Returns the detail of the problem, at most 500 characters; else the status.
    static String of(RestClientResponseException refused) {
        String status = "The service refused it with " + refused.getStatusCode().value() + ".";
        String detail = member(refused, "detail");
        return detail.isBlank() ? status : detail.substring(0, Math.min(LONGEST, detail.length()));
    }
}
