package io.plumbline.e2e.cleanroom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a service says of itself: an OpenAPI 3.1 document, read.
final class OpenApi {

    private final JsonNode document;

    OpenApi(JsonNode document) {
        this.document = document;
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> operations.add(operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        return operations;
    }

    private static Operation operation(String method, String path, JsonNode description) {
        List<Parameter> parameters = new ArrayList<>();
        for (JsonNode parameter : description.path("parameters")) {
            parameters.add(new Parameter(
                    parameter.path("name").asString(), parameter.path("in").asString(), parameter.path("schema")));
        }
        Map<String, JsonNode> bodies = new LinkedHashMap<>();
        description
                .path("requestBody")
                .path("content")
                .properties()
                .forEach(content ->
                        bodies.put(content.getKey(), content.getValue().path("schema")));
        return new Operation(method, path, List.copyOf(parameters), bodies);
    }

    /// The schema itself, if this one is a reference.
    ///
    /// @throws IllegalStateException if it refers to what the document does not hold
    JsonNode resolve(JsonNode schema) {
        JsonNode resolved = schema;
        while (resolved.path("$ref").isString()) {
            String reference = resolved.path("$ref").asString();
            resolved = document.at(reference.substring(1));
            if (resolved.isMissingNode()) {
                throw new IllegalStateException("no " + reference);
            }
        }
        return resolved;
    }
}
