package io.plumbline.eval.redteam.ledger;

import io.plumbline.eval.redteam.probe.Probe;
import io.plumbline.eval.redteam.probe.ProbeOrigin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A probe of a campaign.
///
/// @param regression the regression probe that it repeats; null for a new one
public record StoredProbe(
        int number,
        Probe probe,
        ProbeOrigin origin,
        @Nullable UUID regression) {}
