package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.CalibrationService.Known;
import io.plumbline.eval.calibration.JudgeCalibration;
import io.plumbline.eval.calibration.report.CalibrationReport.Grade;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.page.Figures;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A calibration in a list.
///
/// @param holds whether gates use it
/// @param stale whether estimates are refused too
/// @param why why gates do not use it; empty if they do
/// @param kappa quadratically weighted; null if chance alone would always agree
public record CalibrationRow(
        UUID id,
        String judge,
        String judgedModel,
        boolean holds,
        boolean stale,
        String why,
        Grade grade,
        @Nullable FigureRow kappa,
        int labels,
        Instant at) {

    private static final int MAX_NAME = 200;

    static CalibrationRow of(Known known) {
        JudgeCalibration calibration = known.calibration();
        Measured kappa = calibration.report().kappa().quadratic();
        return new CalibrationRow(
                calibration.id(),
                calibration.judge(),
                ReadableText.of(calibration.judgedModel(), MAX_NAME),
                known.objections().isEmpty(),
                !known.staleness().isEmpty(),
                String.join(" ", known.objections()),
                calibration.report().grade(),
                kappa == null ? null : FigureRow.kappa("quadratic kappa", "", kappa),
                calibration.report().items(),
                calibration.createdAt());
    }

    public CalibrationState getState() {
        if (holds) {
            return CalibrationState.FRESH;
        }
        return stale ? CalibrationState.STALE : CalibrationState.UNCONFIRMED;
    }

    public boolean isWeak() {
        return grade == Grade.WEAK;
    }

    public String getKappaText() {
        return kappa == null ? Figures.number(null) : kappa.value();
    }
}
