package io.plumbline.gateway.limit.counter;

import io.plumbline.gateway.scope.CallPlace;
import java.util.List;

/// Finds the limits that may cover a call.
@FunctionalInterface
public interface CoveringLimits {

    /// Returns the limits that may cover a call, by name.
    List<RateLimit> covering(CallPlace call);
}
