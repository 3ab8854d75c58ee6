package io.plumbline.gateway.inspection;

import io.plumbline.gateway.guard.GuardPool;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.inspection.CalibrationResponse.AtThreshold;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.injection.Calibration;
import io.plumbline.guardrails.injection.Share;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Computes a threshold from the scores of a team's own texts. Only the scores are kept after the inspection of a
/// text, and only until the end of the request. Thread-safe.
@Component
final class GuardCalibration {

    private static final int LONGEST_MS = 30_000;

    /// The thresholds from which the built-in policies flag and block.
    private static final List<Double> USUAL = List.of(0.5, 0.75);

    private static final double STEPS = 10_000;

    private final GuardEngine engine;
    private final GuardPool pool;

    GuardCalibration(GuardEngine engine, GuardPool pool) {
        this.engine = engine;
        this.pool = pool;
    }

    /// @param policy whose detectors are used
    /// @param categories to detect; the highest score of a text counts
    CalibrationResponse calibrate(
            Stage stage,
            EffectivePolicy policy,
            Set<Category> categories,
            double rate,
            List<String> harmless,
            List<String> attacks) {
        GuardPolicy looking = lookingFor(stage, policy, categories);
        Deadline deadline = engine.deadline(looking);
        double[] ofHarmless = scores(stage, looking, deadline, harmless);
        double[] ofAttacks = scores(stage, looking, deadline, attacks);
        double threshold = Calibration.of(ofHarmless, rate).threshold();
        boolean reached = threshold <= 1;
        List<AtThreshold> at = new ArrayList<>();
        double rounded = Math.min(1, Math.ceil(threshold * STEPS) / STEPS);
        if (reached) {
            at.add(at(rounded, ofHarmless, ofAttacks));
        }
        USUAL.forEach(usual -> at.add(at(usual, ofHarmless, ofAttacks)));
        int unanswered = harmless.size() + attacks.size() - ofHarmless.length - ofAttacks.length;
        return new CalibrationResponse(reached ? rounded : null, rate, Calibration.fewestTexts(rate), unanswered, at);
    }

    private static AtThreshold at(double threshold, double[] harmless, double[] attacks) {
        return new AtThreshold(
                threshold,
                Share.reaching(threshold, harmless),
                attacks.length == 0 ? null : Share.reaching(threshold, attacks));
    }

    private static GuardPolicy lookingFor(Stage stage, EffectivePolicy policy, Set<Category> categories) {
        Map<String, Object> rules = new HashMap<>();
        categories.forEach(category -> rules.put(category.wireName(), Map.of("action", "flag")));
        GuardPolicy looking = PolicyDocument.read(Map.of("stages", Map.of(stage.wireName(), rules)));
        return new GuardPolicy(
                looking.stages(),
                FailureMode.OPEN,
                LONGEST_MS,
                policy.whole().switchedOff(),
                ToolRules.NONE,
                policy.whole().additions());
    }

    /// Returns the scores of the texts that all detectors have inspected. Each text waits for its own slot, so
    /// that other calls are not delayed.
    private double[] scores(Stage stage, GuardPolicy looking, Deadline deadline, List<String> texts) {
        List<Double> scores = new ArrayList<>(texts.size());
        for (String text : texts) {
            if (deadline.isPast()) {
                break;
            }
            pool.run(() -> {
                Inspection inspection = engine.inspect(stage, text, looking, PlaceholderVault.fresh(), deadline);
                if (inspection.failures().isEmpty()) {
                    scores.add(highest(inspection));
                }
            });
        }
        return scores.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double highest(Inspection inspection) {
        double highest = 0;
        for (Finding finding : inspection.findings()) {
            highest = Math.max(highest, finding.score());
        }
        return highest;
    }
}
