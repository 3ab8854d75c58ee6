package io.plumbline.eval.gate;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.CalibrationService;
import io.plumbline.eval.calibration.JudgeCalibration;
import io.plumbline.eval.calibration.report.HumanEstimate;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.suite.document.JudgeRule;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Applies a calibration to the newest gate in which its judge, unchanged, rated answers of the same model.
@RestController
class CalibrationEstimateController {

    private static final int MOST_GATES = 50;
    private static final int FEWEST = 2;

    private final CalibrationService calibrations;
    private final JudgeCatalog judges;
    private final GateArchive gates;

    CalibrationEstimateController(CalibrationService calibrations, JudgeCatalog judges, GateArchive gates) {
        this.calibrations = calibrations;
        this.judges = judges;
        this.gates = gates;
    }

    /// @param gate the gate of the ratings; absent without one
    /// @param alone mean of the human labels
    /// @param judge mean of the judge's ratings in the gate, which does not estimate human scores
    /// @param together the judge's mean, corrected with the labels by prediction-powered inference
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GateEstimate(
            @Nullable UUID gate,
            int labelled,
            Measured alone,
            int judged,
            @Nullable Measured judge,
            @Nullable Measured together) {}

    /// Estimates the human score of the model's answers in its newest gate with ratings of the calibrated judge.
    @GetMapping("/api/v1/judges/{name}/calibrations/{id}/estimate")
    @RequiresPermission(Permission.JUDGE_READ)
    GateEstimate estimate(@PathVariable String name, @PathVariable UUID id) {
        JudgeCalibration calibration = calibrations.get(name, id).calibration();
        List<LabelledItem> items = calibration.items();
        Gate newest = newest(calibration).orElse(null);
        List<GateVerdict> scored = newest == null
                ? List.of()
                : gates.verdicts(newest.id()).stream()
                        .filter(verdict -> verdict.side() == Side.CANDIDATE && verdict.score() != null)
                        .toList();
        if (newest == null || scored.size() < FEWEST) {
            return new GateEstimate(null, items.size(), HumanEstimate.alone(items), 0, null, null);
        }
        HumanEstimate estimate = HumanEstimate.of(
                items,
                scored.stream()
                        .mapToDouble(verdict -> Objects.requireNonNull(verdict.score()))
                        .toArray(),
                scored.stream().mapToDouble(GateVerdict::probability).toArray());
        return new GateEstimate(
                newest.id(),
                estimate.labels(),
                estimate.alone(),
                estimate.verdicts(),
                estimate.judge(),
                estimate.together());
    }

    private Optional<Gate> newest(JudgeCalibration calibration) {
        Judge judge = judges.get(calibration.judge());
        return gates
                .judgedBy(
                        calibration.team(),
                        calibration.rubric(),
                        judge.document().model(),
                        MOST_GATES)
                .stream()
                .filter(gate -> gate.candidate().label().equals(calibration.judgedModel()))
                .filter(gate -> isBy(calibration.judgeDigest(), gate))
                .findFirst();
    }

    private boolean isBy(String digest, Gate gate) {
        JudgeRule rule = gate.document().judge();
        return rule != null
                && judges.setting(gate.team(), rule.document(gate.team()))
                        .map(JudgeSetting::digest)
                        .filter(digest::equals)
                        .isPresent();
    }
}
