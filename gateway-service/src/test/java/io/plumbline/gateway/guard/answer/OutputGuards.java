package io.plumbline.gateway.guard.answer;

import io.plumbline.guardrails.GuardEngine;

/// Guards of answers for tests that need no Spring.
public final class OutputGuards {

    private OutputGuards() {}

    public static OutputGuard with(GuardEngine engine) {
        return new OutputGuard(engine);
    }
}
