package io.plumbline.kit.prompt;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema of a prompt's variables: an object whose `properties` are the variables. Additional
/// properties are never allowed, whatever the schema states. A variable without a `default` is required.
/// Immutable and thread-safe.
final class VariableSchema {

    private static final String ROOT = "/variables";
    private static final int MAX_VARIABLES = 100;
    private static final int MAX_ERRORS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Schema META_SCHEMA = registry().getSchema(SchemaLocation.of(SchemaKeywords.DIALECT));

    private final Map<String, JsonNode> properties;
    private final Schema schema;

    private VariableSchema(Map<String, JsonNode> properties, Schema schema) {
        this.properties = properties;
        this.schema = schema;
    }

    /// @param document null for a prompt without variables
    /// @throws ProblemException 400 if it is not a valid schema of this kind
    static VariableSchema of(@Nullable JsonNode document) {
        if (document == null || document.isNull()) {
            return of(JSON.createObjectNode());
        }
        ProblemException problem = RequestProblem.INVALID_REQUEST.because("The schema of the variables is invalid.");
        if (document.isObject()) {
            check((ObjectNode) document, problem);
        } else {
            problem.at(ROOT, "must be a JSON Schema with properties");
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        document.path("properties").properties().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
        return new VariableSchema(properties, compiled(document));
    }

    private static void check(ObjectNode document, ProblemException problem) {
        SchemaKeywords.check(document, ROOT, 0, problem);
        if (!problem.errors().isEmpty()) {
            return;
        }
        report(META_SCHEMA.validate(document), ROOT, problem);
        if (document.has("type") && !document.path("type").asString("").equals("object")) {
            problem.at(ROOT + "/type", "must be object");
        }
        JsonNode properties = document.path("properties");
        if (properties.size() > MAX_VARIABLES) {
            problem.at(ROOT + "/properties", "may hold " + MAX_VARIABLES + " variables at most");
        }
        for (JsonNode required : document.path("required")) {
            if (!properties.has(required.asString(""))) {
                problem.at(ROOT + "/required", "may name only variables");
            }
        }
        if (problem.errors().isEmpty()) {
            properties.properties().forEach(property -> checkDefault(property.getKey(), property.getValue(), problem));
        }
    }

    private static void checkDefault(String name, JsonNode description, ProblemException problem) {
        JsonNode value = description.get("default");
        if (value != null && !compiled(description).validate(value).isEmpty()) {
            problem.at(
                    ROOT + "/properties/" + BoundedPointers.escaped(name) + "/default",
                    "does not satisfy the variable's own schema");
        }
    }

    private static Schema compiled(JsonNode document) {
        try {
            Schema schema = registry().getSchema(document);
            schema.initializeValidators();
            return schema;
        } catch (SchemaException e) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The schema of the variables is invalid.")
                    .at(ROOT, "is not a valid JSON Schema");
        }
    }

    private static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaCacheEnabled(false)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .regularExpressionFactory(new LinearPatterns())
                                .pathType(PathType.JSON_POINTER)
                                .locale(Locale.ENGLISH)
                                .build()));
    }

    private static void report(List<Error> errors, String root, ProblemException problem) {
        errors.stream()
                .limit(MAX_ERRORS)
                .forEach(error ->
                        problem.at(root + error.getInstanceLocation(), "does not satisfy " + error.getKeyword()));
    }

    Set<String> names() {
        return new LinkedHashSet<>(properties.keySet());
    }

    /// Returns the text of each variable: the given value, else the default.
    ///
    /// @throws ProblemException 400 if the values are invalid; the message names variables but never quotes a
    ///     value
    Map<String, String> texts(@Nullable JsonNode given) {
        JsonNode values = given == null || given.isNull() ? JSON.createObjectNode() : given;
        ProblemException problem = RequestProblem.INVALID_REQUEST.because("The variables do not match this prompt.");
        if (!values.isObject()) {
            throw problem.at(ROOT, "must be an object");
        }
        ObjectNode complete = complete((ObjectNode) values, problem);
        if (problem.errors().isEmpty()) {
            report(schema.validate(complete), ROOT, problem);
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        complete.properties().forEach(entry -> texts.put(entry.getKey(), textOf(entry.getValue())));
        return texts;
    }

    private ObjectNode complete(ObjectNode values, ProblemException problem) {
        values.propertyNames().stream()
                .filter(name -> !properties.containsKey(name))
                .limit(MAX_ERRORS)
                .forEach(name ->
                        problem.at(ROOT + "/" + BoundedPointers.escaped(name), "is not a variable of this prompt"));
        ObjectNode complete = JSON.createObjectNode();
        properties.forEach((name, description) -> {
            JsonNode value = values.hasNonNull(name) ? values.get(name) : description.get("default");
            if (value == null || value.isNull()) {
                problem.at(ROOT + "/" + BoundedPointers.escaped(name), "is required");
            } else {
                complete.set(name, value);
            }
        });
        return complete;
    }

    private static String textOf(JsonNode value) {
        return value.isString() ? value.asString() : value.toString();
    }
}
