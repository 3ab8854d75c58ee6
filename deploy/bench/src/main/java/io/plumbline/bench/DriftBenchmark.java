package io.plumbline.bench;

import io.plumbline.bench.detection.SampleTexts;
import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.monitoring.drift.statistics.DriftTest;
import io.plumbline.standalone.console.Progress;
import java.util.List;
import java.util.SplittableRandom;

/// How often the test for drift is wrong, on vectors of texts that are computed once: of 1,000 windows without a
/// change, those that raise an alarm, and of windows with a change, those that raise none. Inputs are all different,
/// passages are few and come again and again, and comments are short. In this process, without a stack: the figures
/// are counts and do not depend on the machine.
final class DriftBenchmark implements PerformanceBenchmark {

    private static final long SEED = 20_261_201;
    private static final int REPLAYS = 1_000;
    private static final int BRIEF_REPLAYS = 10;
    private static final int CHANGED_REPLAYS = 100;
    private static final int SIZE = 100;
    private static final double LEVEL = 0.05;
    private static final double[] SHARES = {0.1, 0.2, 0.5};
    private static final List<SampleTexts.Kind> KINDS = List.of(
            SampleTexts.inputs(600),
            new SampleTexts.Kind(
                    "passages",
                    List.of(
                            "The harbour of %s closes when the wind is stronger than %d knots. Ships wait outside.",
                            "Article %d: travellers to %s receive a refund if the journey begins two hours late."),
                    List.of("The deposit of a flat in %s is at most %d months of rent, and bears interest."),
                    40),
            new SampleTexts.Kind(
                    "comments",
                    List.of(
                            "Good answer on %s, %d stars",
                            "Too long for %s, see line %d", "Thanks, %s is right, part %d"),
                    List.of("The answer on %s is in the wrong language, case %d"),
                    200));

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public String title() {
        return "false and missed alarms of semantic drift, by kind of text";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        MiniLmEncoder _ = MiniLmEncoder.shared().load();
        Rounds rounds = new Rounds();
        for (SampleTexts.Kind kind : KINDS) {
            String group = kind.name();
            progress.at("drift: " + group);
            SampleTexts texts = kind.encoded();
            int replays = plan.brief() ? BRIEF_REPLAYS : REPLAYS;
            rounds.add(group, "no change", "alarms in %d".formatted(replays), alarms(texts, 0, replays));
            int missable = plan.brief() ? BRIEF_REPLAYS : CHANGED_REPLAYS;
            for (double share : SHARES) {
                rounds.add(
                        group,
                        "%.0f %% new texts".formatted(share * 100),
                        "alarms in %d".formatted(missable),
                        alarms(texts, share, missable));
            }
        }
        return rounds.figures();
    }

    private static int alarms(SampleTexts texts, double share, int replays) {
        SplittableRandom random = new SplittableRandom(SEED);
        int alarms = 0;
        for (int replay = 0; replay < replays; replay++) {
            float[][] baseline = texts.drawn(random, 0, SIZE);
            float[][] window = texts.drawn(random, share, SIZE);
            alarms += DriftTest.of(baseline, window).statistics(LEVEL).pValue() <= LEVEL ? 1 : 0;
        }
        return alarms;
    }
}
