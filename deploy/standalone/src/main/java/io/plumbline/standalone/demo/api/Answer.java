package io.plumbline.standalone.demo.api;

import java.net.http.HttpHeaders;
import java.util.Arrays;
import tools.jackson.databind.JsonNode;

/// A service's response.
///
/// @param request for people: `POST registry /api/v1/models/m/versions`
/// @param body    missing if it is empty or not JSON
public record Answer(String request, int status, JsonNode body, String text, HttpHeaders headers) {

    /// @throws StoryBroke if the status is not one of these
    public Answer expect(int... statuses) {
        if (Arrays.stream(statuses).noneMatch(expected -> expected == status)) {
            throw new StoryBroke("%s answered %d: %s".formatted(request, status, problem()));
        }
        return this;
    }

    public boolean is(int expected) {
        return status == expected;
    }

    /// The slug of the problem: `approval-required` of `/problems/approval-required`.
    public String problemSlug() {
        String type = body.path("type").asString("");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    public String string(String field) {
        return body.path(field).asString("");
    }

    public int number(String field) {
        return body.path(field).asInt();
    }

    private String problem() {
        String detail = string("detail");
        if (detail.isEmpty()) {
            return text.isBlank() ? "(nothing)" : text;
        }
        StringBuilder errors = new StringBuilder();
        for (JsonNode error : body.path("errors")) {
            errors.append(" [")
                    .append(error.path("pointer").asString(""))
                    .append(": ")
                    .append(error.path("message").asString(""))
                    .append(']');
        }
        return problemSlug() + ": " + detail + errors;
    }
}
