package io.plumbline.simulator.model;

import org.jspecify.annotations.Nullable;

/// One event of a streamed answer.
///
/// @param event its name, on surfaces with named events
/// @param token whether it carries a token of the answer; tokens are paced
public record Frame(@Nullable String event, String data, boolean token) {}
