package io.plumbline.gateway.dialect.answer;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads and delivers the answers of a client's calls. Stateless, unless the `Surface` serves one call.
public interface ClientAnswers {

    WholeAnswer whole(ObjectNode body);

    /// @param request that the stream answers
    AnswerStream stream(AnswerGuard guard, ObjectNode request);

    /// Returns the texts of a stored answer from which its tokens are counted if the provider reports no usage;
    /// null if an estimate is used.
    default @Nullable List<TextPlace> counted(ArrayNode remembered) {
        return null;
    }

    /// Returns how this dialect reports that a provider withheld an answer.
    default FilterSigns filter() {
        return FilterSigns.NONE;
    }

    /// Returns how this dialect expresses answer forms; null if it has none.
    default @Nullable AnswerForm form() {
        return null;
    }

    /// Returns the keep-alive event of a stream; null for a comment.
    default @Nullable String idleEvent() {
        return null;
    }

    /// Whether clients also read the limits from Anthropic's headers.
    default boolean hasAnthropicHeaders() {
        return false;
    }
}
