package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// A piece of a streamed answer. A stream consists of [Started], pieces, [Finished] and [Ended], in this order.
/// [Used] may occur repeatedly before the end; the last one counts. Clients receive the one after [Finished], or
/// the last one at the end of the stream. If one provider event reports both the finish and the usage, the reader
/// must emit [Finished] first.
public sealed interface Delta {

    /// The first piece of a stream.
    ///
    /// @param id empty if the provider gives none
    /// @param model empty if the provider gives none
    record Started(String id, String model) implements Delta {}

    /// @param piece of text; not empty
    record Text(String piece) implements Delta {}

    /// @param piece of the model's reasoning; not empty
    record Thought(String piece) implements Delta {}

    /// The end of a thought. Readers leave it out if the provider does not need its thoughts back.
    ///
    /// @param whole the complete thought
    /// @param signature empty for none
    record ThoughtEnded(String whole, String signature) implements Delta {}

    /// A thought that the provider encrypts.
    record SealedThought(String data) implements Delta {}

    /// The start of a tool call.
    ///
    /// @param call its number among the calls of this answer, from 0
    /// @param signature of the thought that led to it (Gemini); null for none
    record ToolStarted(
            int call, String id, String name, @Nullable String signature) implements Delta {}

    /// @param piece of the arguments: JSON as text; not empty
    record ToolArguments(int call, String piece) implements Delta {}

    /// The end of a tool call. Optional: [Finished] ends all open calls.
    record ToolEnded(int call) implements Delta {}

    /// @param piece of the model's refusal; not empty
    record Refusal(String piece) implements Delta {}

    /// @param stopSequence the one that ended the answer; null for none
    record Finished(FinishReason reason, @Nullable String stopSequence) implements Delta {}

    /// The total usage up to this point.
    record Used(Usage usage) implements Delta {}

    /// The provider's own end of the stream. A stream without it was interrupted.
    record Ended() implements Delta {}
}
