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
    private final Set<String> asked = new HashSet<>();

    TargetOrder(Upstreams.Plan plan) {
        targets = plan.targets();
        fallbacksBy = plan.fallbacksBy();
    }

    UpstreamTarget first() {
        UpstreamTarget first = targets.getFirst();
        asked.add(first.label());
        return first;
    }

    /// Null when nobody is left.
    @Nullable
    UpstreamTarget after(FailureClass why) {
        List<UpstreamTarget> own = fallbacksBy.get(why);
        boolean usual = why == FailureClass.ERROR || why == FailureClass.TIMEOUT;
        List<UpstreamTarget> next = own != null ? own : usual ? targets : List.of();
        for (UpstreamTarget target : next) {
            if (asked.add(target.label())) {
                return target;
            }
        }
        return null;
    }
}
