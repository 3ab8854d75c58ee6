package io.plumbline.gateway.client.embeddings;

import io.plumbline.gateway.client.openai.OpenAiErrors;
import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.dialect.ClientParameters;
import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's embeddings: a text or tokens, alone or in a batch. The answer is not changed, so the vectors have the
/// encoding that the client requested.
public final class EmbeddingsSurface implements Surface {

    static final String INPUT = "input";

    private static final int MAX_INPUTS = 2_048;
    private static final int MAX_TOKENS = 8_192;
    private static final ClientParameters PARAMETERS = new EmbeddingsParameters();
    private static final ClientPrompt PROMPT = new EmbeddingsPrompt();
    private static final ClientAnswers ANSWERS = new EmbeddingsAnswers();
    private static final ClientErrors ERRORS = new OpenAiErrors();

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Operation operation() {
        return Operation.EMBEDDINGS;
    }

    @Override
    public ObjectNode read(ObjectNode body) {
        JsonNode input = body.path(INPUT);
        if (input.isString()) {
            if (input.asString().isEmpty()) {
                throw InvalidCalls.at(INPUT, "must not be empty");
            }
            return body;
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
        return body;
    }

    static boolean isTokens(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.valueStream().allMatch(JsonNode::isIntegralNumber);
    }

    @Override
    public ClientParameters parameters() {
        return PARAMETERS;
    }

    @Override
    public ClientPrompt prompt() {
        return PROMPT;
    }

    @Override
    public ClientAnswers answers() {
        return ANSWERS;
    }

    @Override
    public ClientErrors errors() {
        return ERRORS;
    }
}
