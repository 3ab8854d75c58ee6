package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import java.util.List;

/// What a benchmark asks, and how it scores answers. Thread-safe.
public interface BenchmarkTask {

    /// @param examples solved examples to show before the question, in order
    TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples);

    ItemScore score(BenchmarkItem item, TaskAnswer answer);
}
