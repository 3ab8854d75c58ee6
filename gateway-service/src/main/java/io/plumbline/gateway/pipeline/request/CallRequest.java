package io.plumbline.gateway.pipeline.request;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.route.resolve.CallKeys;
import io.plumbline.gateway.route.resolve.ConversationTurn;
import io.plumbline.gateway.upstream.translation.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Surroundings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A request: a view of the members that the gateway uses, over a tree that keeps all others.
///
/// @param body without the field `plumbline`
/// @param stream whether the answer is to be streamed
/// @param headers that are forwarded to a provider of the same dialect
public record CallRequest(
        Surface surface,
        ObjectNode body,
        String model,
        boolean stream,
        PlumblineOptions options,
        Map<String, String> headers) {

    private static final int MAX_MODEL = 300;
    private static final int MAX_SUBJECT = 512;

    /// @throws ProblemException `invalid-call`
    public static CallRequest read(Surface surface, byte[] bytes, Map<String, String> headers) {
        ObjectNode body = WireJson.object(bytes)
                .orElseThrow(() -> CallProblem.INVALID_CALL.because("The body must be a JSON object."));
        JsonNode plumbline = body.remove("plumbline");
        PlumblineOptions options =
                plumbline == null || plumbline.isNull() ? PlumblineOptions.NONE : PlumblineOptions.read(plumbline);
        String model = body.path("model").asString("");
        if (model.isBlank() || model.length() > MAX_MODEL || !model.codePoints().allMatch(CallRequest::isWritable)) {
            throw invalid("model", "must name a route or a model");
        }
        ObjectNode read = surface.read(body);
        JsonNode stream = read.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw invalid("stream", "must be true or false");
        }
        if (stream.asBoolean(false) && surface.operation() != Operation.CHAT) {
            throw invalid("stream", "must not be true: this operation does not stream");
        }
        return new CallRequest(surface, read, model, stream.asBoolean(false), options, headers);
    }

    /// Whether a character may occur in a model name. The audit log accepts neither control characters nor lone
    /// surrogates.
    private static boolean isWritable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    /// Inserts rendered messages before the caller's own.
    void precede(ArrayNode rendered) {
        surface.prompt().precede(body, rendered);
    }

    /// @throws ProblemException `invalid-call` if there is nothing to answer
    public void requireMessages() {
        surface.prompt().requireContent(body);
    }

    /// Returns the request to providers.
    public UpstreamRequest upstream() {
        return new UpstreamRequest(surface, body, stream, headers);
    }

    /// Returns the user whom the call concerns, as the application names them.
    public @Nullable String subject() {
        String user = surface.parameters().subject(body);
        if (options.subject() != null) {
            return options.subject();
        }
        return user == null || user.isBlank() || user.length() > MAX_SUBJECT ? null : user;
    }

    /// @param turn of its conversation
    /// @param inputTokens estimated tokens of its texts
    public CallKeys keys(ConversationTurn turn, long inputTokens) {
        // What is not asked to speak gives no tokens.
        boolean chat = surface.operation() == Operation.CHAT;
        Long largestOutput = chat ? surface.parameters().largestOutput(body) : Long.valueOf(0);
        return new CallKeys(
                subject(),
                options.session(),
                chat ? turn : null,
                options.evaluation(),
                options.tagsAsMap(),
                inputTokens,
                stream,
                largestOutput,
                choicesWanted());
    }

    /// Returns the guard that applies a policy's rules to its tools and to the tool calls in its answer.
    ///
    /// @param retrieves whether it receives passages, which third parties may have written
    public ToolGuard tools(EffectivePolicy policy, boolean retrieves, GuardReport report) {
        return new ToolGuard(
                policy.tools(),
                retrieves || surface.tools().isTainted(body),
                surface.tools().callsMade(body),
                report);
    }

    /// Returns the texts that the answer must not repeat: the application's instructions as the provider receives
    /// them.
    public Surroundings surroundings() {
        return new Surroundings(surface.prompt().systemPrompt(body), List.of(), List.of());
    }

    /// Returns the part of the instructions that stays the same from turn to turn.
    public @Nullable String openingPrompt() {
        return surface.prompt().openingPrompt(body);
    }

    /// Appends words to that part.
    ///
    /// @return whether the request has a place for them
    public boolean instruct(String words) {
        return surface.prompt().instruct(body, words);
    }

    /// Returns the request with another body.
    public CallRequest with(ObjectNode newBody) {
        return new CallRequest(surface, newBody, model, stream, options, headers);
    }

    /// Returns the text of the last message of a user; empty for none.
    public String question() {
        return surface.prompt().question(body);
    }

    /// Returns how many choices the request wants in the answer.
    public long choicesWanted() {
        return surface.parameters().choicesWanted(body);
    }

    /// Returns how many choices the model generates, which may exceed the number wanted.
    public long choicesMade() {
        return surface.parameters().choicesMade(body);
    }

    /// Estimates its tokens.
    public long estimatedTokens() {
        return surface.prompt().estimatedTokens(body);
    }

    private static ProblemException invalid(String param, String message) {
        return InvalidCalls.at(param, message);
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "CallRequest[stream=" + stream + "]";
    }
}
