package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Conversation;

/// A request for a message.
///
/// @param thinks whether the answer begins with the model's thinking
record MessageRequest(String model, Conversation conversation, boolean stream, boolean thinks) {}
