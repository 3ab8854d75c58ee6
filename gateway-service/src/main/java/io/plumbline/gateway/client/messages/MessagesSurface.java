package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.client.anthropic.AnthropicErrors;
import io.plumbline.gateway.client.messages.codec.MessagesCodec;
import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.dialect.ClientParameters;
import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.ClientTools;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Anthropic's messages and token counting.
///
/// @param operation CHAT or COUNT_TOKENS
/// @param answers of that operation
public record MessagesSurface(Operation operation, ClientAnswers answers) implements Surface {

    private static final String MESSAGES = "messages";
    private static final String MAX_TOKENS = "max_tokens";
    private static final int MAX_MESSAGES = 100_000;
    private static final ClientParameters PARAMETERS = new MessageParameters();
    private static final ClientPrompt PROMPT = new MessagePrompt();
    private static final ClientTools TOOLS = new MessageTools();
    private static final ClientErrors ERRORS = new AnthropicErrors();

    public MessagesSurface(Operation operation) {
        this(operation, new MessageAnswers(operation));
    }

    @Override
    public Dialect dialect() {
        return Dialect.ANTHROPIC;
    }

    @Override
    public String operationName() {
        return operation == Operation.CHAT ? MESSAGES : operation.wireName();
    }

    @Override
    public ObjectNode read(ObjectNode body) {
        JsonNode messages = body.get(MESSAGES);
        if (messages == null || messages.isNull()) {
            body.putArray(MESSAGES);
        } else {
            InvalidCalls.requireObjects(messages, MESSAGES, MAX_MESSAGES);
        }
        JsonNode most = body.path(MAX_TOKENS);
        if (operation == Operation.CHAT && !(most.isIntegralNumber() && most.canConvertToInt() && most.asInt() > 0)) {
            throw InvalidCalls.at(MAX_TOKENS, "is required and must be a positive integer");
        }
        return body;
    }

    @Override
    public @Nullable ClientCodec codec() {
        return operation == Operation.CHAT ? new MessagesCodec() : null;
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
    public ClientTools tools() {
        return TOOLS;
    }

    @Override
    public ClientErrors errors() {
        return ERRORS;
    }
}
