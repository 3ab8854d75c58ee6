package io.plumbline.gateway.dialect;

import io.plumbline.gateway.exchange.ClientCodec;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The client API of one compatible path: everything that the call pipeline needs to know about it. The guards
/// inspect requests and answers in the client's dialect, whatever the provider's dialect. Stateless, unless its
/// calls have a [#memory]; such a surface serves one call.
public interface Surface {

    Dialect dialect();

    Operation operation();

    /// Returns the operation name in the audit log.
    default String operationName() {
        return operation().wireName();
    }

    /// Converts a request into the form that the guards inspect.
    ///
    /// @param body without the field `plumbline`; may be modified
    /// @throws ProblemException `invalid-call`
    default ObjectNode read(ObjectNode body) {
        check(body);
        return body;
    }

    default CallMemory memory() {
        return CallMemory.NONE;
    }

    /// Rewrites a problem for the client: uses this surface's own field names.
    default ProblemException told(ProblemException problem) {
        return problem;
    }

    /// Rewrites the body of a provider's refusal in the same way; null stays null.
    default byte @Nullable [] told(byte @Nullable [] refusal) {
        return refusal;
    }

    /// Validates the structure of a request before any decision about it.
    ///
    /// @throws ProblemException `invalid-call`
    void check(ObjectNode body);

    /// Requires content to answer, after a prompt is rendered.
    ///
    /// @throws ProblemException `invalid-call`
    void requireContent(ObjectNode body);

    /// Inserts a prompt's rendered messages, `[{"role", "content"}]`, before the caller's own.
    void precede(ObjectNode body, ArrayNode rendered);

    /// Adds the parameters that a prompt version presets and the request does not set.
    void preset(@Nullable JsonNode parameters, ObjectNode body);

    /// Returns how many choices a request wants in the answer.
    default long choicesWanted(ObjectNode body) {
        return 1;
    }

    /// Returns how many choices the model generates, which may exceed the number wanted.
    default long choicesMade(ObjectNode body) {
        return choicesWanted(body);
    }

    /// Returns the maximum number of tokens per choice; null if the request sets no limit.
    @Nullable
    Long largestOutput(ObjectNode body);

    /// Limits each choice of a request that sets no limit.
    void limitOutput(ObjectNode body, long tokens);

    /// Returns the texts of a stored answer from which its tokens are counted if the provider reports no usage;
    /// null if an estimate is used.
    default @Nullable List<TextPlace> counted(ArrayNode remembered) {
        return null;
    }

    /// Returns every text in a request that a person may have written.
    List<TextPlace> texts(ObjectNode body);

    /// Estimates the number of tokens of a request.
    default long estimatedTokens(ObjectNode body) {
        return TokenEstimate.of(texts(body));
    }

    /// Returns the members of a request that are stored with a call's content.
    List<String> kept();

    /// Returns the user whom the call concerns, as the application names them; null if the request names none.
    @Nullable
    String subject(ObjectNode body);

    /// Returns the application's instructions to the model; null for none.
    @Nullable
    String systemPrompt(ObjectNode body);

    /// Returns the part of the instructions that precedes the conversation and stays the same from turn to turn;
    /// null for none.
    @Nullable
    String openingPrompt(ObjectNode body);

    /// Appends words to that part.
    ///
    /// @return whether the request has a place for them
    boolean instruct(ObjectNode body, String words);

    /// Surrounds that part with words; changes nothing if there is none.
    ///
    /// @param before null for none
    /// @param after null for none
    void surround(ObjectNode body, @Nullable String before, @Nullable String after);

    /// Returns the third-party texts in a request that can be marked: tool results and documents.
    default List<TextPlace> untrusted(ObjectNode body) {
        return List.of();
    }

    /// Whether the conversation contains a tool result, which any third party may have written.
    boolean isTainted(ObjectNode body);

    /// Returns the tool calls of the conversation in order.
    List<ToolCall> callsMade(ObjectNode body);

    /// Returns the name of the tool that a request requires; empty for none.
    String insistedOn(ObjectNode body);

    /// Removes the tools that may not be offered from a request.
    void withholdTools(ObjectNode body, Predicate<String> offered);

    /// Returns the codec between this dialect and others; null if only providers of the same dialect offer the
    /// operation.
    default @Nullable ClientCodec codec() {
        return null;
    }

    /// Returns how this dialect reports that a provider withheld an answer.
    default FilterSigns filter() {
        return FilterSigns.NONE;
    }

    /// Returns how this dialect expresses answer forms; null if it has none.
    default @Nullable AnswerForm form() {
        return null;
    }

    WholeAnswer whole(ObjectNode body);

    /// @param request that the stream answers
    AnswerStream stream(AnswerGuard guard, ObjectNode request);

    /// Emits the event that ends a stream with a failure.
    <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E;

    /// Returns the keep-alive event of a stream; null for a comment.
    @Nullable
    String idleEvent();

    /// Whether clients also read the limits from Anthropic's headers.
    default boolean hasAnthropicHeaders() {
        return false;
    }

    /// Returns members of a request, in lower case, that only servers of this dialect know and that would
    /// override the gateway's routing.
    default Set<String> serverMembers() {
        return Set.of();
    }

    /// Whether `metadata` names the user instead of being stored with the answer.
    default boolean namesUserInMetadata() {
        return false;
    }

    /// Returns the HTTP status of a problem on this surface.
    int status(ProblemException problem);

    /// Returns a body that replaces a provider's refusal that must not be shown.
    ///
    /// @param status 400..499
    ObjectNode refusal(int status);
}
