package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.detect.Deadline;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.redact.PlaceholderVault;
import java.util.List;
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
    /// @param team whose call it is
    /// @param vault what the call's input guard has hidden
    /// @param report to which what is found is added
    /// @param surroundings what the model was told, which its answer must not repeat
    /// @param tools holds the calls in it to the policy's rules
    public AnswerGuard answer(
            EffectivePolicy policy,
            String team,
            PlaceholderVault vault,
            GuardReport report,
            Surroundings surroundings,
            ToolGuard tools) {
        return new AnswerGuard(engine, clean.of(team), policy, vault, report, surroundings, tools);
    }

    /// Redacts texts of an answer whatever the outcome, for what is kept of it or shown to people: also what
    /// the policy would stop. Text that cannot be looked at becomes empty.
    ///
    /// @param vault of which nobody restores anything
    /// @return whether all of it could be looked at
    public boolean redactOnly(List<? extends TextPlace> places, EffectivePolicy policy, PlaceholderVault vault) {
        Deadline deadline = engine.deadline(policy.kept());
        boolean complete = true;
        for (TextPlace place : places) {
            Inspection inspection = place.origin() == TextPlace.Origin.TOOL_ARGUMENTS
                    ? engine.inspectJson(Stage.OUTPUT, place.text(), policy.kept(), vault, deadline)
                    : engine.inspect(Stage.OUTPUT, place.text(), policy.kept(), vault, deadline);
            boolean looked = inspection.failures().isEmpty();
            complete &= looked;
            String kept = looked ? inspection.text() : "";
            if (!kept.equals(place.text()) && !place.isFixed()) {
                place.replace(kept);
            }
        }
        return complete;
    }
}
