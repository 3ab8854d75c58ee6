package io.plumbline.gateway.route;

import org.jspecify.annotations.Nullable;

/// What a call says of itself that matters for its way.
///
/// @param evaluation whether it is for evaluation
public record CallKeys(@Nullable String user, @Nullable String session, boolean evaluation) {}
