package io.plumbline.eval.calibration;

import java.util.UUID;

/// Human labels and a judge's ratings of the same answers, from a valid calibration.
///
/// @param calibration its id
/// @param human people's scores, 0..1
/// @param judge the judge's scores of the same answers
public record JudgeLabels(UUID calibration, double[] human, double[] judge) {

    public JudgeLabels {
        human = human.clone();
        judge = judge.clone();
    }

    @Override
    public double[] human() {
        return human.clone();
    }

    @Override
    public double[] judge() {
        return judge.clone();
    }
}
