package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.ToolGuard;
import io.plumbline.gateway.route.CallKeys;
import io.plumbline.gateway.route.Turn;
import io.plumbline.gateway.upstream.UpstreamRequest;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A call's request: a view of what the gateway must know over a tree that keeps everything else.
///
/// @param body without the field `plumbline`
/// @param stream whether the answer is to be streamed
/// @param headers that go on to a provider of the same language
record ChatRequest(
        Surface surface,
        ObjectNode body,
        String model,
        boolean stream,
        PlumblineOptions options,
        Map<String, String> headers) {

    private static final int MAX_MODEL = 300;
    private static final int MAX_SUBJECT = 512;

    /// @throws ProblemException `invalid-call`
    static ChatRequest read(Surface surface, byte[] bytes, Map<String, String> headers) {
        ObjectNode body = WireJson.object(bytes)
                .orElseThrow(() -> CallProblem.INVALID_CALL.because("The body must be a JSON object."));
        JsonNode plumbline = body.remove("plumbline");
        PlumblineOptions options =
                plumbline == null || plumbline.isNull() ? PlumblineOptions.NONE : PlumblineOptions.read(plumbline);
        String model = body.path("model").asString("");
        if (model.isBlank() || model.length() > MAX_MODEL || !model.codePoints().allMatch(ChatRequest::isWritable)) {
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
        return new ChatRequest(surface, read, model, stream.asBoolean(false), options, headers);
    }

    /// The name of a model goes into the audit log, which takes neither controls nor halves of characters.
    private static boolean isWritable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    /// Puts rendered messages before the caller's own.
    void precede(ArrayNode rendered) {
        surface.precede(body, rendered);
    }

    /// @throws ProblemException `invalid-call` when there is nothing to answer
    void requireMessages() {
        surface.requireContent(body);
    }

    /// As providers are asked.
    UpstreamRequest upstream() {
        return new UpstreamRequest(surface, body, stream, headers);
    }

    /// Whom the call concerns, as the application names them.
    @Nullable
    String subject() {
        String user = surface.subject(body);
        if (options.subject() != null) {
            return options.subject();
        }
        return user == null || user.isBlank() || user.length() > MAX_SUBJECT ? null : user;
    }

    /// @param turn of which conversation it is
    /// @param inputTokens about how many its texts have
    CallKeys keys(Turn turn, long inputTokens) {
        // What is not asked to speak gives no tokens.
        boolean chat = surface.operation() == Operation.CHAT;
        Long largestOutput = chat ? surface.largestOutput(body) : Long.valueOf(0);
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

    /// Holds its tools, and the calls in its answer, to the rules of a policy.
    ToolGuard tools(EffectivePolicy policy, GuardReport report) {
        return new ToolGuard(policy.tools(), surface.isTainted(body), surface.callsMade(body), report);
    }

    /// What the answer must not repeat: the application's instructions, as the provider gets them.
    Surroundings surroundings() {
        return new Surroundings(surface.systemPrompt(body), List.of(), List.of());
    }

    /// The part of them that stays the same from turn to turn.
    @Nullable
    String openingPrompt() {
        return surface.openingPrompt(body);
    }

    /// Puts words at the end of that part.
    ///
    /// @return whether there was a place for them
    boolean instruct(String words) {
        return surface.instruct(body, words);
    }

    /// The same with another body.
    ChatRequest with(ObjectNode newBody) {
        return new ChatRequest(surface, newBody, model, stream, options, headers);
    }

    /// How many answers are wanted.
    long choicesWanted() {
        return surface.choicesWanted(body);
    }

    /// How many answers are made, some perhaps to choose from.
    long choicesMade() {
        return surface.choicesMade(body);
    }

    /// About how many tokens it has.
    long estimatedTokens() {
        return surface.estimatedTokens(body);
    }

    private static ProblemException invalid(String param, String message) {
        return InvalidCalls.at(param, message);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "ChatRequest[stream=" + stream + "]";
    }
}
