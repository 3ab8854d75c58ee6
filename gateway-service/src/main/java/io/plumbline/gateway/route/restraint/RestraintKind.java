package io.plumbline.gateway.route.restraint;

/// The ways in which a route can be held back. Each tightens or reduces, whatever the route's document becomes.
public enum RestraintKind {
    /// Refuses the route's calls.
    PAUSE,
    /// Skips the variants' own targets, so that the route's fallbacks answer.
    USE_FALLBACKS,
    /// Limits the weight of a variant.
    LOWER_WEIGHT,
    /// Guards the calls with a policy that is at least as strict as the route's own.
    STRICTER_POLICY
}
