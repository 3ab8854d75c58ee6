package io.plumbline.gateway.guard.answer;

import io.plumbline.gateway.guard.CleanTexts;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.List;
import org.springframework.stereotype.Component;

/// Guards the answers of models. Thread-safe.
@Component
public final class OutputGuard {

    private final GuardEngine engine;
    private final CleanTexts clean = new CleanTexts();

    OutputGuard(GuardEngine engine) {
        this.engine = engine;
    }

    /// Creates the guard of one call's answer.
    ///
    /// @param team whose call it is
    /// @param vault with the values that the input guard redacted
    /// @param report receives the findings
    /// @param surroundings the model's instructions, which the answer must not repeat
    /// @param tools applies the policy's rules to its tool calls
    public AnswerGuard answer(
            EffectivePolicy policy,
            String team,
            PlaceholderVault vault,
            GuardReport report,
            Surroundings surroundings,
            ToolGuard tools) {
        return new AnswerGuard(engine, clean.of(team), policy, vault, report, surroundings, tools);
    }

    /// Redacts texts of an answer that are stored or shown to people, whatever the decision. Redacts also what
    /// the policy would block. Empties texts that cannot be inspected.
    ///
    /// @param vault whose values are never restored
    /// @return whether all texts could be inspected
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
