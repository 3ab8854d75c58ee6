package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.JudgeCalibration;
import io.plumbline.eval.gate.GateArchive;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricCatalog;
import io.plumbline.eval.suite.document.SuiteDocument.JudgeRule;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Finds the newest gate in which a calibration's judge, unchanged, rated answers of the same model.
@Component
class JudgedGates {

    private static final int LOOKED_AT = 50;

    private final GateArchive gates;
    private final JudgeCatalog judges;
    private final RubricCatalog rubrics;

    JudgedGates(GateArchive gates, JudgeCatalog judges, RubricCatalog rubrics) {
        this.gates = gates;
        this.judges = judges;
        this.rubrics = rubrics;
    }

    EstimateView estimate(JudgeCalibration calibration) {
        Optional<Gate> newest = newest(calibration);
        return newest.isEmpty()
                ? EstimateView.of(calibration.items(), null, List.of())
                : EstimateView.of(
                        calibration.items(),
                        newest.get().id(),
                        gates.verdicts(newest.get().id()));
    }

    private Optional<Gate> newest(JudgeCalibration calibration) {
        Judge judge = judges.get(calibration.judge());
        return gates
                .judgedBy(
                        calibration.team(),
                        calibration.rubric(),
                        judge.document().model(),
                        LOOKED_AT)
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

    /// Returns the lowest level of the rubric of the calibration; 1 if the rubric no longer exists.
    int lowestLevel(JudgeCalibration calibration) {
        return rubrics.forTeam(calibration.team(), calibration.rubric())
                .map(Rubric::document)
                .map(document -> document.scale().min())
                .orElse(1);
    }
}
