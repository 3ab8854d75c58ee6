package io.plumbline.gateway.pipeline.request;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.kit.problem.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The field `plumbline` of a request: options for the gateway, not for the model.
///
/// @param prompt `name@version` of a prompt to insert before the messages
/// @param variables values for its variables
/// @param evaluation whether the call belongs to an evaluation
/// @param unguarded whether it is to bypass the guards, which only an evaluation may
/// @param subject whom the call concerns, as the application names them
/// @param session the conversation to which the call belongs
/// @param tags set by the application
public record PlumblineOptions(
        @Nullable String prompt,
        @Nullable ObjectNode variables,
        boolean evaluation,
        boolean unguarded,
        @Nullable String subject,
        @Nullable String session,
        @Nullable ObjectNode tags) {

    static final PlumblineOptions NONE = new PlumblineOptions(null, null, false, false, null, null, null);

    private static final Set<String> KNOWN =
            Set.of("prompt", "variables", "purpose", "guards", "subject", "session", "tags");
    private static final Pattern PROMPT = Pattern.compile(Variant.PROMPT);
    private static final int MAX_TEXT = 512;
    private static final int MAX_TAGS = 32;

    /// @throws ProblemException `invalid-call`, with the invalid member as `param`
    static PlumblineOptions read(JsonNode node) {
        if (!(node instanceof ObjectNode options)) {
            throw invalid("", "must be an object");
        }
        for (String name : options.propertyNames()) {
            if (!KNOWN.contains(name)) {
                throw invalid("." + name.substring(0, Math.min(name.length(), 64)), "is not a field of plumbline");
            }
        }
        String prompt = text(options, "prompt");
        if (prompt != null && !PROMPT.matcher(prompt).matches()) {
            throw invalid(".prompt", "must be NAME@VERSION");
        }
        return new PlumblineOptions(
                prompt,
                object(options, "variables"),
                isEvaluation(options),
                isUnguarded(options),
                text(options, "subject"),
                text(options, "session"),
                tags(options));
    }

    /// Returns the tags by name.
    public Map<String, String> tagsAsMap() {
        if (tags == null) {
            return Map.of();
        }
        Map<String, String> byName = new HashMap<>();
        tags.properties().forEach(tag -> byName.put(tag.getKey(), tag.getValue().asString()));
        return byName;
    }

    private static boolean isEvaluation(ObjectNode options) {
        String purpose = text(options, "purpose");
        if (purpose == null || purpose.equals("production")) {
            return false;
        }
        if (purpose.equals("evaluation")) {
            return true;
        }
        throw invalid(".purpose", "must be evaluation or production");
    }

    private static boolean isUnguarded(ObjectNode options) {
        String guards = text(options, "guards");
        if (guards == null || guards.equals("policy")) {
            return false;
        }
        if (!guards.equals("bypass")) {
            throw invalid(".guards", "must be policy or bypass");
        }
        if (!isEvaluation(options)) {
            throw invalid(".guards", "may be bypass only for the purpose evaluation");
        }
        return true;
    }

    private static @Nullable ObjectNode tags(ObjectNode options) {
        ObjectNode tags = object(options, "tags");
        if (tags != null) {
            if (tags.size() > MAX_TAGS) {
                throw invalid(".tags", "may hold " + MAX_TAGS + " tags at most");
            }
            for (Map.Entry<String, JsonNode> tag : tags.properties()) {
                if (tag.getKey().length() > MAX_TEXT
                        || !tag.getValue().isString()
                        || tag.getValue().asString().length() > MAX_TEXT) {
                    throw invalid(".tags", "must contain texts of at most " + MAX_TEXT + " characters");
                }
            }
        }
        return tags;
    }

    private static @Nullable String text(ObjectNode options, String name) {
        JsonNode value = options.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.asString().isBlank() || value.asString().length() > MAX_TEXT) {
            throw invalid("." + name, "must be a text of 1 to " + MAX_TEXT + " characters");
        }
        return value.asString();
    }

    private static @Nullable ObjectNode object(ObjectNode options, String name) {
        JsonNode value = options.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (value instanceof ObjectNode object) {
            return object;
        }
        throw invalid("." + name, "must be an object");
    }

    private static ProblemException invalid(String member, String message) {
        String param = "plumbline" + member;
        return CallProblem.INVALID_CALL.because(param + " " + message + ".").with("param", param);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "PlumblineOptions[evaluation=" + evaluation + "]";
    }
}
