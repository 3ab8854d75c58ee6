package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.answer.AnswerForm;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.dialect.answer.FilterSigns;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import tools.jackson.databind.node.ObjectNode;

/// The answers of Anthropic's messages and token counting.
final class MessageAnswers implements ClientAnswers {

    private final Operation operation;

    MessageAnswers(Operation operation) {
        this.operation = operation;
    }

    @Override
    public WholeAnswer whole(ObjectNode body) {
        return operation == Operation.COUNT_TOKENS ? new TokenCount(body) : new MessageAnswer(body);
    }

    @Override
    public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
        return new MessageStream(guard);
    }

    @Override
    public FilterSigns filter() {
        return new MessageFilterSigns();
    }

    @Override
    public AnswerForm form() {
        return new MessageForm();
    }

    @Override
    public String idleEvent() {
        return "ping";
    }

    @Override
    public boolean hasAnthropicHeaders() {
        return true;
    }
}
