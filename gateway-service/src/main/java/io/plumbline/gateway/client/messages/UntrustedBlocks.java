package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.text.Texts;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds tool results, and the texts of documents and search results in messages, which third parties may have
/// written. Leaves out documents that are cited by character positions, which must not move, and documents that
/// are not text.
final class UntrustedBlocks {

    private static final String CONTENT = MessageTexts.CONTENT;
    private static final String SOURCE = "source";

    private UntrustedBlocks() {}

    static List<TextPlace> of(JsonNode messages) {
        List<TextPlace> places = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            blocks(messages.get(i).path(CONTENT), "messages[" + i + "]." + CONTENT, places);
        }
        return places;
    }

    private static void blocks(JsonNode content, String param, List<TextPlace> places) {
        for (int i = 0; content.isArray() && i < content.size(); i++) {
            if (content.get(i) instanceof ObjectNode block) {
                block(block, param + "[" + i + "]", places);
            }
        }
    }

    private static void block(ObjectNode block, String param, List<TextPlace> places) {
        switch (block.path(MessageTexts.TYPE).asString("")) {
            case "tool_result" -> {
                Texts.add(block, CONTENT, Origin.TOOL_RESULT, param, places);
                blocks(block.path(CONTENT), param + "." + CONTENT, places);
            }
            case "search_result" -> Texts.add(block, CONTENT, Origin.TOOL_RESULT, param, places);
            case "document" -> document(block, param, places);
            default -> {
                // the application's own words, the user's and the model's
            }
        }
    }

    private static void document(ObjectNode block, String param, List<TextPlace> places) {
        boolean cited = block.path("citations").path("enabled").asBoolean(false);
        if (cited || !(block.get(SOURCE) instanceof ObjectNode source)) {
            return;
        }
        String at = param + "." + SOURCE;
        switch (source.path(MessageTexts.TYPE).asString("")) {
            case "text" -> Texts.add(source, "data", Origin.TOOL_RESULT, at, places);
            case CONTENT -> Texts.add(source, CONTENT, Origin.TOOL_RESULT, at, places);
            default -> {
                // a file
            }
        }
    }
}
