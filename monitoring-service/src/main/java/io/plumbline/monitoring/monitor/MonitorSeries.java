package io.plumbline.monitoring.monitor;

import io.plumbline.monitoring.detection.ChangeDetector;
import io.plumbline.monitoring.detection.Standardization;
import io.plumbline.monitoring.window.CallWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The observations of a monitor: a function of the minutes in order. Minutes are added up until there are enough
/// of them and enough calls. The sum is one observation, which is standardised by the preceding ones and passed to
/// the detector. The first [#QUIET] observations raise no alarm. Not thread-safe.
public final class MonitorSeries {

    static final int QUIET = 20;
    private static final int MOST_PAST = 300;

    private final MonitorPlan plan;
    private final Standardization scale;
    private final ChangeDetector detector;
    private final Deque<Past> past;
    private Instant position;
    private @Nullable Double last;
    private Stretch open;

    private MonitorSeries(MonitorPlan plan, Standardization scale, ChangeDetector detector, State state) {
        this.plan = plan;
        this.scale = scale;
        this.detector = detector;
        this.past = new ArrayDeque<>(state.past());
        this.position = state.position();
        this.last = state.last();
        this.open = new Stretch(plan.scorer());
    }

    /// An observation that was passed to the detector.
    ///
    /// @param value as in [MonitoredMetric.Observation]
    /// @param evidence as of [ChangeDetector#evidence()] after it; null in old states
    record Past(
            Instant start,
            long calls,
            double value,
            @Nullable Double evidence) {}

    /// An observation in the metric's own unit.
    ///
    /// @param from start of its first minute
    /// @param calls calls, or scores
    /// @param evidence evidence for a change after it, as a share of the amount that raises an alarm; 0 for ADWIN
    record Observed(
            Instant from,
            long calls,
            double value,
            @Nullable Double evidence) {}

    /// The state, for storage.
    ///
    /// @param position start of the first minute that no observation contains
    /// @param last value of the last observation, in the metric's own unit
    /// @param past the newest observations, for the estimate of when a change began
    record State(
            Instant position,
            List<Double> scale,
            List<Double> detector,
            @Nullable Double last,
            List<Past> past) {}

    /// @param from start of the first minute
    public static MonitorSeries fresh(MonitorPlan plan, Instant from) {
        return new MonitorSeries(
                plan,
                Standardization.fresh(),
                plan.detector().withRunLength(plan.runLength()),
                new State(from, List.of(), List.of(), null, List.of()));
    }

    static MonitorSeries of(MonitorPlan plan, State state) {
        return new MonitorSeries(
                plan, Standardization.of(state.scale()), plan.detector().restore(state.detector()), state);
    }

    State state() {
        return new State(position, scale.state(), detector.state(), last, List.copyOf(past));
    }

    /// Adds the next minute with calls.
    ///
    /// @return the alarm that it raised
    public Optional<Alarm> add(CallWindow minute) {
        Instant from = minute.place().from();
        open.add(minute);
        Instant end = from.plus(Duration.ofMinutes(1));
        Instant start = open.start();
        if (start == null
                || Duration.between(start, end).toMinutes() < plan.minutes()
                || plan.metric().count(open) < plan.minCalls()) {
            return Optional.empty();
        }
        MonitoredMetric.Observation observation = plan.metric().observe(open);
        open = new Stretch(plan.scorer());
        position = end;
        return observation == null ? Optional.empty() : observe(observation, start, end);
    }

    private Optional<Alarm> observe(MonitoredMetric.Observation observation, Instant start, Instant end) {
        double z = scale.add(observation.value(), observation.calls(), observation.leastVariance());
        last = plan.metric().natural(observation.value());
        boolean changed = detector.add(z);
        past.addLast(new Past(start, Math.round(observation.calls()), observation.value(), detector.evidence()));
        if (past.size() > MOST_PAST) {
            past.removeFirst();
        }
        return changed && scale.observations() >= QUIET ? Optional.of(alarm(end)) : Optional.empty();
    }

    private Alarm alarm(Instant at) {
        List<Past> observations = new ArrayList<>(past);
        int since = (int) Math.min(detector.sinceChange(), observations.size());
        List<Past> changed = observations.subList(observations.size() - since, observations.size());
        double mean = changed.stream().mapToDouble(Past::value).average().orElseThrow();
        return new Alarm(
                at,
                changed.getFirst().start(),
                plan.metric().natural(scale.mean()),
                plan.metric().natural(mean),
                changed.stream().mapToLong(Past::calls).sum());
    }

    /// Returns the newest observations, oldest first.
    List<Observed> observed() {
        return past.stream()
                .map(each ->
                        new Observed(each.start(), each.calls(), plan.metric().natural(each.value()), each.evidence()))
                .toList();
    }

    /// Returns the start of the first minute that no observation contains.
    public Instant position() {
        return position;
    }

    /// Continues at a later minute, without the calls before.
    void skipTo(Instant later) {
        position = later;
        open = new Stretch(plan.scorer());
    }

    /// Returns the number of observations that describe the normal state.
    long observations() {
        return scale.observations();
    }

    /// Returns the mean of the normal state, in the metric's own unit; null without observations.
    @Nullable
    Double normal() {
        return scale.observations() == 0 ? null : Double.valueOf(plan.metric().natural(scale.mean()));
    }

    @Nullable
    Double last() {
        return last;
    }

    /// Returns the evidence for a change as a share of the amount that raises an alarm.
    public double evidence() {
        return detector.evidence();
    }
}
