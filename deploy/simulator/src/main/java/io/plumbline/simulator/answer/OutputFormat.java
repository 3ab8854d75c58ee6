package io.plumbline.simulator.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// That the answer is to be JSON.
///
/// @param schema which it has to fit; absent: any object
public record OutputFormat(@Nullable ObjectNode schema) {}
