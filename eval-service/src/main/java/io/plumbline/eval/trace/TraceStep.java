package io.plumbline.eval.trace;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.toolcall.ToolCall;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A step of a conversation.
///
/// @param text what was said; of a tool, its result as the model received it
/// @param calls the tool calls of an assistant; null for none
/// @param tool name of the tool with this result
/// @param callId the call with this result
/// @param mocked whether a mock had a result for the call; null for other steps
/// @param figures of a model's call; null for scripted users and tools
/// @param guardrails the gateway's findings, for example `pii=redact:3`; null for none
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TraceStep(
        Kind kind,
        @Nullable String text,
        @Nullable List<ToolCall> calls,
        @Nullable String tool,
        @Nullable String callId,
        @Nullable Boolean mocked,
        @Nullable Figures figures,
        @Nullable String guardrails) {

    /// Who acts.
    public enum Kind {
        USER,
        ASSISTANT,
        TOOL
    }

    /// Figures of a call.
    ///
    /// @param costUsd null if unknown
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Figures(
            double latencyMs,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd) {}

    /// A turn of a user.
    ///
    /// @param figures of a simulated user; null for a scripted one
    public static TraceStep user(String text, @Nullable Figures figures) {
        return new TraceStep(Kind.USER, text, null, null, null, null, figures, null);
    }

    /// A turn of the system under test.
    public static TraceStep assistant(
            @Nullable String text, List<ToolCall> calls, Figures figures, @Nullable String guardrails) {
        return new TraceStep(
                Kind.ASSISTANT, text, calls.isEmpty() ? null : calls, null, null, null, figures, guardrails);
    }

    /// The result of a tool.
    public static TraceStep tool(ToolCall call, String result, boolean mocked) {
        return new TraceStep(Kind.TOOL, result, null, call.name(), call.id(), mocked, null, null);
    }

    /// Returns its calls; empty for none.
    public List<ToolCall> callsOrNone() {
        return calls == null ? List.of() : calls;
    }
}
