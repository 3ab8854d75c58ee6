package io.plumbline.eval.metric.assertion;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.plumbline.eval.metric.Metric;
import io.plumbline.eval.metric.MetricOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Assertions on JSON answers. If an answer has a fenced block (```` ``` ````), the first block counts.
final class JsonAssertions {

    private static final int DEEPEST = 100;
    private static final int LARGEST_SCHEMA = 100_000;
    private static final String SCHEMA = "schema";
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Schema META_SCHEMA =
            registry().getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    private JsonAssertions() {}

    /// `json`: the answer is exactly one JSON value, at most 100 levels deep.
    static Metric json(MetricOptions options) {
        return new Assertion("json", "json:rfc8259|fence:first", false, pair -> read(pair.hypothesis()) != null);
    }

    /// `jsonSchema`: the answer is JSON that satisfies `schema`, of JSON Schema 2020-12 without references, so
    /// that nothing is fetched and nothing recurses; patterns use RE2.
    static Metric schema(MetricOptions options) {
        Object document = options.value(SCHEMA).orElseThrow(() -> MetricOptions.fault(SCHEMA, "must be a JSON Schema"));
        Schema schema = compiled(document);
        String signature =
                "json:rfc8259|fence:first|draft:2020-12|schema:" + ShortDigest.of(JSON.writeValueAsString(document));
        return new Assertion("jsonSchema", signature, false, pair -> {
            JsonNode answer = read(pair.hypothesis());
            return answer != null && schema.validate(answer).isEmpty();
        });
    }

    private static @Nullable JsonNode read(String answer) {
        try {
            JsonNode node = JSON.readTree(FencedBlock.orAll(answer));
            return node.isMissingNode() ? null : node;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static Schema compiled(Object document) {
        if (!(document instanceof Map || document instanceof Boolean)) {
            throw MetricOptions.fault(SCHEMA, "must be a JSON Schema");
        }
        JsonNode node = JSON.valueToTree(document);
        if (JSON.writeValueAsString(node).length() > LARGEST_SCHEMA) {
            throw MetricOptions.fault(SCHEMA, "must have at most " + LARGEST_SCHEMA + " characters");
        }
        check(node, 0);
        if (!META_SCHEMA.validate(node).isEmpty()) {
            throw MetricOptions.fault(SCHEMA, "must be a JSON Schema of 2020-12");
        }
        try {
            Schema schema = registry().getSchema(node);
            schema.initializeValidators();
            return schema;
        } catch (SchemaException | IllegalArgumentException e) {
            throw MetricOptions.fault(SCHEMA, "must be a JSON Schema of 2020-12");
        }
    }

    private static void check(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            throw MetricOptions.fault(SCHEMA, "must not be nested deeper than " + DEEPEST + " levels");
        }
        if (node.isObject()) {
            for (String reference : List.of("$ref", "$dynamicRef", "$recursiveRef", "$schema", "$id")) {
                if (node.path(reference).isString()) {
                    throw MetricOptions.fault(SCHEMA, "must not contain " + reference);
                }
            }
            JsonNode pattern = node.path("pattern");
            if (pattern.isString()) {
                requireLinear(pattern.asString());
            }
            node.path("patternProperties").propertyNames().forEach(JsonAssertions::requireLinear);
        }
        node.forEach(child -> check(child, depth + 1));
    }

    private static void requireLinear(String pattern) {
        if (!LinearExpressions.accepts(pattern)) {
            throw MetricOptions.fault(
                    SCHEMA, "must contain only RE2 patterns: no look-around, no back references, no huge repetitions");
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaCacheEnabled(false)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .regularExpressionFactory(new LinearExpressions())
                                .locale(Locale.ENGLISH)
                                .build()));
    }
}
