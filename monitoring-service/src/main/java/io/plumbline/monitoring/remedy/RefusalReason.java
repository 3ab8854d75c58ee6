package io.plumbline.monitoring.remedy;

import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Reads why another service refused a request.
final class RefusalReason {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST = 500;

    private RefusalReason() {}

    /// Returns the detail of the problem, at most 500 characters; else the status.
    static String of(RestClientResponseException refused) {
        String status = "The service refused it with " + refused.getStatusCode().value() + ".";
        try {
            String detail = JSON.readTree(refused.getResponseBodyAsByteArray())
                    .path("detail")
                    .asString("");
            return detail.isBlank() ? status : detail.substring(0, Math.min(LONGEST, detail.length()));
        } catch (JacksonException e) {
            return status;
        }
    }
}
