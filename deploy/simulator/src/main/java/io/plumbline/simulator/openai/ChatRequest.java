package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.Conversation;

/// A chat completion that was asked for.
///
/// @param choices how many answers
/// @param topLogprobs alternatives to give for each token; -1 for no log probabilities at all
record ChatRequest(
        String model, Conversation conversation, int choices, boolean stream, boolean includeUsage, int topLogprobs) {}
