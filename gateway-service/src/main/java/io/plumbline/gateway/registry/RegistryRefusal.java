package io.plumbline.gateway.registry;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemType;
import io.plumbline.kit.problem.RequestProblem;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.RestClientResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A problem from the registry, passed on with the same type, title and detail. Only problems that the caller can
/// solve are passed on (404, 409); anything else is an internal problem of the registry or the gateway.
record RegistryRefusal(String slug, HttpStatus status, String title) implements ProblemType {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PREFIX = "/problems/";
    private static final int MAX_TEXT = 2_000;
    private static final Set<String> OWN = Set.of("type", "title", "status", "detail", "instance", "traceId", "errors");

    @Override
    public String name() {
        return slug;
    }

    static ProblemException of(RestClientResponseException refused) {
        HttpStatus status = HttpStatus.resolve(refused.getStatusCode().value());
        JsonNode body = body(refused);
        String type = body.path("type").asString("");
        if ((status != HttpStatus.CONFLICT && status != HttpStatus.NOT_FOUND)
                || !type.matches("/problems/[a-z-]{1,60}")) {
            return RequestProblem.SIBLING_UNAVAILABLE.because(
                    "registry-service did not carry out the gateway's request. Try again in a moment.", refused);
        }
        ProblemException problem = new RegistryRefusal(
                        type.substring(PREFIX.length()), status, shortened(body.path("title")))
                .because(shortened(body.path("detail")));
        body.propertyStream()
                .filter(member -> !OWN.contains(member.getKey()))
                .forEach(member -> problem.with(member.getKey(), member.getValue()));
        return problem;
    }

    private static JsonNode body(RestClientResponseException refused) {
        try {
            return JSON.readTree(refused.getResponseBodyAsByteArray());
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static String shortened(JsonNode text) {
        String whole = text.asString("");
        return whole.length() <= MAX_TEXT ? whole : whole.substring(0, MAX_TEXT);
    }
}
