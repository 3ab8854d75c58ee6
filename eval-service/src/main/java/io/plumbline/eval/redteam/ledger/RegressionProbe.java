package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.probe.Probe;
import java.time.Instant;
import java.util.UUID;

/// An attack that succeeded once, and that every later campaign on its target repeats.
///
/// @param target the target as people read it, without its version
/// @param campaign where it succeeded
public record RegressionProbe(
        UUID id, String team, String target, Probe probe, UUID campaign, String keptBy, Instant createdAt) {}
