package io.plumbline.gateway.schema;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// A JSON Schema (draft 2020-12) that somebody outside has written, and that answers are held to. Not a
/// library's, since none bounds the work: here each look at a part of a value is a step, of which there are
/// so many; patterns are small and matched in linear time (RE2), by steps too; `$ref` leads into the same document and
/// nowhere else.
/// `format` and what merely describes says nothing; keywords that would change the verdict and are not
/// looked at make the schema one that cannot be [checked][UncheckableSchemaException]. Immutable and
/// thread-safe.
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
    /// @throws UncheckableSchemaException when answers cannot be held to it
    public static JsonSchema of(JsonNode document) throws UncheckableSchemaException {
        return new SchemaReader(document).read();
    }

    /// Where a value breaks the schema, the first twenty places; empty when it fits.
    public List<SchemaFault> faults(JsonNode value) {
        return new SchemaRun(this).faults(root, value);
    }

    JsonNode referred(String reference) {
        return references.getOrDefault(reference, root);
    }

    Pattern pattern(String expression) {
        return Objects.requireNonNull(patterns.get(expression));
    }

    /// Never the schema.
    @Override
    public String toString() {
        return "JsonSchema";
    }
}
