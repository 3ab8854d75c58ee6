package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.client.completions.OpenAiErrors;
import io.plumbline.gateway.client.completions.ServerMembers;
import io.plumbline.gateway.client.completions.TokensPlace;
import io.plumbline.gateway.dialect.AnswerStream;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.EventSink;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.WholeAnswer;
import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.text.TreeTexts;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's embeddings: a text or tokens, alone or in a batch. The answer is not changed, so the vectors have the
/// encoding that the client requested.
public final class EmbeddingsSurface implements Surface {

    private static final String INPUT = "input";
    private static final int MAX_INPUTS = 2_048;
    private static final int MAX_TOKENS = 8_192;

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Operation operation() {
        return Operation.EMBEDDINGS;
    }

    @Override
    public @Nullable Long largestOutput(ObjectNode body) {
        return null;
    }

    @Override
    public void limitOutput(ObjectNode body, long tokens) {
        // vectors are no tokens
    }

    @Override
    public List<TextPlace> counted(ArrayNode remembered) {
        return List.of();
    }

    @Override
    public void surround(ObjectNode body, @Nullable String before, @Nullable String after) {
        // there is no prompt
    }

    @Override
    public Set<String> serverMembers() {
        return ServerMembers.ALL;
    }

    @Override
    public void check(ObjectNode body) {
        JsonNode input = body.path(INPUT);
        if (input.isString()) {
            if (input.asString().isEmpty()) {
                throw InvalidCalls.at(INPUT, "must not be empty");
            }
            return;
        }
        boolean tokens = isTokens(input);
        if (!input.isArray() || input.isEmpty() || input.size() > (tokens ? MAX_TOKENS : MAX_INPUTS)) {
            throw InvalidCalls.at(
                    INPUT,
                    "must be a text, up to " + MAX_TOKENS + " tokens, or a list of at most " + MAX_INPUTS
                            + " of either");
        }
        for (int i = 0; i < input.size() && !tokens; i++) {
            JsonNode each = input.get(i);
            if (!each.isString() && !(isTokens(each) && each.size() <= MAX_TOKENS)) {
                throw InvalidCalls.at(INPUT + "[" + i + "]", "must be a text or up to " + MAX_TOKENS + " tokens");
            }
        }
    }

    private static boolean isTokens(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.valueStream().allMatch(JsonNode::isIntegralNumber);
    }

    @Override
    public void requireContent(ObjectNode body) {
        // was looked at before
    }

    @Override
    public void precede(ObjectNode body, ArrayNode rendered) {
        throw InvalidCalls.at("plumbline.prompt", "is not allowed in embeddings");
    }

    @Override
    public void preset(@Nullable JsonNode parameters, ObjectNode body) {
        // what is preset is about answers in words
    }

    @Override
    public List<TextPlace> texts(ObjectNode body) {
        TreeTexts texts = new TreeTexts(true);
        List<TextPlace> places = new ArrayList<>();
        texts.names(body, TextPlace.Origin.CONVERSATION, "body");
        for (String name : body.propertyNames()) {
            if (name.equals(INPUT)) {
                input(body, texts, places);
            } else if (!name.equals("model")) {
                texts.member(body, name, null, TextPlace.Origin.CONVERSATION, "");
            }
        }
        places.addAll(texts.places());
        return places;
    }

    private static void input(ObjectNode body, TreeTexts texts, List<TextPlace> places) {
        JsonNode input = body.path(INPUT);
        if (isTokens(input)) {
            places.add(new TokensPlace(INPUT, () -> body.putArray(INPUT)));
        } else if (input instanceof ArrayNode all) {
            for (int i = 0; i < all.size(); i++) {
                String at = INPUT + "[" + i + "]";
                int index = i;
                if (all.get(i).isString()) {
                    texts.element(all, i, INPUT, TextPlace.Origin.CONVERSATION, at);
                } else {
                    places.add(new TokensPlace(at, () -> all.set(index, "")));
                }
            }
        } else {
            texts.member(body, INPUT, null, TextPlace.Origin.CONVERSATION, "");
        }
    }

    @Override
    public long estimatedTokens(ObjectNode body) {
        long tokens = Surface.super.estimatedTokens(body);
        JsonNode input = body.path(INPUT);
        if (isTokens(input)) {
            return tokens + input.size();
        }
        for (JsonNode each : input) {
            tokens += each.size();
        }
        return tokens;
    }

    @Override
    public List<String> kept() {
        return List.of(INPUT);
    }

    @Override
    public String subject(ObjectNode body) {
        return body.path("user").asString("");
    }

    @Override
    public @Nullable String systemPrompt(ObjectNode body) {
        return null;
    }

    @Override
    public @Nullable String openingPrompt(ObjectNode body) {
        return null;
    }

    @Override
    public boolean instruct(ObjectNode body, String words) {
        return false;
    }

    @Override
    public boolean isTainted(ObjectNode body) {
        return false;
    }

    @Override
    public List<ToolCall> callsMade(ObjectNode body) {
        return List.of();
    }

    @Override
    public String insistedOn(ObjectNode body) {
        return "";
    }

    @Override
    public void withholdTools(ObjectNode body, Predicate<String> offered) {
        // there are none
    }

    @Override
    public WholeAnswer whole(ObjectNode body) {
        return new EmbeddingsAnswer(body);
    }

    @Override
    public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
        throw new IllegalStateException("embeddings do not stream");
    }

    @Override
    public <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E {
        client.add(null, WireJson.bytes(OpenAiErrors.of(problem)));
    }

    @Override
    public @Nullable String idleEvent() {
        return null;
    }

    @Override
    public int status(ProblemException problem) {
        return problem.type().status().value();
    }

    @Override
    public ObjectNode refusal(int status) {
        return OpenAiErrors.ofRefusal(status);
    }
}
