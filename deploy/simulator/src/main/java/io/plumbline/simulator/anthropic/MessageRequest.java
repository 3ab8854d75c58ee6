package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Conversation;

/// A message that was asked for.
record MessageRequest(String model, Conversation conversation, boolean stream) {}
