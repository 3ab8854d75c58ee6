package io.plumbline.eval.trace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.toolcall.ToolCall;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The steps from a question to an answer: the turns of users and models, tool calls and their results, and the
/// passages that the model received.
///
/// @param steps in order, from the first call of the model or the first turn of a simulated user
/// @param ending why there are no further steps
/// @param state the state that mocked tools left; null without one
/// @param passages of a knowledge base, best first; empty without one
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trace(
        List<TraceStep> steps, Ending ending, @Nullable JsonNode state, List<TracedPassage> passages) {

    /// Why a conversation ended.
    public enum Ending {
        /// The user had nothing more to say.
        COMPLETED,
        /// The model used all its steps.
        STEP_LIMIT,
        /// The user used all turns.
        TURN_LIMIT,
        /// The calls cost too much.
        COST_LIMIT
    }

    public Trace {
        steps = List.copyOf(steps);
        passages = passages == null ? List.of() : List.copyOf(passages);
    }

    /// Returns the calls of all steps in order.
    public List<ToolCall> calls() {
        return steps.stream().flatMap(step -> step.callsOrNone().stream()).toList();
    }

    /// Returns the number of model calls.
    public long modelCalls() {
        return steps.stream()
                .filter(step -> step.kind() == TraceStep.Kind.ASSISTANT)
                .count();
    }

    /// Returns the state; null if there is none.
    @JsonIgnore
    public @Nullable JsonNode stateOrNull() {
        return state == null || state.isNull() || state.isMissingNode() ? null : state;
    }

    /// Returns the texts of the passages, without those of unknown text.
    public List<String> passageTexts() {
        return passages.stream()
                .map(TracedPassage::text)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .toList();
    }
}
