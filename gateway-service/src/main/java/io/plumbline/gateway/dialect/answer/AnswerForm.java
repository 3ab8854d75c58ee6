package io.plumbline.gateway.dialect.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and requests the output form in one dialect. Stateless.
public interface AnswerForm {

    /// Returns the form that a request or its presets ask for; null for none.
    @Nullable
    Wanted wanted(@Nullable JsonNode request);

    /// Returns the text of each choice that ended normally. Leaves out choices that reached the token limit, call
    /// a tool or are a refusal.
    List<Said> texts(ArrayNode choices);

    /// Builds a repair request for one choice: the original request, the answer and the words about its faults.
    ObjectNode again(ObjectNode request, String answer, String words);

    /// The text of one choice.
    ///
    /// @param choice its index among the choices
    record Said(int choice, String text) {}

    /// A requested answer form.
    ///
    /// @param schema null for any JSON object
    /// @param param the member of the request that contains it
    record Wanted(@Nullable JsonNode schema, String param) {}
}
