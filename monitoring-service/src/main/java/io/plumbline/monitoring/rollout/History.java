package io.plumbline.monitoring.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A bounded number of points over an unbounded time. It starts with every observation. Whenever it is full, it
/// drops every second point and doubles the stride. Not thread-safe.
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

    /// @param seen number of observations
    void offer(long seen, Supplier<AnalysisPoint> point) {
        if (seen % stride == 0) {
            add(point.get());
        }
    }

    /// Adds a point regardless of the stride, because of an event.
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
