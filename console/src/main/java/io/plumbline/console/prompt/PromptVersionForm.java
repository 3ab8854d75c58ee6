package io.plumbline.console.prompt;

import io.plumbline.console.page.FormErrors;
import io.plumbline.console.prompt.MessageRows.Row;
import io.plumbline.console.prompt.PromptClient.PromptVersion;
import io.plumbline.console.prompt.PromptClient.VersionBody;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The form that registers a version of a prompt.
///
/// @param variables JSON Schema of the variables; empty to make every placeholder a required string
/// @param parameters a JSON object; empty for none
record PromptVersionForm(
        @Nullable List<@Nullable Row> messages,
        @Nullable String variables,
        @Nullable String technique,
        @Nullable String parameters) {

    static final PromptVersionForm EMPTY = new PromptVersionForm(
            List.of(new Row("system", ""), new Row("user", "{{input}}")), "", "", "");

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// A form that cannot be sent.
    static final class InvalidFormException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient FormErrors errors;

        InvalidFormException(String field, String message) {
            super(message);
            this.errors = FormErrors.at(field, message);
        }

        FormErrors errors() {
            return errors;
        }
    }

    List<Row> rows() {
        return MessageRows.present(messages);
    }

    PromptVersionForm withRows(List<Row> rows) {
        return new PromptVersionForm(List.copyOf(rows), variables, technique, parameters);
    }

    VersionBody body() throws InvalidFormException {
        JsonNode schema = object("variables", variables);
        return new VersionBody(
                MessageRows.messages(rows()),
                schema == null ? MessageRows.schemaOf(rows()) : schema,
                technique == null || technique.isBlank() ? null : technique.strip(),
                object("parameters", parameters));
    }

    private static @Nullable JsonNode object(String field, @Nullable String text) throws InvalidFormException {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            JsonNode read = JSON.readTree(text);
            if (read.isObject()) {
                return read;
            }
        } catch (JacksonException e) {
            throw new InvalidFormException(field, "must be a JSON object: " + place(e));
        }
        throw new InvalidFormException(field, "must be a JSON object");
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? "it is not well-formed"
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + " is not well-formed";
    }

    static PromptVersionForm of(PromptVersion version) {
        return new PromptVersionForm(
                List.copyOf(MessageRows.of(version.messages())),
                pretty(version.variables()),
                Objects.requireNonNullElse(version.technique(), ""),
                pretty(version.parameters()));
    }

    /// Returns an indented object; an empty text for an absent or empty one.
    static String pretty(@Nullable JsonNode node) {
        return node == null || node.isEmpty() ? "" : JSON.writeValueAsString(node);
    }
}
