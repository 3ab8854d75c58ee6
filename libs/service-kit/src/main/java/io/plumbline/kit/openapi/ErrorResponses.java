package io.plumbline.kit.openapi;

import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Describes the errors of operations, as `application/problem+json` or in the error shape of a compatible API.
public final class ErrorResponses {

    static final String PROBLEM = "Problem";

    private ErrorResponses() {}

    /// Returns an error response with a named schema.
    public static ApiResponse of(String description, String mediaType, String schema) {
        Schema<?> reference = new Schema<>(SpecVersion.V31).$ref("#/components/schemas/" + schema);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(mediaType, new MediaType().schema(reference)));
    }

    public static Schema<?> string(String description) {
        return typed("string").description(description);
    }

    /// A string that may be null.
    public static Schema<?> optional(String description) {
        Schema<?> schema = string(description);
        schema.setTypes(new LinkedHashSet<>(List.of("string", "null")));
        return schema;
    }

    /// Returns an object schema with these required fields. Add their schemas.
    public static Schema<?> object(String... required) {
        return typed("object").required(List.of(required));
    }

    /// The schema of [io.plumbline.kit.problem.Problem] in `application/problem+json`.
    static Schema<?> problem() {
        Schema<?> error = object("pointer", "message")
                .addProperty("pointer", string("The invalid value in the request body, as a JSON pointer."))
                .addProperty("message", string("Why the value is invalid."));
        Schema<?> problem = object("type", "title", "status", "detail", "instance")
                .description(
                        "A problem details object (RFC 9457). Some types have additional fields, documented on the page of the type.")
                .addProperty(
                        "type",
                        string("`/problems/` and the name of the type. Each type has a page in the documentation."))
                .addProperty("title", string("A summary of the problem type."))
                .addProperty("status", typed("integer").format("int32"))
                .addProperty("detail", string("The cause of this problem and how to solve it."))
                .addProperty("instance", string("The path of the request."))
                .addProperty("traceId", string("Identifies the request in logs and traces."))
                .addProperty("errors", typed("array").items(error));
        problem.setAdditionalProperties(true);
        return problem;
    }

    static Schema<?> typed(String type) {
        Schema<?> schema = new Schema<>(SpecVersion.V31);
        schema.setTypes(Set.of(type));
        return schema;
    }
}
