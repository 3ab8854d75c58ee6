package io.plumbline.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of an error (RFC 9457).
@JsonPropertyOrder({"type", "title", "status", "detail", "instance", "traceId", "errors"})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        @Nullable String traceId,
        List<ProblemException.InputError> errors,
        @JsonAnyGetter Map<String, Object> properties) {}
