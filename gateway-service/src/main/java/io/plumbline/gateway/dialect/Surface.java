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

/// What a client speaks on one of the compatible paths: all that the pipeline of calls must know of it.
/// Requests and answers are guarded in this language, whatever the provider speaks. Stateless, but for one whose
/// calls have a [#memory]: that one is for one call.
public interface Surface {

    Dialect dialect();

    Operation operation();

    /// The name of the operation in the audit log.
    default String operationName() {
        return operation().wireName();
    }

    /// Reads a request into the language in which it is guarded.
    ///
    /// @param body without the field `plumbline`; it may be changed
    /// @throws ProblemException `invalid-call`
    default ObjectNode read(ObjectNode body) {
        check(body);
        return body;
    }

    default CallMemory memory() {
        return CallMemory.NONE;
    }

    /// A problem as the client of this surface is told it: with its own names of places in the request.
    default ProblemException told(ProblemException problem) {
        return problem;
    }

    /// The same of a provider's refusal; null for one without a body.
    default byte @Nullable [] told(byte @Nullable [] refusal) {
        return refusal;
    }

    /// Looks at a request's shape before anything is decided on it.
    ///
    /// @throws ProblemException `invalid-call`
    void check(ObjectNode body);

    /// Looks whether there is anything to answer, once a prompt is rendered.
    ///
    /// @throws ProblemException `invalid-call`
    void requireContent(ObjectNode body);

    /// Puts a prompt's rendered messages, `[{"role", "content"}]`, before the caller's own.
    void precede(ObjectNode body, ArrayNode rendered);

    /// Adds what a prompt version presets and the request does not say.
    void preset(@Nullable JsonNode parameters, ObjectNode body);

    /// How many answers a request wants.
    default long choicesWanted(ObjectNode body) {
        return 1;
    }

    /// How many answers are made, some perhaps to choose from.
    default long choicesMade(ObjectNode body) {
        return choicesWanted(body);
    }

    /// Tokens of each answer at most; null when a request does not say.
    @Nullable
    Long largestOutput(ObjectNode body);

    /// Limits each answer of a request that does not say.
    void limitOutput(ObjectNode body, long tokens);

    /// The texts of an answer, as it is remembered, by which its tokens are counted where the provider has not
    /// said; null where an estimate does.
    default @Nullable List<TextPlace> counted(ArrayNode remembered) {
        return null;
    }

    /// Everything in a request that somebody may have written.
    List<TextPlace> texts(ObjectNode body);

    /// About how many tokens a request has.
    default long estimatedTokens(ObjectNode body) {
        return TokenEstimate.of(texts(body));
    }

    /// The members of a request that are kept with a call's content.
    List<String> kept();

    /// Whom the call concerns, as the application names them; null when it does not say.
    @Nullable
    String subject(ObjectNode body);

    /// The application's own words to the model; null when it says none.
    @Nullable
    String systemPrompt(ObjectNode body);

    /// The part of the application's own words that comes before anything that was said, and stays the same
    /// from turn to turn; null when there is none.
    @Nullable
    String openingPrompt(ObjectNode body);

    /// Puts words at the end of that part.
    ///
    /// @return whether there was a place for them
    boolean instruct(ObjectNode body, String words);

    /// Puts words round it; changes nothing where there is none.
    ///
    /// @param before null for none
    /// @param after null for none
    void surround(ObjectNode body, @Nullable String before, @Nullable String after);

    /// The texts of third parties in a request, as far as they can be marked as such: what tools have
    /// answered, and what documents say.
    default List<TextPlace> untrusted(ObjectNode body) {
        return List.of();
    }

    /// Whether a tool's answer, which anybody may have written, is in the conversation.
    boolean isTainted(ObjectNode body);

    /// The calls of tools in the conversation, in their order.
    List<ToolCall> callsMade(ObjectNode body);

    /// The name of the tool that a request insists on; empty when it insists on none.
    String insistedOn(ObjectNode body);

    /// Takes the tools out of a request that may not be offered.
    void withholdTools(ObjectNode body, Predicate<String> offered);

    /// How other dialects are said in this one; null for an operation that only providers of the same dialect
    /// offer.
    default @Nullable ClientCodec codec() {
        return null;
    }

    /// How an answer tells that a provider's own rules have kept it back.
    default FilterSigns filter() {
        return FilterSigns.NONE;
    }

    /// What it says of the form of answers; null where it knows none.
    default @Nullable AnswerForm form() {
        return null;
    }

    WholeAnswer whole(ObjectNode body);

    /// @param request to which the stream is the answer
    AnswerStream stream(AnswerGuard guard, ObjectNode request);

    /// The event that tells, within a stream, that it ends in failure.
    <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E;

    /// The event that tells, within a stream, that there is nothing to tell yet; null for a comment.
    @Nullable
    String idleEvent();

    /// Whether clients look for what is limited under Anthropic's names as well.
    default boolean hasAnthropicHeaders() {
        return false;
    }

    /// Members of a request, in lower case, that only servers of this language know, and by which they would
    /// answer it otherwise than the gateway has chosen.
    default Set<String> serverMembers() {
        return Set.of();
    }

    /// Whether `metadata` names the user, and is not something to be kept with the answer.
    default boolean namesUserInMetadata() {
        return false;
    }

    /// The status with which a client of this surface is told of a problem.
    int status(ProblemException problem);

    /// The body for a provider's refusal whose own cannot be shown.
    ///
    /// @param status 400..499
    ObjectNode refusal(int status);
}
