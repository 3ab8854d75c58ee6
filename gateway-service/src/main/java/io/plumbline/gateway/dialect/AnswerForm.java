package io.plumbline.gateway.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a surface says of the form of its answers. Stateless.
public interface AnswerForm {

    /// The form that a request, or what is preset for it, asks for; null when it asks for none.
    @Nullable
    Wanted wanted(@Nullable JsonNode request);

    /// What was said in the choices of an answer, as they are remembered, that have ended of themselves: not
    /// for want of tokens, not to call a tool, and not as a refusal.
    List<Said> texts(ArrayNode choices);

    /// The request once more, for one choice, with an answer to it and what is to be said of that.
    ObjectNode again(ObjectNode request, String answer, String words);

    /// What was said in one choice.
    ///
    /// @param choice its place among the choices
    record Said(int choice, String text) {}

    /// The form of an answer.
    ///
    /// @param schema null for any JSON object
    /// @param param where the request asks for it
    record Wanted(@Nullable JsonNode schema, String param) {}
}
