package io.plumbline.console.suite;

import io.plumbline.console.evaluation.Source;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a suite.
final class SuiteSource {

    private static final List<String> NOT_OF_THE_DOCUMENT = List.of("name", "revision", "createdAt", "updatedAt");
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SuiteSource() {}

    static SuiteDocument parse(JsonNode suite) {
        return JSON.treeToValue(suite, SuiteDocument.class);
    }

    /// Returns the editable document of a suite.
    static String document(JsonNode suite) {
        return Source.of(suite, NOT_OF_THE_DOCUMENT);
    }
}
