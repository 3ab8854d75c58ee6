package io.plumbline.console.playground;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.playground.PlaygroundVariant.InvalidVariantException;
import io.plumbline.console.prompt.MessageRows;
import io.plumbline.console.prompt.MessageRows.Row;
import io.plumbline.console.prompt.VariableValues;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.prompt.PromptTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The playground as submitted.
///
/// @param prompt `NAME@VERSION` that the messages started from; may be empty
/// @param answers the answers on the page, for the buttons that save one
/// @param saveTo the prompt that receives a new version
/// @param dataset the dataset that receives a record
record PlaygroundForm(
        @Nullable String prompt,
        @Nullable List<@Nullable Row> messages,
        @Nullable List<@Nullable PlaygroundVariant> variants,
        @Nullable List<@Nullable String> answers,
        @Nullable String saveTo,
        @Nullable String dataset) {

    static final int MOST_VARIANTS = 4;

    private static final String VALUE = "value.";
    private static final JsonMapper JSON = new JsonMapper();

    /// An input that cannot be sent.
    static final class InvalidInputException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient FormErrors errors;

        InvalidInputException(FormErrors errors) {
            super(errors.message());
            this.errors = errors;
        }

        FormErrors errors() {
            return errors;
        }
    }

    List<Row> rows() {
        return MessageRows.present(messages);
    }

    List<PlaygroundVariant> presentVariants() {
        return variants == null
                ? List.of(PlaygroundVariant.EMPTY)
                : variants.stream()
                        .filter(Objects::nonNull)
                        .limit(MOST_VARIANTS)
                        .toList();
    }

    String promptOrNone() {
        return Objects.requireNonNullElse(prompt, "").strip();
    }

    /// Returns the name of the prompt without its version; empty for none.
    String promptName() {
        String reference = promptOrNone();
        int at = reference.indexOf('@');
        return at < 0 ? reference : reference.substring(0, at);
    }

    public String answer(int variant) {
        String answer = answers == null || variant >= answers.size() ? null : answers.get(variant);
        return Objects.requireNonNullElse(answer, "").replace("\r\n", "\n");
    }

    /// Returns the form after a click on a button of messages or variants.
    PlaygroundForm edited(String edit) {
        if (MessageRows.isEdit(edit)) {
            return with(MessageRows.edited(rows(), edit), presentVariants());
        }
        List<PlaygroundVariant> edited = new ArrayList<>(presentVariants());
        if (edit.equals("variant") && edited.size() < MOST_VARIANTS) {
            edited.add(edited.isEmpty() ? PlaygroundVariant.EMPTY : edited.getLast());
        } else if (edit.matches("drop-[0-3]") && edited.size() > 1) {
            int at = edit.charAt(edit.length() - 1) - '0';
            if (at < edited.size()) {
                edited.remove(at);
            }
        }
        return with(rows(), edited);
    }

    PlaygroundForm with(List<Row> rows, List<PlaygroundVariant> shown) {
        return new PlaygroundForm(prompt, List.copyOf(rows), List.copyOf(shown), answers, saveTo, dataset);
    }

    /// Returns the schema of the variables: the prompt version's while it fits the messages, otherwise one in which
    /// every placeholder is a required text.
    @Nullable
    JsonNode schema(@Nullable JsonNode ofVersion) {
        JsonNode derived = MessageRows.schemaOf(rows());
        boolean fits = derived != null
                && ofVersion != null
                && List.copyOf(ofVersion.path("properties").propertyNames()).size()
                        == derived.path("properties").size()
                && derived.path("properties").propertyNames().stream()
                        .allMatch(name -> ofVersion.path("properties").has(name));
        return fits ? ofVersion : derived;
    }

    /// Returns the names of the variables.
    static List<String> names(@Nullable JsonNode schema) {
        return schema == null
                ? List.of()
                : List.copyOf(schema.path("properties").propertyNames());
    }

    /// Returns the values typed for the variables.
    ///
    /// @param parameters of the request, with the values as `value.NAME`
    static Map<String, String> values(@Nullable JsonNode schema, Map<String, String> parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : names(schema)) {
            values.put(name, parameters.getOrDefault(VALUE + name, ""));
        }
        return values;
    }

    /// A text that a variant uses.
    ///
    /// @param schema of its variables; null for none
    record Text(List<Row> rows, @Nullable JsonNode schema) {}

    /// Returns the rendered messages.
    static ArrayNode rendered(Text text, Map<String, String> values) throws InvalidInputException {
        JsonNode schema = text.schema();
        ObjectNode typed = JSON.createObjectNode();
        values.forEach((name, value) -> {
            if (!value.isEmpty()) {
                VariableValues.put(typed, name, value, schema);
            }
        });
        ArrayNode template = JSON.createArrayNode();
        MessageRows.messages(text.rows())
                .forEach(message ->
                        template.addObject().put("role", message.role()).put("content", message.content()));
        try {
            return PromptTemplate.of(template, schema).render(typed);
        } catch (ProblemException e) {
            throw new InvalidInputException(errorsOf(e));
        }
    }

    private static FormErrors errorsOf(ProblemException problem) {
        Map<String, String> fields = new LinkedHashMap<>();
        problem.errors()
                .forEach(error -> fields.putIfAbsent(
                        error.pointer().replaceFirst("^/", "").replace('/', '.'), error.message()));
        return new FormErrors("Check the form", String.valueOf(problem.getMessage()), fields, null);
    }

    /// Returns the request of a variant.
    ObjectNode request(int index, ArrayNode rendered) throws InvalidInputException {
        PlaygroundVariant variant = presentVariants().get(index);
        if (variant.model().isEmpty()) {
            throw new InvalidInputException(FormErrors.at("variants." + index + ".target", "is required"));
        }
        ObjectNode body = JSON.createObjectNode().put("model", variant.model());
        body.set("messages", rendered);
        addParameters(index, body);
        return body;
    }

    /// Returns the parameters of a variant, for a prompt version.
    ObjectNode parameters(int index) throws InvalidInputException {
        ObjectNode parameters = JSON.createObjectNode();
        addParameters(index, parameters);
        return parameters;
    }

    private void addParameters(int index, ObjectNode body) throws InvalidInputException {
        try {
            presentVariants().get(index).addTo(body);
        } catch (InvalidVariantException e) {
            throw new InvalidInputException(
                    FormErrors.at("variants." + index + "." + e.field(), String.valueOf(e.getMessage())));
        }
    }

    /// Returns what the user asks: the value of the variable `input`, of the only variable, or the last message.
    String question(Map<String, String> values, ArrayNode rendered) {
        String input = values.get("input");
        if (input == null && values.size() == 1) {
            input = values.values().iterator().next();
        }
        return input == null || input.isBlank()
                ? rendered.path(rendered.size() - 1).path("content").asString("")
                : input;
    }
}
