package io.plumbline.simulator.anthropic;

import io.plumbline.simulator.answer.Turn;
import io.plumbline.simulator.answer.Turn.Role;
import io.plumbline.simulator.json.Fields;
import io.plumbline.simulator.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// System prompt and messages as turns. A `tool_result` in a user's message becomes a turn of its own; it must
/// answer an earlier `tool_use`.
final class MessageTurns {
    private final List<Turn> turns = new ArrayList<>();
    private final Map<String, String> toolsByUse = new HashMap<>();

    private MessageTurns() {}

    static List<Turn> read(Fields body) {
        MessageTurns reader = new MessageTurns();
        if (body.present("system").isPresent()) {
            reader.turns.add(new Turn(Role.SYSTEM, plainText(body, "system"), "", 0));
        }
        List<Fields> messages = body.objects("messages");
        if (messages.isEmpty()) {
            throw body.refuse("messages", "is required and must not be empty");
        }
        messages.forEach(reader::add);
        return reader.turns;
    }

    private void add(Fields message) {
        Role role = switch (message.requiredString("role")) {
            case "user" -> Role.USER;
            case "assistant" -> Role.ASSISTANT;
            default -> throw message.refuse("role", "must be user or assistant");
        };
        Optional<JsonNode> content = message.present("content");
        if (content.isPresent() && content.get().isString()) {
            turns.add(new Turn(role, content.get().stringValue(), "", 0));
            return;
        }
        List<Fields> blocks = message.objects("content");
        if (blocks.isEmpty()) {
            throw message.refuse("content", "is required and must not be empty");
        }
        addBlocks(role, blocks);
    }

    private void addBlocks(Role role, List<Fields> blocks) {
        StringBuilder text = new StringBuilder();
        int attachments = 0;
        boolean onlyResults = true;
        for (Fields block : blocks) {
            String type = block.requiredString("type");
            switch (type) {
                case "tool_result" -> addResult(block);
                case "text" ->
                    append(text, block.string("text").orElseThrow(() -> block.refuse("text", "is required")));
                case "tool_use" -> append(text, use(block));
                case "thinking", "redacted_thinking" -> {
                    // the model has no use for what it thought before
                }
                default -> attachments++;
            }
            onlyResults &= type.equals("tool_result");
        }
        if (!onlyResults) {
            turns.add(new Turn(role, text.toString(), "", attachments));
        }
    }

    private void addResult(Fields block) {
        String use = block.requiredString("tool_use_id");
        String tool = toolsByUse.get(use);
        if (tool == null) {
            throw block.refuse("tool_use_id", "answers no tool_use of an earlier message");
        }
        turns.add(new Turn(Role.TOOL, plainText(block, "content"), tool, 0));
    }

    private String use(Fields block) {
        String name = block.requiredString("name");
        toolsByUse.put(block.requiredString("id"), name);
        return name
                + block.object("input").map(input -> Json.text(input.node())).orElse("");
    }

    private static String plainText(Fields holder, String name) {
        Optional<JsonNode> value = holder.present(name);
        if (value.isEmpty()) {
            return "";
        }
        if (value.get().isString()) {
            return value.get().stringValue();
        }
        StringBuilder text = new StringBuilder();
        for (Fields block : holder.objects(name)) {
            append(text, block.string("text").orElse(""));
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String more) {
        text.append(text.isEmpty() ? "" : "\n").append(more);
    }
}
