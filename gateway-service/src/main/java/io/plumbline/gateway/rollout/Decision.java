package io.plumbline.gateway.rollout;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The requested change of a rollout and its reason.
///
/// @param judged the verdict; null for a decision by a person or the clock
record Decision(@Nullable String reason, @Nullable Judgement judged) {

    /// A verdict on a step, with its supporting figures.
    record Judgement(int step, Verdict verdict, JsonNode evidence) {}

    static Decision because(@Nullable String reason) {
        return new Decision(reason, null);
    }

    static Decision of(VerdictRequest request) {
        return new Decision(request.reason(), new Judgement(request.step(), request.verdict(), request.evidence()));
    }

    @Nullable
    JsonNode evidence() {
        return judged == null ? null : judged.evidence();
    }
}
