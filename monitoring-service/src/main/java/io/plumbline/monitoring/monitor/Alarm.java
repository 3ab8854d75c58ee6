package io.plumbline.monitoring.monitor;

import java.time.Instant;

/// A detected change. Values are in the metric's own unit.
///
/// @param at end of the observation that raised the alarm
/// @param changedAt estimated begin of the change
/// @param normal mean of the baseline
/// @param value mean of the observations since the change
/// @param callsSinceChange calls, or scores, since the estimated begin of the change
public record Alarm(Instant at, Instant changedAt, double normal, double value, long callsSinceChange) {}
