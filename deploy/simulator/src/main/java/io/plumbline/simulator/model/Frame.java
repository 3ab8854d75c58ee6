package io.plumbline.simulator.model;

import org.jspecify.annotations.Nullable;

/// One event of a streamed answer.
///
/// @param event its name, where the surface names its events
/// @param token whether it brings a token of the answer: those are paced
public record Frame(@Nullable String event, String data, boolean token) {}
