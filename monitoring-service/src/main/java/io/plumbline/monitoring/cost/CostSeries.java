package io.plumbline.monitoring.cost;

/// The calls whose cost is compared with its past.
///
/// @param model as in windows
record CostSeries(String team, String route, String model) {}
