package io.plumbline.registry.finetuning.executor;

import io.plumbline.registry.finetuning.watch.MetricPoint;
import java.util.List;

/// Takes the progress of a job. Thread-safe.
public interface TrainingReporter {

    /// Stores figures. A step that is stored already is ignored.
    void points(List<MetricPoint> points);

    /// Stores what the executor needs to continue, before it takes a step that it must not forget.
    void remember(String remote);

    /// Stores an event of the job.
    void event(String message);

    /// Whether the job is to stop.
    boolean isStopping();
}
