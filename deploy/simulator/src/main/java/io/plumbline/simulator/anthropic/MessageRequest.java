package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Conversation;

/// A message that was asked for.
///
/// @param thinks whether the answer begins with what the model thought
record MessageRequest(String model, Conversation conversation, boolean stream, boolean thinks) {}
