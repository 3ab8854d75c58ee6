package io.plumbline.console.call;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The stored content of a call as a conversation, whichever API the client used.
///
/// @param messages what the provider received
/// @param answers what it sent; several if the client asked for several
/// @param source the whole content as JSON
record CallConversation(List<Message> messages, List<Message> answers, String source) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String USER = "user";

    /// A message.
    record Message(String role, String text) {}

    static CallConversation of(@Nullable JsonNode content) {
        List<Message> messages = new ArrayList<>();
        List<Message> answers = new ArrayList<>();
        if (content != null) {
            add(messages, "system", content.path("system"));
            add(messages, "system", content.path("instructions"));
            addAll(messages, content.path("messages"), USER);
            if (content.path("input").isString()) {
                add(messages, USER, content.path("input"));
            } else {
                addAll(messages, content.path("input"), USER);
            }
            for (JsonNode choice : content.path("choices")) {
                JsonNode message = choice.path("message");
                add(answers, "assistant", message.isMissingNode() ? choice.path("content") : message);
            }
        }
        return new CallConversation(messages, answers, content == null ? "" : JSON.writeValueAsString(content));
    }

    /// Returns the last message of the user; the last of all if no role is known.
    String question() {
        return messages.reversed().stream()
                .filter(message -> USER.equals(message.role()))
                .findFirst()
                .map(Message::text)
                .orElseGet(() -> messages.isEmpty() ? "" : messages.getLast().text());
    }

    /// Returns the first answer; empty for none.
    String answer() {
        return answers.isEmpty() ? "" : answers.getFirst().text();
    }

    private static void addAll(List<Message> to, JsonNode list, String role) {
        for (JsonNode each : list) {
            add(to, each.path("role").asString(role), each);
        }
    }

    private static void add(List<Message> to, String role, JsonNode message) {
        String text = text(message);
        if (!text.isBlank()) {
            to.add(new Message(role, text));
        }
    }

    /// Returns the text of a message: its content, the texts of its parts, and the calls of tools.
    private static String text(JsonNode node) {
        if (node.isString()) {
            return node.asString();
        }
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(part -> texts.add(text(part)));
        } else if (node.isObject()) {
            texts.add(text(node.path("content")));
            texts.add(text(node.path("text")));
            for (JsonNode call : node.path("tool_calls")) {
                JsonNode function = call.path("function");
                texts.add(function.path("name").asString("") + " "
                        + function.path("arguments").asString(""));
            }
        }
        texts.removeIf(String::isBlank);
        return String.join("\n", texts);
    }
}
