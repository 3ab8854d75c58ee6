package io.plumbline.bench.utility;

import io.plumbline.bench.utility.OrdinaryTexts.OrdinaryText;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// False positives of the guards in ordinary texts, as callers send them.
public final class FalseFindings {

    /// Entities that ordinary texts really contain.
    private static final Set<String> RIGHTLY_FOUND =
            Set.of("AGE", "MEDICAL_DISEASE_DISORDER", "MEDICAL_MEDICATION", "MEDICAL_THERAPEUTIC_PROCEDURE");

    private static final double MEGABYTE = 1 << 20;

    private final GuardEngine engine;
    private final List<OrdinaryText> texts;

    public FalseFindings(GuardEngine engine, List<OrdinaryText> texts) {
        this.engine = engine;
        this.texts = List.copyOf(texts);
    }

    /// The numbers of texts that a policy alters and blocks.
    ///
    /// @param kind of texts
    /// @param misled how many texts lead a model that needs their values to another answer than without guards
    public record Effect(String kind, int texts, int altered, int blocked, int misled) {

        private Effect plus(Effect other) {
            return new Effect(
                    kind, texts + other.texts, altered + other.altered, blocked + other.blocked, misled + other.misled);
        }
    }

    public double megabytes() {
        return texts.stream()
                        .mapToInt(text -> text.text().getBytes(StandardCharsets.UTF_8).length)
                        .sum()
                / MEGABYTE;
    }

    /// The effect of a policy on the texts of each kind.
    public List<Effect> effects(GuardPolicy policy) {
        Map<String, Effect> effects = new TreeMap<>();
        GuardPolicy patient = patient(policy.rules(Stage.INPUT), policy.switchedOff());
        for (OrdinaryText text : texts) {
            effects.merge(text.kind(), effect(text, patient), Effect::plus);
        }
        return List.copyOf(effects.values());
    }

    private Effect effect(OrdinaryText text, GuardPolicy policy) {
        PlaceholderVault vault = PlaceholderVault.fresh();
        Inspection inspection = engine.inspect(Stage.INPUT, text.text(), policy, vault);
        boolean blocked = inspection.decision() == Action.BLOCK;
        boolean altered = !inspection.text().equals(text.text());
        boolean misled = blocked
                || (altered
                        && !vault.restore(ScriptedModel.answer(inspection.text()))
                                .equals(ScriptedModel.answer(text.text())));
        return new Effect(text.kind(), 1, altered ? 1 : 0, blocked ? 1 : 0, misled ? 1 : 0);
    }

    /// By detector: redactions and blocks per megabyte under a policy. Detectors without findings are left out.
    public Map<String, Double> perMegabyte(GuardPolicy policy) {
        GuardPolicy patient = patient(policy.rules(Stage.INPUT), policy.switchedOff());
        Map<String, Integer> found = new TreeMap<>();
        for (OrdinaryText text : texts) {
            Inspection inspection = engine.inspect(Stage.INPUT, text.text(), patient, PlaceholderVault.fresh());
            for (Finding finding : inspection.findings()) {
                boolean acts = inspection.rules().actionFor(finding).isStricterThan(Action.FLAG);
                if (acts && !RIGHTLY_FOUND.contains(finding.entityType())) {
                    found.merge(finding.detector(), 1, Integer::sum);
                }
            }
        }
        Map<String, Double> rates = new TreeMap<>();
        found.forEach((detector, count) -> rates.put(detector, count / megabytes()));
        return rates;
    }

    private static GuardPolicy patient(StageRules rules, Set<String> switchedOff) {
        GuardPolicy policy =
                new GuardPolicy(Map.of(Stage.INPUT, rules), FailureMode.CLOSED, GuardPolicy.LONGEST_TIMEOUT_MS);
        return new GuardPolicy(
                policy.stages(),
                policy.onFailure(),
                policy.timeoutMs(),
                switchedOff,
                policy.tools(),
                policy.additions());
    }
}
