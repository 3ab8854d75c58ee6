package io.plumbline.console.prompt;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Values of variables as typed into text fields.
public final class VariableValues {

    private static final JsonMapper JSON = new JsonMapper();

    private VariableValues() {}

    /// Adds a value: as text if the schema says string or nothing, otherwise as JSON if it is JSON.
    ///
    /// @param schema JSON Schema of the variables
    public static void put(ObjectNode values, String name, String text, @Nullable JsonNode schema) {
        String type = schema == null
                ? ""
                : schema.path("properties").path(name).path("type").asString("");
        if (!type.isEmpty() && !type.equals("string")) {
            try {
                values.set(name, JSON.readTree(text));
                return;
            } catch (JacksonException e) {
                // The registry's answer names the field.
            }
        }
        values.put(name, text.replace("\r\n", "\n"));
    }
}
