package io.plumbline.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.answer.Turn.Role;
import io.plumbline.simulator.tool.ToolSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayedUserTest {
    private static final String PART = """
            You play the user in a conversation with an assistant. Write briefly.

            Goal: Cancel order AB-1001.

            Write [END] when the goal is reached.
            """;

    @Test
    void statesTheGoalAndEndsAfterTheFirstAnswer() {
        assertThat(PlayedUser.reply(conversation(new Turn(Role.USER, "How can I help you?", "", 0))))
                .contains("Cancel order AB-1001.");
        assertThat(PlayedUser.reply(conversation(
                        new Turn(Role.ASSISTANT, "Cancel order AB-1001.", "", 0),
                        new Turn(Role.USER, "It is cancelled.", "", 0))))
                .contains("[END]");
    }

    @Test
    void playsNoUserUnlessAsked() {
        SimulatedConversation other = new SimulatedConversation(
                List.of(new Turn(Role.SYSTEM, "You are an assistant.\nGoal: help", "", 0)),
                List.of(),
                ToolSettings.AUTO,
                null,
                new Limits(100, List.of()));
        assertThat(PlayedUser.reply(other)).isEmpty();
    }

    private static SimulatedConversation conversation(Turn... turns) {
        List<Turn> all = new ArrayList<>(List.of(new Turn(Role.SYSTEM, PART, "", 0)));
        all.addAll(List.of(turns));
        return new SimulatedConversation(all, List.of(), ToolSettings.AUTO, null, new Limits(100, List.of()));
    }
}
