package io.plumbline.gateway.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.kit.security.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the exceptions of policies make of them for the callers and routes that came lately: the very same each time,
/// so that what is remembered under it is found again ([CleanTexts]) and none is made for each call. Thread-safe.
final class PolicyVariants {

    private static final int MOST = 2_000;

    private final Cache<Key, EffectivePolicy> known =
            Caffeine.newBuilder().maximumSize(MOST).build();

    /// For a policy that is that very one, and not one like it.
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

    /// The policy as it is for a call by this caller on a route of the team.
    EffectivePolicy of(EffectivePolicy policy, Caller caller, String team, String route) {
        return policy.whole().hasExceptions()
                ? known.get(
                        new Key(policy, Set.copyOf(caller.rolesIn(team)), route),
                        _ -> policy.forCall(caller, team, route))
                : policy;
    }
}
