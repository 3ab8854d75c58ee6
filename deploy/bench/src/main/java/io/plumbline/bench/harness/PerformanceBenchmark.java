package io.plumbline.bench.harness;

import io.plumbline.bench.figure.Figure;
import io.plumbline.standalone.console.Progress;
import java.util.List;

/// A named benchmark. To add another, register it in [io.plumbline.bench.BenchCommand].
public interface PerformanceBenchmark {

    String name();

    /// The subject of the measurement, in one line.
    String title();

    /// Measures on a stack that it starts and removes afterwards.
    List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress);
}
