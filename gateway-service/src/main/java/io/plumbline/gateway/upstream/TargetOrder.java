package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who is asked next when a target has not answered: by why it did not. Nobody is asked twice, so it comes to an
/// end. Not thread-safe.
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

    /// An answer is paid for that goes to nobody. From here on only those are asked who stand in for
    /// [FailureClass#CONTENT_POLICY]: for no others is there room in a budget.
    void keepToLaxer() {
        laxerOnly = true;
    }

    /// Null when nobody is left.
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

    /// Made when somebody has to answer instead, which is seldom.
    private Set<String> asked() {
        Set<String> known = asked;
        if (known == null) {
            known = new HashSet<>(Set.of(first.label()));
            asked = known;
        }
        return known;
    }
}
