package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.personaldata.detect.Surroundings;
import org.jspecify.annotations.Nullable;

/// A call that is ready to be sent: its cost is reserved, and it is noted in the journal.
///
/// @param surroundings what the answer must not repeat
/// @param inputTokens estimated tokens of the request as the provider receives it
record ReservedCall(GuardedCall guarded, Surroundings surroundings, long inputTokens) {

    ResolvedCall resolved() {
        return guarded.resolved();
    }

    CallAccount account() {
        return resolved().account();
    }

    Delivery delivery() {
        return resolved().delivery();
    }

    OutputSchemaCheck form() {
        return guarded.form();
    }

    @Nullable
    Spotlight spotlight() {
        return guarded.spotlight();
    }
}
