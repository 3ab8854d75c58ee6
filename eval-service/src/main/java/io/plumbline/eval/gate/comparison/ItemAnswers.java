package io.plumbline.eval.gate.comparison;

import io.plumbline.eval.trace.Trace;
import io.plumbline.eval.trace.TraceStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All answers to one item, for people. Every text is redacted, and long texts are truncated with `…`.
///
/// @param item its position in the dataset, from 0
/// @param id id of the record
/// @param candidate the candidate's answers, by repeat
/// @param baseline the baseline's answers, likewise; empty without a baseline
public record ItemAnswers(
        int item,
        String id,
        @Nullable String slice,
        String input,
        List<String> references,
        List<TracedAnswer> candidate,
        List<TracedAnswer> baseline) {

    /// An answer with its steps.
    ///
    /// @param repeat from 0
    /// @param answer null on an error
    /// @param error null for an answer
    /// @param latencyMs of the system's calls; likewise the tokens
    /// @param costUsd of all calls, including those of a simulated user; null if unknown
    /// @param scores score of each metric that scores single answers
    /// @param steps in order; empty for one call without tools and passages
    /// @param ending why the conversation ended; null without steps
    /// @param state the state that mocked tools left, as JSON; null without one
    /// @param passages that the model received; empty without a knowledge base
    public record TracedAnswer(
            int repeat,
            @Nullable String answer,
            @Nullable String error,
            double latencyMs,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd,
            Map<String, Double> scores,
            List<Step> steps,
            Trace.@Nullable Ending ending,
            @Nullable String state,
            List<CitedPassage> passages) {}

    /// A step of a conversation.
    ///
    /// @param text what was said, or the result of a tool
    /// @param calls the tool calls of an assistant; empty for none
    /// @param tool name of the tool with this result; null for other steps
    /// @param mocked whether a mock answered the call; null for other steps
    /// @param latencyMs of a model's call; likewise the tokens and the cost; null for other steps
    /// @param guardrails the gateway's findings; null for none
    public record Step(
            TraceStep.Kind kind,
            @Nullable String text,
            List<Call> calls,
            @Nullable String tool,
            @Nullable Boolean mocked,
            @Nullable Double latencyMs,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            @Nullable BigDecimal costUsd,
            @Nullable String guardrails) {}

    /// A tool call.
    ///
    /// @param arguments as JSON
    public record Call(String name, String arguments) {}

    /// A passage.
    ///
    /// @param index the number by which the answer cites it
    /// @param text null if it is not known
    public record CitedPassage(
            int index,
            String document,
            @Nullable String title,
            @Nullable String text) {}
}
