package io.plumbline.monitoring.remedy;

/// The actions of remedies. The gateway proves that each tightens or reduces.
enum RemedyKind {
    /// Refuses the route's calls.
    PAUSE,
    /// Lets the route's fallbacks answer.
    USE_FALLBACKS,
    /// Lowers the weight of a variant.
    LOWER_WEIGHT,
    /// Guards the route with a policy that is at least as strict.
    STRICTER_POLICY
}
