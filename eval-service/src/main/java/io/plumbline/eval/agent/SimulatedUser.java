package io.plumbline.eval.agent;

import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.trace.TraceStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model that plays the user, through the gateway. It sees what both said, with the roles exchanged, and no tool
/// calls. It ends the conversation with `[END]`.
final class SimulatedUser implements UserTurns {

    /// The mark that ends a conversation.
    static final String END = "[END]";

    private static final int LONGEST = 20_000;

    private final ChatCalls calls;
    private final Part part;
    private boolean over;

    /// The user's part, with the record's fields inserted.
    ///
    /// @param persona null for none
    /// @param stopWhen null for the default
    /// @param seed null for none
    record Part(
            String model,
            @Nullable String persona,
            String goal,
            @Nullable String stopWhen,
            double temperature,
            @Nullable Long seed,
            Map<String, Object> plumbline) {}

    SimulatedUser(ChatCalls calls, Part part) {
        this.calls = calls;
        this.part = part;
    }

    @Override
    public Turn next(List<Map<String, Object>> messages) {
        if (over) {
            return Turn.NONE;
        }
        ChatCalls.Reply reply = calls.ask(request(messages));
        String text = reply.text();
        if (text == null) {
            throw new UserFailedException("the simulated user gave no answer: " + reply.error());
        }
        if (text.length() > LONGEST) {
            throw new UserFailedException("the simulated user's answer is too long");
        }
        TraceStep.Figures figures =
                new TraceStep.Figures(reply.latencyMs(), reply.inputTokens(), reply.outputTokens(), reply.costUsd());
        over = text.contains(END);
        String said = text.replace(END, "").strip();
        return new Turn(said.isEmpty() ? null : said, over, figures);
    }

    @Override
    public boolean isOver() {
        return over;
    }

    private Map<String, Object> request(List<Map<String, Object>> messages) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", part.model());
        List<Map<String, Object>> exchanged = new ArrayList<>();
        exchanged.add(Map.of("role", "system", "content", instructions()));
        for (Map<String, Object> message : messages) {
            if (message.get("content") instanceof String text && !text.isBlank()) {
                if ("user".equals(message.get("role"))) {
                    exchanged.add(Map.of("role", "assistant", "content", text));
                } else if ("assistant".equals(message.get("role"))) {
                    exchanged.add(Map.of("role", "user", "content", text));
                }
            }
        }
        if (exchanged.size() == 1) {
            exchanged.add(Map.of("role", "user", "content", "How can I help you?"));
        }
        request.put("messages", exchanged);
        request.put("temperature", part.temperature());
        if (part.seed() != null) {
            request.put("seed", part.seed());
        }
        request.put("plumbline", part.plumbline());
        return request;
    }

    private String instructions() {
        StringBuilder text = new StringBuilder(1_000);
        text.append("You play the user in a conversation with an assistant. Write only the user's next message. Never"
                + " play the assistant, and never say that you play a part.\n");
        if (part.persona() != null) {
            text.append("\nPersona: ").append(part.persona()).append('\n');
        }
        text.append("\nGoal: ").append(part.goal()).append('\n');
        text.append("\nWrite ").append(END).append(" and nothing else when ");
        text.append(part.stopWhen() == null ? "the goal is reached, or you see that it cannot be." : part.stopWhen());
        return text.append('\n').toString();
    }
}
