package io.plumbline.gateway.schema;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// A JSON Schema (draft 2020-12) from an external source, against which answers are validated. Not a library's,
/// since none bounds the work. Here, each check of a part of a value is a step, and the number of steps is
/// limited. Patterns are small and matched in linear time (RE2), also in steps. `$ref` refers only to the same
/// document. `format` and annotations are ignored. Keywords that would affect the result and are not supported
/// make the schema [uncheckable][UncheckableSchemaException]. Immutable and thread-safe.
public final class JsonSchema {

    private final JsonNode root;
    private final Map<String, JsonNode> references;
    private final Map<String, Pattern> patterns;

    JsonSchema(JsonNode root, Map<String, JsonNode> references, Map<String, Pattern> patterns) {
        this.root = root;
        this.references = Map.copyOf(references);
        this.patterns = Map.copyOf(patterns);
    }

    /// Reads a schema.
    ///
    /// @throws UncheckableSchemaException if answers cannot be validated against it
    public static JsonSchema of(JsonNode document) throws UncheckableSchemaException {
        return new SchemaReader(document).read();
    }

    /// Returns the first twenty places where a value violates the schema; empty if it is valid.
    public List<SchemaFault> faults(JsonNode value) {
        return new SchemaRun(this).faults(root, value);
    }

    JsonNode referred(String reference) {
        return references.getOrDefault(reference, root);
    }

    Pattern pattern(String expression) {
        return Objects.requireNonNull(patterns.get(expression));
    }

    /// Leaves out the schema.
    @Override
    public String toString() {
        return "JsonSchema";
    }
}
