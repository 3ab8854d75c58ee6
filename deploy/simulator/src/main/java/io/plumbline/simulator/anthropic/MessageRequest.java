package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.SimulatedConversation;

/// A request for a message.
///
/// @param thinks whether the answer begins with the model's thinking
record MessageRequest(String model, SimulatedConversation conversation, boolean stream, boolean thinks) {}
