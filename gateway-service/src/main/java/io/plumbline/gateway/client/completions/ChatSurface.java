package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.client.completions.codec.CompletionsCodec;
import io.plumbline.gateway.client.openai.OpenAiErrors;
import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.dialect.ClientParameters;
import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.ClientTools;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.OutputLimits;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's chat completions, and operations that are guarded and sent as such.
public class ChatSurface implements Surface {

    private static final String MESSAGES = "messages";
    private static final int MAX_MESSAGES = 10_000;
    private static final ClientParameters PARAMETERS = new ChatParameters();
    private static final ClientPrompt PROMPT = new ChatPrompt();
    private static final ClientTools TOOLS = new ChatTools();
    private static final ClientAnswers ANSWERS = new ChatAnswers();
    private static final ClientErrors ERRORS = new OpenAiErrors();

    @Override
    public Dialect dialect() {
        return Dialect.OPENAI;
    }

    @Override
    public Operation operation() {
        return Operation.CHAT;
    }

    @Override
    public ObjectNode read(ObjectNode body) {
        check(body);
        return body;
    }

    /// @throws ProblemException `invalid-call`
    protected static void check(ObjectNode body) {
        OutputLimits.check(body);
        JsonNode messages = body.get(MESSAGES);
        if (messages == null || messages.isNull()) {
            body.putArray(MESSAGES);
            return;
        }
        InvalidCalls.requireObjects(messages, MESSAGES, MAX_MESSAGES);
    }

    @Override
    public ClientCodec codec() {
        return new CompletionsCodec();
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
    public ClientAnswers answers() {
        return ANSWERS;
    }

    @Override
    public ClientErrors errors() {
        return ERRORS;
    }
}
