package io.plumbline.bench;

import io.plumbline.bench.figure.Figure;
import io.plumbline.standalone.console.Progress;
import java.util.List;

/// One thing that can be measured by name. Whoever writes another adds it to [BenchCommand].
interface Benchmark {

    String name();

    /// What it measures, in one line.
    String title();

    /// Measures on a stack that it starts and leaves as it found it: not there.
    List<Figure> run(BenchStack stack, Plan plan, Progress progress);
}
