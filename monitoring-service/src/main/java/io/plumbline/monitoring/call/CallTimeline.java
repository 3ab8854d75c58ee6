package io.plumbline.monitoring.call;

import io.plumbline.monitoring.call.CallHours.TrafficFigures;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Production calls over time, oldest first, including empty spans. Evaluation and mirrored calls are excluded.
///
/// @param minutes length of a span
record CallTimeline(Instant from, Instant to, long minutes, List<TimelinePoint> points) {

    /// The calls of one span.
    record TimelinePoint(Instant from, TrafficFigures figures) {}

    static CallTimeline of(ChartRange.Spans spans, Map<Instant, TrafficFigures> figures) {
        return new CallTimeline(
                spans.from(),
                spans.to(),
                spans.span().toMinutes(),
                figures.entrySet().stream()
                        .map(each -> new TimelinePoint(each.getKey(), each.getValue()))
                        .toList());
    }
}
