package io.plumbline.monitoring.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The statement that somebody works on an alert. It stops repeated messages and escalation.
///
/// @param actor id of the user or key
public record Acknowledgement(String actor, @Nullable String comment, Instant acknowledgedAt) {}
