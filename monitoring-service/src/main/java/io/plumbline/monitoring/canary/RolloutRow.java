package io.plumbline.monitoring.canary;

/// A rollout in the list.
record RolloutRow(RolloutAnalysisResponse analysis, RolloutStanding standing) {}
