package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.FailureClass;
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
    private @Nullable Set<String> asked;

    TargetOrder(Upstreams.Plan plan) {
        targets = plan.targets();
        first = targets.getFirst();
        fallbacksBy = plan.fallbacksBy();
    }

    UpstreamTarget first() {
        return first;
    }

    /// Null when nobody is left.
    @Nullable
    UpstreamTarget after(FailureClass why) {
        List<UpstreamTarget> own = fallbacksBy.get(why);
        boolean usual = why == FailureClass.ERROR || why == FailureClass.TIMEOUT;
        List<UpstreamTarget> next = own != null ? own : usual ? targets : List.of();
        Set<String> before = asked();
        for (UpstreamTarget target : next) {
            if (before.add(target.label())) {
                return target;
            }
        }
        return null;
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
