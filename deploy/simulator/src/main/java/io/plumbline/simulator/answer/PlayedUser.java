package io.plumbline.simulator.answer;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays the user of an evaluated conversation if the system prompt asks for it as eval-service does: states the goal
/// first, and ends the conversation after the first answer.
final class PlayedUser {
    private static final String PART = "You play the user in a conversation with an assistant.";
    private static final Pattern GOAL = Pattern.compile("\nGoal: ([^\n]{1,4000})");
    private static final String END = "[END]";

    private PlayedUser() {}

    /// Returns what the user says; empty if the model plays no user.
    static Optional<String> reply(SimulatedConversation conversation) {
        String system = conversation.textOf(Turn.Role.SYSTEM);
        if (!system.contains(PART)) {
            return Optional.empty();
        }
        boolean spoke = conversation.turns().stream().anyMatch(turn -> turn.role() == Turn.Role.ASSISTANT);
        Matcher goal = GOAL.matcher(system);
        return Optional.of(spoke || !goal.find() ? END : goal.group(1).strip());
    }
}
