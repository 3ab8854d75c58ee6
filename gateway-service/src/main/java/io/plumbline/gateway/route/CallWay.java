package io.plumbline.gateway.route;

import io.plumbline.gateway.fault.FailureClass;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a route's options come to for one call. Immutable.
///
/// @param options as they are written
/// @param pick why the call got its variant; null for calls round a route
/// @param fallbacksBy who answers instead, for the classes of failure of which the route says it
/// @param shadow who is asked beside; null for nobody
public record CallWay(
        RouteOptions options,
        @Nullable VariantPick pick,
        Map<FailureClass, List<ServedTarget>> fallbacksBy,
        @Nullable ServedTarget shadow) {

    /// Whether texts are treated as by the other, and the same targets are called.
    boolean servesLike(CallWay other) {
        return options.equals(other.options)
                && fallbacksBy.equals(other.fallbacksBy)
                && Objects.equals(shadow, other.shadow);
    }

    /// That of a call of which no route says anything.
    public static final CallWay PLAIN = new CallWay(RouteOptions.NONE, null, Map.of(), null);

    public CallWay {
        fallbacksBy = Map.copyOf(fallbacksBy);
    }
}
