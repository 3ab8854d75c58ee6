package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.SimulatedConversation;

/// A request for a chat completion.
///
/// @param choices the number of answers
/// @param topLogprobs alternatives for each token; -1 for no log probabilities at all
record ChatRequest(
        String model,
        SimulatedConversation conversation,
        int choices,
        boolean stream,
        boolean includeUsage,
        int topLogprobs) {}
