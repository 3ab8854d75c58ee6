package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.redact.PlaceholderVault;
import org.springframework.stereotype.Component;

/// Guards what models answer. Thread-safe.
@Component
public final class OutputGuard {

    private final GuardEngine engine;
    private final CleanTexts clean = new CleanTexts();

    OutputGuard(GuardEngine engine) {
        this.engine = engine;
    }

    /// Begins to guard the answer to one call.
    ///
    /// @param vault what the call's input guard has hidden
    /// @param report to which what is found is added
    /// @param surroundings what the model was told, which its answer must not repeat
    /// @param tools holds the calls in it to the policy's rules
    public AnswerGuard answer(
            EffectivePolicy policy,
            PlaceholderVault vault,
            GuardReport report,
            Surroundings surroundings,
            ToolGuard tools) {
        return new AnswerGuard(engine, clean, policy, vault, report, surroundings, tools);
    }
}
