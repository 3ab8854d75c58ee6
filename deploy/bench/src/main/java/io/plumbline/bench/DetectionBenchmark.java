package io.plumbline.bench;

import io.plumbline.bench.detection.DetectionStudy;
import io.plumbline.bench.detection.Regression;
import io.plumbline.bench.detection.SampleTexts;
import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.standalone.console.Progress;
import java.util.List;

/// How many calls pass until a regression is detected. In this process, without a stack, on simulated calls: the
/// figures are counts and do not depend on the machine.
final class DetectionBenchmark implements PerformanceBenchmark {

    private static final double[] SIZES = {0.05, 0.1, 0.2, 0.5};
    private static final int REPLAYS = 20;
    private static final int BRIEF_REPLAYS = 2;
    private static final int UNCHANGED_MINUTES = 100_000;
    private static final int BRIEF_UNCHANGED_MINUTES = 1_000;
    private static final int TEXTS = 600;
    private static final int BRIEF_TEXTS = 40;

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String title() {
        return "calls until a regression is detected, by the monitors and by a threshold";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        Rounds rounds = new Rounds();
        progress.at("detection: loading the encoder");
        MiniLmEncoder _ = MiniLmEncoder.shared().load();
        SampleTexts texts =
                SampleTexts.inputs(plan.brief() ? BRIEF_TEXTS : TEXTS).encoded();
        progress.at("detection: traffic without a regression");
        DetectionStudy study = DetectionStudy.tuned(texts, plan.brief() ? BRIEF_UNCHANGED_MINUTES : UNCHANGED_MINUTES);
        rounds.add("no regression", "each alarm", "false alarms/month", study.falseAlarmsPerMonth());
        for (Regression regression : Regression.values()) {
            for (boolean gradual : new boolean[] {false, true}) {
                for (double size : SIZES) {
                    String group =
                            "%s, %s, %.0f %%".formatted(regression.title(), gradual ? "gradual" : "abrupt", size * 100);
                    progress.at("detection: " + group);
                    study.replay(regression, size, gradual, plan.brief() ? BRIEF_REPLAYS : REPLAYS)
                            .forEach((alarm, outcome) -> {
                                rounds.add(group, alarm, "calls", outcome.calls());
                                rounds.add(group, alarm + ", missed", "%", outcome.missed() * 100);
                            });
                }
            }
        }
        return rounds.figures();
    }
}
