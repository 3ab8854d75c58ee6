package io.plumbline.kit.prompt;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
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

/// The JSON Schema of a prompt's variables: an object, each of whose `properties` is a variable. No others can be given,
/// whatever the schema says of additional ones; a variable without a `default` must be. Immutable, safe for many threads.
final class VariableSchema {

    private static final String ROOT = "/variables";
    private static final int MAX_VARIABLES = 100;
    private static final int MAX_ERRORS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, JsonNode> properties;
    private final Schema schema;

    private VariableSchema(Map<String, JsonNode> properties, Schema schema) {
        this.properties = properties;
        this.schema = schema;
    }

    /// @param document null stands for a prompt without variables
    /// @throws ProblemException 400 when it is no schema of this kind
    static VariableSchema of(@Nullable JsonNode document) {
        ObjectNode object = JSON.createObjectNode();
        if (document != null && !document.isNull()) {
            ProblemException problem = RequestProblem.INVALID_REQUEST.because("The variables are not described well.");
            check(document, problem);
            if (!problem.errors().isEmpty()) {
                throw problem;
            }
            object.setAll((ObjectNode) document);
        }
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        object.path("properties").properties().forEach(entry -> properties.put(entry.getKey(), entry.getValue()));
        return new VariableSchema(properties, compiled(object));
    }

    private static void check(JsonNode document, ProblemException problem) {
        if (!document.isObject()) {
            problem.at(ROOT, "must be a JSON Schema with properties");
            return;
        }
        SchemaKeywords.check(document, ROOT, 0, problem);
        if (document.has("type") && !document.path("type").asString("").equals("object")) {
            problem.at(ROOT + "/type", "must be object");
        }
        if (document.path("properties").size() > MAX_VARIABLES) {
            problem.at(ROOT + "/properties", "may hold " + MAX_VARIABLES + " variables at most");
        }
    }

    private static Schema compiled(JsonNode document) {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaCacheEnabled(false)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .regularExpressionFactory(new LinearPatterns())
                                .pathType(PathType.JSON_POINTER)
                                .locale(Locale.ENGLISH)
                                .build()));
        try {
            Schema schema = registry.getSchema(document);
            schema.initializeValidators();
            return schema;
        } catch (SchemaException e) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The variables are not described well.")
                    .at(ROOT, "is not a valid JSON Schema");
        }
    }

    Set<String> names() {
        return new LinkedHashSet<>(properties.keySet());
    }

    /// The text of each variable: the value given, else the default.
    ///
    /// @throws ProblemException 400 when the values do not fit; it names variables and never quotes a value
    Map<String, String> texts(@Nullable JsonNode given) {
        JsonNode values = given == null || given.isNull() ? JSON.createObjectNode() : given;
        ProblemException problem = RequestProblem.INVALID_REQUEST.because("The variables do not fit this prompt.");
        if (!values.isObject()) {
            throw problem.at(ROOT, "must be an object");
        }
        ObjectNode complete = complete((ObjectNode) values, problem);
        if (problem.errors().isEmpty()) {
            List<Error> errors = schema.validate(complete);
            errors.stream().limit(MAX_ERRORS).forEach(error -> problem.at(
                    ROOT + error.getInstanceLocation(), "does not satisfy " + error.getKeyword()));
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
                .forEach(name -> problem.at(ROOT + "/" + Pointers.escaped(name), "is not a variable of this prompt"));
        ObjectNode complete = JSON.createObjectNode();
        properties.forEach((name, description) -> {
            JsonNode value = values.hasNonNull(name) ? values.get(name) : description.get("default");
            if (value == null || value.isNull()) {
                problem.at(ROOT + "/" + Pointers.escaped(name), "is required");
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
