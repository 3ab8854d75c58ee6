package io.plumbline.simulator.answer;

import io.plumbline.simulator.json.Json;
import io.plumbline.simulator.tool.ToolDefinition;
import io.plumbline.simulator.tool.ToolSettings;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request of any surface, in one format.
///
/// @param turns in order, including the system prompt
/// @param format null: plain text
public record SimulatedConversation(
        List<Turn> turns,
        List<ToolDefinition> tools,
        ToolSettings toolChoice,
        @Nullable AnswerFormat format,
        Limits limits) {
    private static final int TOKENS_OF_A_TURN = 4;
    private static final int TOKENS_OF_AN_ATTACHMENT = 85;

    public SimulatedConversation {
        turns = List.copyOf(turns);
        tools = List.copyOf(tools);
    }

    /// All turns of that role, joined.
    String textOf(Turn.Role role) {
        return turns.stream()
                .filter(turn -> turn.role() == role)
                .map(Turn::text)
                .collect(Collectors.joining("\n\n"));
    }

    /// The last message of the user; empty if there is none.
    public String lastMessage() {
        return turns.reversed().stream()
                .filter(turn -> turn.role() == Turn.Role.USER)
                .map(Turn::text)
                .findFirst()
                .orElse("");
    }

    /// The turns since the model's last reply: a message, or the results of its tools.
    List<Turn> sinceLastReply() {
        int from = turns.size();
        while (from > 0 && turns.get(from - 1).role() != Turn.Role.ASSISTANT) {
            from--;
        }
        return turns.subList(from, turns.size()).stream()
                .filter(turn -> turn.role() != Turn.Role.SYSTEM)
                .toList();
    }

    /// Tokens of the prompt: the text of all turns plus four for each, 85 for an attachment, and the tools as
    /// JSON.
    public int promptTokens() {
        int tokens = 0;
        for (Turn turn : turns) {
            tokens += SimulatedTokens.count(turn.text())
                    + TOKENS_OF_A_TURN
                    + turn.attachments() * TOKENS_OF_AN_ATTACHMENT;
        }
        for (ToolDefinition tool : tools) {
            tokens += SimulatedTokens.count(tool.name())
                    + SimulatedTokens.count(tool.description())
                    + SimulatedTokens.count(Json.text(tool.schema()));
        }
        return tokens;
    }
}
