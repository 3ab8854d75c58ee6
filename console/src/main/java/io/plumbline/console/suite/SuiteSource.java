package io.plumbline.console.suite;

import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes the source of a suite.
final class SuiteSource {

    private static final List<String> NOT_OF_THE_DOCUMENT = List.of("name", "revision", "createdAt", "updatedAt");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private SuiteSource() {}

    static SuiteDocument parse(JsonNode suite) {
        return JSON.treeToValue(suite, SuiteDocument.class);
    }

    /// Returns the editable document of a suite.
    static String document(JsonNode suite) {
        ObjectNode document = ((ObjectNode) suite).deepCopy();
        document.remove(NOT_OF_THE_DOCUMENT);
        return JSON.writeValueAsString(document);
    }

    /// @throws tools.jackson.core.JacksonException if it is not JSON
    static JsonNode read(String source) {
        return JSON.readTree(source);
    }
}
