package io.plumbline.simulator.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Requests JSON as the answer.
///
/// @param schema for the answer; null: any object
public record AnswerFormat(@Nullable ObjectNode schema) {}
