package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.route.definition.RouteOptions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A route's options, resolved for one call. Immutable.
///
/// @param options as configured
/// @param pick why the call got its variant; null for calls without a route
/// @param fallbacksBy the fallbacks of the failure classes for which the route sets any
/// @param shadow the target of mirrored calls; null for none
/// @param skipped a target that does not answer for now, although it is among the call's; null for none
public record CallWay(
        RouteOptions options,
        @Nullable VariantPick pick,
        Map<FailureClass, List<ServedTarget>> fallbacksBy,
        @Nullable ServedTarget shadow,
        @Nullable ServedTarget skipped) {

    /// Creates a way that skips no target.
    CallWay(
            RouteOptions options,
            @Nullable VariantPick pick,
            Map<FailureClass, List<ServedTarget>> fallbacksBy,
            @Nullable ServedTarget shadow) {
        this(options, pick, fallbacksBy, shadow, null);
    }

    /// Whether texts are handled as by the other and the same targets are called.
    boolean servesLike(CallWay other) {
        return options.equals(other.options)
                && fallbacksBy.equals(other.fallbacksBy)
                && Objects.equals(shadow, other.shadow);
    }

    /// For a call without a route.
    public static final CallWay PLAIN = new CallWay(RouteOptions.NONE, null, Map.of(), null);

    public CallWay {
        fallbacksBy = Map.copyOf(fallbacksBy);
    }
}
