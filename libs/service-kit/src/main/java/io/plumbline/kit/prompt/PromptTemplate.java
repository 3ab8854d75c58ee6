package io.plumbline.kit.prompt;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// A prompt's messages with placeholders `{{name}}` and the JSON Schema of its variables. The registry validates
/// with this class and the gateway renders with it, so an accepted template always renders.
///
/// A template is refused unless each placeholder is a declared variable and each declared variable is used.
/// Strings are inserted verbatim, all other values as JSON. Values are never parsed as templates. They cannot
/// add a message or change a role because messages are built as a tree, not as text.
///
/// Creating a template compiles a schema, so reuse it. Immutable and thread-safe.
public final class PromptTemplate {

    /// Maximum length of a message text, in UTF-16 units.
    public static final int MAX_CONTENT = 100_000;

    private static final int MAX_MESSAGES = 100;
    private static final long MAX_RENDERED = 2_000_000;
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Message> messages;
    private final VariableSchema variables;

    private PromptTemplate(List<Message> messages, VariableSchema variables) {
        this.messages = List.copyOf(messages);
        this.variables = variables;
    }

    private record Message(String role, TemplateText content) {}

    /// Parses a template.
    ///
    /// @param messages an array of `{"role", "content"}`
    /// @param variables JSON Schema of an object; null for none
    /// @throws ProblemException 400 with a pointer to each error, relative to an object with these two members
    public static PromptTemplate of(@Nullable JsonNode messages, @Nullable JsonNode variables) {
        VariableSchema schema = VariableSchema.of(variables);
        ProblemException problem = RequestProblem.INVALID_REQUEST.because("The template is not valid.");
        List<Message> parsed = parse(messages, problem);
        Set<String> used = new LinkedHashSet<>();
        parsed.forEach(message -> used.addAll(message.content().variables()));
        if (problem.errors().isEmpty()) {
            compare(used, schema.names(), problem);
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new PromptTemplate(parsed, schema);
    }

    private static List<Message> parse(@Nullable JsonNode messages, ProblemException problem) {
        List<Message> parsed = new ArrayList<>();
        if (messages == null || !messages.isArray() || messages.isEmpty() || messages.size() > MAX_MESSAGES) {
            problem.at("/messages", "must be a list of 1 to " + MAX_MESSAGES + " messages");
            return parsed;
        }
        for (int i = 0; i < messages.size(); i++) {
            Message message = parse(messages.get(i), "/messages/" + i, problem);
            if (message != null) {
                parsed.add(message);
            }
        }
        return parsed;
    }

    private static @Nullable Message parse(JsonNode message, String pointer, ProblemException problem) {
        JsonNode role = message.path("role");
        JsonNode content = message.path("content");
        if (!message.isObject() || message.size() != 2 || !role.isString() || !content.isString()) {
            problem.at(pointer, "must have only role and content, both strings");
            return null;
        }
        if (!ROLES.contains(role.asString())) {
            problem.at(pointer + "/role", "must be system, developer, user or assistant");
            return null;
        }
        String text = content.asString();
        if (text.isBlank() || text.length() > MAX_CONTENT) {
            problem.at(pointer + "/content", "must have 1 to " + MAX_CONTENT + " characters");
            return null;
        }
        TemplateText template = TemplateText.parse(text);
        if (template == null) {
            problem.at(
                    pointer + "/content",
                    "contains {{ that does not begin a placeholder {{name}}; write \\{{ for the braces");
            return null;
        }
        return new Message(role.asString(), template);
    }

    private static void compare(Set<String> used, Set<String> declared, ProblemException problem) {
        for (String name : used) {
            if (!declared.contains(name)) {
                problem.at("/variables/properties", "must describe " + name + ", which a message uses");
            }
        }
        for (String name : declared) {
            if (!used.contains(name)) {
                problem.at("/variables/properties/" + BoundedPointers.escaped(name), "is not used by any message");
            }
        }
    }

    /// Returns the names of the variables in declaration order.
    public Set<String> variables() {
        return variables.names();
    }

    /// Renders the messages as a new array of `{"role", "content"}`.
    ///
    /// @param values an object with a value for each variable without a default; null if there is none
    /// @throws ProblemException 400 if a value is missing, unknown or violates the schema, or if the result
    ///     exceeds two million characters
    public ArrayNode render(@Nullable JsonNode values) {
        Map<String, String> texts = variables.texts(values);
        ArrayNode rendered = JSON.createArrayNode();
        long length = 0;
        for (Message message : messages) {
            length += message.content().length(texts);
            if (length > MAX_RENDERED) {
                throw RequestProblem.INVALID_REQUEST
                        .because("The rendered prompt would be too long.")
                        .at("/variables", "make more than " + MAX_RENDERED + " characters of the prompt");
            }
            rendered.addObject()
                    .put("role", message.role())
                    .put("content", message.content().render(texts));
        }
        return rendered;
    }
}
