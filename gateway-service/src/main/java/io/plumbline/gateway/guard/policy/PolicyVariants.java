package io.plumbline.gateway.guard.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.kit.security.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Caches the policy variants that exceptions create for recent callers and routes. Always returns the same
/// instance, so that cached inspections stay valid (`CleanTexts`) and no instance is created per call.
/// Thread-safe.
final class PolicyVariants {

    private static final int MOST = 2_000;

    private final Cache<Key, EffectivePolicy> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /// A key that compares the policy by identity.
    private record Key(EffectivePolicy policy, Set<String> roles, String route) {

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && key.policy == policy
                    && key.roles.equals(roles)
                    && key.route.equals(route);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * System.identityHashCode(policy) + roles.hashCode()) + route.hashCode();
        }
    }

    /// Returns the policy for a call by this caller on a route of the team.
    EffectivePolicy of(EffectivePolicy policy, Caller caller, String team, String route) {
        return policy.whole().hasExceptions()
                ? known.get(
                        new Key(policy, Set.copyOf(caller.rolesIn(team)), route),
                        _ -> policy.forCall(caller, team, route))
                : policy;
    }
}
