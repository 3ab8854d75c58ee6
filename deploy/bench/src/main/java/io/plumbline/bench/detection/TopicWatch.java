package io.plumbline.bench.detection;

import io.plumbline.monitoring.drift.statistics.DriftStatistics;
import io.plumbline.monitoring.drift.statistics.DriftTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Compares windows of inputs with a baseline, with the sizes that a new baseline of monitoring-service has.
final class TopicWatch {

    static final int MINUTES = 60;

    private static final int REFERENCE = 300;
    private static final int WINDOW = 200;

    private final SampleTexts texts;
    private final double level;
    private final float[][] baseline;
    private final List<float[]> window = new ArrayList<>();
    private int minute;

    /// @param level of the test of a window
    TopicWatch(SampleTexts texts, double level, SplittableRandom random) {
        this.texts = texts;
        this.level = level;
        this.baseline = texts.drawn(random, 0, REFERENCE);
    }

    /// Adds a minute of calls, of which a sample is embedded. Returns the figures of a window that ends with it.
    ///
    /// @param share of new texts, 0..1
    Optional<DriftStatistics> add(double share, SplittableRandom random) {
        minute++;
        while (window.size() < WINDOW * minute / MINUTES) {
            window.add(texts.drawn(random, share));
        }
        if (minute < MINUTES) {
            return Optional.empty();
        }
        DriftStatistics statistics =
                DriftTest.of(baseline, window.toArray(float[][]::new)).statistics(level);
        window.clear();
        minute = 0;
        return Optional.of(statistics);
    }
}
