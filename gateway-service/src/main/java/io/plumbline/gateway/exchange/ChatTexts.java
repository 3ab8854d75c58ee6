package io.plumbline.gateway.exchange;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.text.TreeTexts;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Finds everything in a chat completion's request or answer that a person may have written: everything except
/// what is known to be something else. Each text is one place, so that errors can name it.
public final class ChatTexts {

    private static final String MESSAGES = "messages";
    private static final String CONTENT = "content";
    private static final String TOOL_CALLS = "tool_calls";

    /// Members that are already resolved or are not text, by exact path.
    private static final Set<String> RESOLVED = Set.of("model", MESSAGES);

    /// The member of a choice that the guards handle separately.
    private static final String LOGPROBS = "logprobs";

    private static final Pattern CALLED_WITH = Pattern.compile(
            "choices\\[\\d+]\\.message\\.tool_calls\\[\\d+]\\.(?:function\\.arguments|custom\\.input)(?:[.\\[].*)?",
            Pattern.DOTALL);
    private static final int LONGEST_PADDING = 64;

    private ChatTexts() {}

    /// Returns the places of a request.
    public static List<TextPlace> ofRequest(ObjectNode body) {
        TreeTexts texts = new TreeTexts(true);
        messages(body.path(MESSAGES), texts);
        texts.names(body, Origin.CONVERSATION, "body");
        for (String name : body.propertyNames()) {
            if (!RESOLVED.contains(name)) {
                texts.member(body, name, null, Origin.CONVERSATION, "");
            }
        }
        return texts.places();
    }

    /// Returns the places of a list of messages.
    public static List<TextPlace> ofMessages(JsonNode messages) {
        TreeTexts texts = new TreeTexts(true);
        messages(messages, texts);
        return texts.places();
    }

    /// Returns the application's instructions to the model; null for none.
    public static @Nullable String systemPrompt(JsonNode messages) {
        StringBuilder prompt = new StringBuilder();
        for (TextPlace place : ofMessages(messages)) {
            if (place.origin() == Origin.INSTRUCTIONS && !place.isFixed()) {
                prompt.append(place.text()).append('\n');
            }
        }
        return prompt.isEmpty() ? null : prompt.toString();
    }

    private static void messages(JsonNode messages, TreeTexts texts) {
        for (int i = 0; i < messages.size(); i++) {
            if (messages.path(i) instanceof ObjectNode message) {
                message(message, MESSAGES + "[" + i + "]", texts);
            }
        }
    }

    /// Returns the places of one choice of an answer.
    public static List<TextPlace> ofChoice(ObjectNode choice, int index) {
        TreeTexts texts = new TreeTexts(false);
        String param = "choices[" + index + "]";
        texts.names(choice, Origin.CONVERSATION, param);
        for (String name : choice.propertyNames()) {
            if (!name.equals(LOGPROBS)) {
                texts.member(choice, name, null, Origin.CONVERSATION, param);
            }
        }
        return texts.places();
    }

    /// Whether whoever decides about an answer sees what stands in a place of one of its choices: of a call of
    /// a tool, what it is called with alone.
    public static boolean isShown(TextPlace place) {
        String param = place.param();
        return !param.contains(TOOL_CALLS) || CALLED_WITH.matcher(param).matches();
    }

    /// Whether a place of a choice is text that a custom tool is called with.
    public static boolean isInput(TextPlace place) {
        String param = place.param();
        return param.endsWith(".custom.input") && CALLED_WITH.matcher(param).matches();
    }

    /// Returns the places of one member of an answer outside its choices, starting with its name.
    public static List<TextPlace> ofMember(ObjectNode body, String name) {
        TreeTexts texts = new TreeTexts(false);
        texts.name(body, name, Origin.CONVERSATION, "body");
        texts.member(body, name, null, Origin.CONVERSATION, "");
        return texts.places();
    }

    /// Whether a member of a chunk is random letters with which OpenAI hides how long the chunk is. Anything else
    /// under that name is looked at.
    public static boolean isPadding(String name, JsonNode value) {
        if (!name.equals("obfuscation") || !value.isString()) {
            return false;
        }
        String padding = value.asString();
        return padding.length() <= LONGEST_PADDING
                && padding.chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }

    /// Returns the places of a prompt's variables or a call's tags.
    public static List<TextPlace> ofValues(ObjectNode values, String param) {
        TreeTexts texts = new TreeTexts(false);
        texts.object(values, null, Origin.CONVERSATION, param);
        return texts.places();
    }

    /// Adds a message. The content of system messages is instructions, that of user messages is a user turn.
    /// Their other members are conversation.
    private static void message(ObjectNode message, String param, TreeTexts texts) {
        String role = message.path("role").asString("");
        Origin said = switch (role) {
            case "system", "developer" -> Origin.INSTRUCTIONS;
            case "tool", "function" -> Origin.TOOL_RESULT;
            case "user" -> Origin.TURN;
            default -> Origin.CONVERSATION;
        };
        Origin other = said == Origin.TOOL_RESULT ? said : Origin.CONVERSATION;
        texts.names(message, other, param);
        for (String name : message.propertyNames()) {
            Origin origin = name.equals(CONTENT) ? said : name.equals(TOOL_CALLS) ? Origin.TOOL_RESULT : other;
            texts.member(message, name, null, origin, param);
        }
    }
}
