package io.plumbline.gateway.rollout.verdict;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The requested change of a rollout and its reason.
///
/// @param judged the verdict; null for a decision by a person or the clock
public record Decision(@Nullable String reason, @Nullable Judgement judged) {

    /// A verdict on a step, with its supporting figures.
    public record Judgement(int step, StepVerdict verdict, JsonNode evidence) {}

    public static Decision because(@Nullable String reason) {
        return new Decision(reason, null);
    }

    public static Decision of(VerdictRequest request) {
        return new Decision(request.reason(), new Judgement(request.step(), request.verdict(), request.evidence()));
    }

    public @Nullable JsonNode evidence() {
        return judged == null ? null : judged.evidence();
    }
}
