package io.plumbline.monitoring.alert;

/// A condition, of which at most one alert is firing.
///
/// @param name of the monitor or the objective
/// @param rule the condition, for example a metric
public record AlertKey(AlertSource source, String name, String rule) {}
