package io.plumbline.gateway.rollout;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What somebody wants of a rollout, and why.
///
/// @param judged what was said; null when it was no verdict but a person's word, or the clock's
record Decision(@Nullable String reason, @Nullable Judgement judged) {

    /// A verdict on a step, with the figures that it rests on.
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
