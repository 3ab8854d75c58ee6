package io.plumbline.console.gate.item;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;

/// One item of a gate, redacted by the service.
@ServiceApi(RemoteService.EVAL)
@HttpExchange("/api/v1/gates/{id}")
interface GateItemClient {

    @GetExchange("/items/{item}")
    ItemAnswers item(@PathVariable UUID id, @PathVariable int item);

    @GetExchange
    Gate gate(@PathVariable UUID id);

    /// The gate, as far as shown.
    record Gate(UUID id, String team, String suite) {}

    /// An item with all answers to it.
    record ItemAnswers(
            int item,
            String id,
            @Nullable String slice,
            String input,
            List<String> references,
            List<TracedAnswer> candidate,
            List<TracedAnswer> baseline) {}

    /// An answer with its steps.
    record TracedAnswer(
            int repeat,
            @Nullable String answer,
            @Nullable String error,
            double latencyMs,
            long inputTokens,
            long outputTokens,
            @Nullable BigDecimal costUsd,
            Map<String, Double> scores,
            List<Step> steps,
            @Nullable String ending,
            @Nullable String state,
            List<CitedPassage> passages) {}

    /// A step of a conversation.
    record Step(
            String kind,
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
    record Call(String name, String arguments) {}

    /// A passage that the model received.
    record CitedPassage(
            int index,
            String document,
            @Nullable String title,
            @Nullable String text) {}
}
