package io.plumbline.console.judge;

import io.plumbline.console.evaluation.Figures;
import io.plumbline.console.judge.JudgeClient.Calibration;
import io.plumbline.console.judge.JudgeClient.Measured;
import io.plumbline.kit.text.ReadableText;
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
        String grade,
        @Nullable FigureRow kappa,
        int labels,
        Instant at) {

    private static final int MAX_NAME = 200;

    static CalibrationRow of(Calibration calibration) {
        Measured kappa = calibration.report().kappa().quadratic();
        return new CalibrationRow(
                calibration.id(),
                calibration.judge(),
                ReadableText.of(calibration.judgedModel(), MAX_NAME),
                calibration.decides(),
                calibration.stale(),
                String.join(" ", calibration.objections()),
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
        return grade.equals("WEAK");
    }

    public String getKappaText() {
        return kappa == null ? Figures.number(null) : kappa.value();
    }
}
