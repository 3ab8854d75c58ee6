package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.dialect.ClientTools;
import io.plumbline.gateway.exchange.ToolTexts;
import io.plumbline.guardrails.tool.ToolCall;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// The tools of chat completions.
final class ChatTools implements ClientTools {

    private static final String MESSAGES = "messages";

    @Override
    public boolean isTainted(ObjectNode body) {
        return ToolTexts.isTainted(body.path(MESSAGES));
    }

    @Override
    public List<ToolCall> callsMade(ObjectNode body) {
        return ToolTexts.ofMessages(body.path(MESSAGES));
    }

    @Override
    public String insistedOn(ObjectNode body) {
        return ToolTexts.insistedOn(body);
    }

    @Override
    public void withholdTools(ObjectNode body, Predicate<String> offered) {
        ToolTexts.withhold(body, offered);
    }
}
