package io.plumbline.simulator.openai;

import io.plumbline.simulator.answer.Turn;
import io.plumbline.simulator.answer.Turn.Role;
import io.plumbline.simulator.json.Fields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The messages of a chat completion as turns. A tool's result must answer an earlier call.
final class ChatMessages {
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, String> toolsByCall = new HashMap<>();

    private ChatMessages() {}

    static List<Turn> read(Fields body) {
        ChatMessages messages = new ChatMessages();
        List<Fields> given = body.objects("messages");
        if (given.isEmpty()) {
            throw body.refuse("messages", "is required and must not be empty");
        }
        given.forEach(messages::add);
        return messages.turns;
    }

    private void add(Fields message) {
        switch (message.requiredString("role")) {
            case "system", "developer" -> add(Role.SYSTEM, message, "");
            case "user" -> add(Role.USER, message, "");
            case "assistant" -> {
                String calls = calls(message);
                add(Role.ASSISTANT, message, calls);
            }
            case "tool" -> addResult(message);
            default -> throw message.refuse("role", "must be system, developer, user, assistant or tool");
        }
    }

    private void addResult(Fields message) {
        String call = message.requiredString("tool_call_id");
        String tool = toolsByCall.get(call);
        if (tool == null) {
            throw message.refuse("tool_call_id", "answers no tool call of an earlier assistant message");
        }
        turns.add(new Turn(Role.TOOL, text(message), tool, 0));
    }

    /// The calls count as text of the turn, because they cost tokens.
    private String calls(Fields message) {
        StringBuilder text = new StringBuilder();
        for (Fields call : message.objects("tool_calls")) {
            Fields function = call.object("function").orElseThrow(() -> call.refuse("function", "is required"));
            String name = function.requiredString("name");
            toolsByCall.put(call.requiredString("id"), name);
            text.append(name).append(function.string("arguments").orElse(""));
        }
        return text.toString();
    }

    private void add(Role role, Fields message, String more) {
        turns.add(new Turn(role, text(message) + more, "", attachments(message)));
    }

    private static String text(Fields message) {
        Optional<JsonNode> content = message.present("content");
        if (content.isEmpty()) {
            return "";
        }
        if (content.get().isString()) {
            return content.get().stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (Fields part : message.objects("content")) {
            if (part.requiredString("type").equals("text")) {
                String partText = part.string("text").orElseThrow(() -> part.refuse("text", "is required"));
                text.append(text.isEmpty() ? "" : "\n").append(partText);
            }
        }
        return text.toString();
    }

    private static int attachments(Fields message) {
        Optional<JsonNode> content = message.present("content");
        if (content.isEmpty() || !content.get().isArray()) {
            return 0;
        }
        int attachments = 0;
        for (Fields part : message.objects("content")) {
            attachments += part.requiredString("type").equals("text") ? 0 : 1;
        }
        return attachments;
    }
}
