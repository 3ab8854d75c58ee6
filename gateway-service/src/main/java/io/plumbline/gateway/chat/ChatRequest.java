package io.plumbline.gateway.chat;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.ToolGuard;
import io.plumbline.gateway.openai.ChatTexts;
import io.plumbline.gateway.openai.ToolTexts;
import io.plumbline.gateway.route.CallKeys;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.detect.Surroundings;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A chat completion's request: a view of what the gateway must know over a tree that keeps everything else.
///
/// @param body without the field `plumbline`
/// @param stream whether the answer is to be streamed
/// @param usageWanted whether the stream is to tell its usage
record ChatRequest(ObjectNode body, String model, boolean stream, boolean usageWanted, PlumblineOptions options) {

    private static final int MAX_MODEL = 300;
    private static final int MAX_MESSAGES = 10_000;
    private static final int MAX_SUBJECT = 512;
    private static final int CHARACTERS_PER_TOKEN = 4;

    /// @throws ProblemException `invalid-call`
    static ChatRequest read(byte[] bytes) {
        ObjectNode body = WireJson.object(bytes)
                .orElseThrow(() -> CallProblem.INVALID_CALL.because("The body must be a JSON object."));
        JsonNode plumbline = body.remove("plumbline");
        PlumblineOptions options =
                plumbline == null || plumbline.isNull() ? PlumblineOptions.NONE : PlumblineOptions.read(plumbline);
        String model = body.path("model").asString("");
        if (model.isBlank() || model.length() > MAX_MODEL || !model.codePoints().allMatch(ChatRequest::isWritable)) {
            throw invalid("model", "must name a route or a model");
        }
        checkMessages(body);
        JsonNode stream = body.path("stream");
        if (!stream.isMissingNode() && !stream.isNull() && !stream.isBoolean()) {
            throw invalid("stream", "must be true or false");
        }
        boolean usageWanted = body.path("stream_options").path("include_usage").asBoolean(false);
        return new ChatRequest(body, model, stream.asBoolean(false), usageWanted, options);
    }

    /// The name of a model goes into the audit log, which takes neither controls nor halves of characters.
    private static boolean isWritable(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    private static void checkMessages(ObjectNode body) {
        JsonNode messages = body.get("messages");
        if (messages == null || messages.isNull()) {
            body.putArray("messages");
            return;
        }
        if (!messages.isArray() || messages.size() > MAX_MESSAGES) {
            throw invalid("messages", "must be a list of at most " + MAX_MESSAGES + " messages");
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!messages.get(i).isObject()) {
                throw invalid("messages[" + i + "]", "must be an object");
            }
        }
    }

    /// Puts rendered messages before the caller's own.
    void precede(ArrayNode rendered) {
        ArrayNode all = WireJson.newObject().putArray("messages");
        all.addAll(rendered);
        all.addAll((ArrayNode) body.path("messages"));
        body.set("messages", all);
    }

    /// @throws ProblemException `invalid-call` when there is nothing to answer
    void requireMessages() {
        if (body.path("messages").isEmpty()) {
            throw invalid("messages", "must hold at least one message");
        }
    }

    /// How many choices the answer is to have.
    int choicesWanted() {
        return Math.max(1, body.path("n").asInt(1));
    }

    /// Whom the call concerns, as the application names them.
    @Nullable
    String subject() {
        String user = body.path("user").asString("");
        if (options.subject() != null) {
            return options.subject();
        }
        return user.isBlank() || user.length() > MAX_SUBJECT ? null : user;
    }

    /// @param inputTokens about how many its texts have
    CallKeys keys(long inputTokens) {
        return new CallKeys(
                subject(), options.session(), options.evaluation(), options.tagsAsMap(), inputTokens, stream);
    }

    /// Holds its tools, and the calls in its answer, to the rules of a policy.
    ToolGuard tools(EffectivePolicy policy, GuardReport report) {
        JsonNode messages = body.path("messages");
        return new ToolGuard(policy.tools(), ToolTexts.isTainted(messages), ToolTexts.ofMessages(messages), report);
    }

    /// What the answer must not repeat: the application's instructions, as the provider gets them.
    Surroundings surroundings() {
        return new Surroundings(ChatTexts.systemPrompt(body.path("messages")), List.of(), List.of());
    }

    /// About how many tokens its texts have.
    long estimatedTokens() {
        long characters = 0;
        for (TextPlace place : ChatTexts.ofRequest(body)) {
            characters += place.text().length();
        }
        return tokensOf(characters);
    }

    /// About how many tokens a text of so many characters has.
    static long tokensOf(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    private static ProblemException invalid(String param, String message) {
        return CallProblem.INVALID_CALL.because(param + " " + message + ".").with("param", param);
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "ChatRequest[stream=" + stream + "]";
    }
}
