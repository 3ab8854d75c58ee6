package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.exchange.ToolTexts;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.text.Texts;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds the tool results in a chat, which third parties may have written.
final class UntrustedTexts {

    private UntrustedTexts() {}

    static List<TextPlace> of(JsonNode messages) {
        List<TextPlace> places = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i) instanceof ObjectNode message && ToolTexts.isTainting(message)) {
                Texts.add(message, "content", Origin.TOOL_RESULT, "messages[" + i + "]", places);
            }
        }
        return places;
    }
}
