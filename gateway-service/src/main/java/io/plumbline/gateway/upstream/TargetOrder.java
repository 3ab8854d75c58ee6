package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chooses the next target after a failure, by its class. Calls no target twice, so it ends. Not thread-safe.
final class TargetOrder {

    private final List<UpstreamTarget> targets;
    private final Map<FailureClass, List<UpstreamTarget>> fallbacksBy;
    private final UpstreamTarget first;
    private boolean laxerOnly;
    private @Nullable Set<String> asked;

    TargetOrder(Upstreams.Plan plan) {
        targets = plan.targets();
        first = targets.getFirst();
        fallbacksBy = plan.fallbacksBy();
    }

    UpstreamTarget first() {
        return first;
    }

    /// Restricts the remaining targets after a paid answer was discarded: only the fallbacks of
    /// [FailureClass#CONTENT_POLICY] remain, since the budget covers no others.
    void keepToLaxer() {
        laxerOnly = true;
    }

    /// Returns null if no target is left.
    @Nullable
    UpstreamTarget after(FailureClass why) {
        Set<String> before = asked();
        for (UpstreamTarget target : next(why)) {
            if (before.add(target.label())) {
                return target;
            }
        }
        return null;
    }

    private List<UpstreamTarget> next(FailureClass why) {
        List<UpstreamTarget> own = fallbacksBy.get(why);
        boolean usual = why == FailureClass.ERROR || why == FailureClass.TIMEOUT;
        if (own == null && !usual) {
            return List.of();
        }
        if (laxerOnly) {
            return fallbacksBy.getOrDefault(FailureClass.CONTENT_POLICY, List.of());
        }
        return own == null ? targets : own;
    }

    /// Created only if a fallback is needed, which is rare.
    private Set<String> asked() {
        Set<String> known = asked;
        if (known == null) {
            known = new HashSet<>(Set.of(first.label()));
            asked = known;
        }
        return known;
    }
}
