package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.text.TreeTexts;
import io.plumbline.gateway.wire.MessageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds everything in a message's request or answer that a person may have written: everything except what is
/// known to be something else. Each text is one place, so that errors can name it.
final class MessageTexts {

    static final String TYPE = "type";
    static final String CONTENT = "content";

    private static final String SYSTEM = "system";
    private static final String MESSAGES = "messages";
    private static final String INPUT = "input";
    private static final Set<String> RESOLVED = Set.of("model", MESSAGES, SYSTEM);

    private MessageTexts() {}

    /// Returns the places of a request.
    static List<TextPlace> ofRequest(ObjectNode body) {
        List<TextPlace> places = new ArrayList<>(ofSystem(body));
        TreeTexts texts = new TreeTexts(true);
        for (int i = 0; i < body.path(MESSAGES).size(); i++) {
            if (body.path(MESSAGES).get(i) instanceof ObjectNode message) {
                message(message, MESSAGES + "[" + i + "]", places);
            }
        }
        texts.names(body, Origin.CONVERSATION, "body");
        for (String name : body.propertyNames()) {
            if (!RESOLVED.contains(name)) {
                texts.member(body, name, null, Origin.CONVERSATION, "");
            }
        }
        places.addAll(texts.places());
        return places;
    }

    /// Returns the application's instructions to the model; null for none.
    static @Nullable String systemPrompt(ObjectNode body) {
        StringBuilder prompt = new StringBuilder();
        for (TextPlace place : ofSystem(body)) {
            if (!place.isFixed()) {
                prompt.append(place.text()).append('\n');
            }
        }
        return prompt.isEmpty() ? null : prompt.toString();
    }

    private static List<TextPlace> ofSystem(ObjectNode body) {
        TreeTexts texts = new TreeTexts(true);
        texts.member(body, SYSTEM, null, Origin.INSTRUCTIONS, "");
        return texts.places();
    }

    private static void message(ObjectNode message, String param, List<TextPlace> places) {
        Origin said = message.path("role").asString("").equals("user") ? Origin.TURN : Origin.CONVERSATION;
        TreeTexts texts = new TreeTexts(true);
        texts.names(message, Origin.CONVERSATION, param);
        for (String name : message.propertyNames()) {
            if (!name.equals(CONTENT)) {
                texts.member(message, name, null, Origin.CONVERSATION, param);
            } else if (!message.path(CONTENT).isArray()) {
                texts.member(message, name, null, said, param);
            }
        }
        places.addAll(texts.places());
        if (message.get(CONTENT) instanceof ArrayNode blocks) {
            for (int i = 0; i < blocks.size(); i++) {
                String at = param + "." + CONTENT + "[" + i + "]";
                if (blocks.get(i) instanceof ObjectNode block) {
                    places.addAll(ofBlock(block, Set.of(), said, true, at));
                } else {
                    TreeTexts loose = new TreeTexts(true);
                    loose.element(blocks, i, CONTENT, said, at);
                    places.addAll(loose.places());
                }
            }
        }
    }

    /// Returns the places of one content block of an answer.
    ///
    /// @param fixing whether identifiers and similar values must not be changed
    /// @param param the block's place, for error messages
    static List<TextPlace> ofBlock(ObjectNode block, boolean fixing, String param) {
        return ofBlock(block, Set.of(), Origin.CONVERSATION, fixing, param);
    }

    /// Returns the places of a block that begins in a stream.
    ///
    /// @param but members that are handled separately
    static List<TextPlace> ofStart(ObjectNode block, Set<String> but) {
        return ofBlock(block, but, Origin.CONVERSATION, false, "");
    }

    /// Returns the places of one content block.
    ///
    /// @param but members that are left out
    /// @param said the origin of texts outside tool blocks
    /// @param fixing whether identifiers and similar values must not be changed
    /// @param param the block's place, for error messages
    private static List<TextPlace> ofBlock(
            ObjectNode block, Set<String> but, Origin said, boolean fixing, String param) {
        Origin origin = isOfTool(block.path(TYPE).asString("")) ? Origin.TOOL_RESULT : said;
        TreeTexts texts = new TreeTexts(fixing);
        List<TextPlace> places = new ArrayList<>();
        texts.names(block, origin, param);
        for (String name : block.propertyNames()) {
            if (but.contains(name)) {
                continue;
            }
            if (name.equals(INPUT) && isCall(block) && block.path(INPUT).isObject()) {
                if (!block.path(INPUT).isEmpty()) {
                    places.add(new JsonPlace(block, INPUT, param + "." + INPUT));
                }
            } else {
                texts.member(block, name, CONTENT, origin, param);
            }
        }
        places.addAll(texts.places());
        return places;
    }

    private static boolean isOfTool(String type) {
        return type.endsWith("tool_result") || type.endsWith("tool_use");
    }

    /// Whether a block is a tool call.
    static boolean isCall(JsonNode block) {
        return MessageShape.isCall(block);
    }

    /// Whether approvers of an answer see a place of one of its blocks: of a tool call, only its input.
    static boolean isShown(ObjectNode block, TextPlace place) {
        return !isCall(block) || place instanceof JsonPlace;
    }

    /// Whether a block is a tool result.
    static boolean isResult(JsonNode block) {
        return block.path(TYPE).asString("").endsWith("tool_result");
    }

    /// Returns the places of one member of an answer outside its content, starting with its name.
    static List<TextPlace> ofMember(ObjectNode body, String name) {
        TreeTexts texts = new TreeTexts(false);
        texts.name(body, name, Origin.CONVERSATION, "body");
        texts.member(body, name, null, Origin.CONVERSATION, "");
        return texts.places();
    }

    /// Returns all places of a stream event that arrives in one piece.
    static List<TextPlace> ofWhole(ObjectNode object) {
        TreeTexts texts = new TreeTexts(false);
        texts.object(object, null, Origin.CONVERSATION, "");
        return texts.places();
    }

    /// Returns all places except those of one member.
    static List<TextPlace> ofWholeBut(ObjectNode object, String but) {
        TreeTexts texts = new TreeTexts(false);
        texts.names(object, Origin.CONVERSATION, "");
        for (String name : object.propertyNames()) {
            if (!name.equals(but)) {
                texts.member(object, name, null, Origin.CONVERSATION, "");
            }
        }
        return texts.places();
    }

    /// Returns the names of the members of an object.
    static List<TextPlace> ofNames(ObjectNode object) {
        TreeTexts texts = new TreeTexts(false);
        texts.names(object, Origin.CONVERSATION, "");
        return texts.places();
    }
}
