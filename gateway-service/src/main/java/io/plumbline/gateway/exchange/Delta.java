package io.plumbline.gateway.exchange;

import org.jspecify.annotations.Nullable;

/// A piece of a streamed answer. A stream is [Started], then pieces, then [Finished], then [Ended]. [Used] may
/// come anywhere before the end, more than once, and the last counts: clients are told the one after [Finished],
/// or at the end the last that there was. So a reader whose provider says in one event that it has finished and
/// what it used gives [Finished] first.
public sealed interface Delta {

    /// The first of a stream.
    ///
    /// @param id empty where the provider gives none
    /// @param model empty where the provider does not say
    record Started(String id, String model) implements Delta {}

    /// @param piece of text; not empty
    record Text(String piece) implements Delta {}

    /// @param piece of what the model thinks; not empty
    record Thought(String piece) implements Delta {}

    /// A thought is over. Providers that need not have their thoughts back leave it out.
    ///
    /// @param whole all of it
    /// @param signature empty for none
    record ThoughtEnded(String whole, String signature) implements Delta {}

    /// A thought that the provider shows to nobody.
    record SealedThought(String data) implements Delta {}

    /// A call of a tool begins.
    ///
    /// @param call its number among the calls of this answer, from 0
    /// @param signature of the thought that led to it (Gemini); null for none
    record ToolStarted(
            int call, String id, String name, @Nullable String signature) implements Delta {}

    /// @param piece of the arguments: JSON as text; not empty
    record ToolArguments(int call, String piece) implements Delta {}

    /// A call of a tool is whole. Providers that do not say so leave it out: calls end with [Finished] at the
    /// latest.
    record ToolEnded(int call) implements Delta {}

    /// @param piece of the words with which the model refuses; not empty
    record Refusal(String piece) implements Delta {}

    /// @param stopSequence the one that ended the answer; null for none
    record Finished(FinishReason reason, @Nullable String stopSequence) implements Delta {}

    /// What was used up to here.
    record Used(Usage usage) implements Delta {}

    /// The provider's own end of the stream: without it, a stream broke off.
    record Ended() implements Delta {}
}
