package io.plumbline.monitoring.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A bounded number of points over a time that has no bound: every observation at first; whenever it is
/// full, every second point goes and only every second one comes from then on. Not thread-safe.
final class History {

    static final int MOST = 240;

    private final List<AnalysisPoint> points;
    private long stride;

    private History(long stride, List<AnalysisPoint> points) {
        this.stride = stride;
        this.points = new ArrayList<>(points);
    }

    record State(long stride, List<AnalysisPoint> points) {}

    static History fresh() {
        return new History(1, List.of());
    }

    static History of(State state) {
        return new History(state.stride(), state.points());
    }

    State state() {
        return new State(stride, List.copyOf(points));
    }

    List<AnalysisPoint> points() {
        return List.copyOf(points);
    }

    /// @param seen how many observations there were
    void offer(long seen, Supplier<AnalysisPoint> point) {
        if (seen % stride == 0) {
            add(point.get());
        }
    }

    /// Takes a point whatever the stride, since something happened.
    void add(AnalysisPoint point) {
        points.add(point);
        if (points.size() > MOST) {
            stride *= 2;
            List<AnalysisPoint> kept = new ArrayList<>(MOST);
            for (int i = points.size() - 1; i >= 0; i -= 2) {
                kept.addFirst(points.get(i));
            }
            points.clear();
            points.addAll(kept);
        }
    }
}
