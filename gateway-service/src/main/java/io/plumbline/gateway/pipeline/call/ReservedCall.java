package io.plumbline.gateway.pipeline.call;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.pipeline.delivery.Delivery;
import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.personaldata.detect.Surroundings;
import org.jspecify.annotations.Nullable;

/// A call that is ready to be sent: its cost is reserved, and it is noted in the journal.
///
/// @param surroundings what the answer must not repeat
/// @param inputTokens estimated tokens of the request as the provider receives it
public record ReservedCall(GuardedCall guarded, Surroundings surroundings, long inputTokens) {

    public ResolvedCall resolved() {
        return guarded.resolved();
    }

    public CallAccount account() {
        return resolved().account();
    }

    public Delivery delivery() {
        return resolved().delivery();
    }

    public OutputSchemaCheck form() {
        return guarded.form();
    }

    public @Nullable Spotlight spotlight() {
        return guarded.spotlight();
    }
}
