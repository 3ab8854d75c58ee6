package io.plumbline.simulator.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.simulator.answer.Reply.Ending;
import io.plumbline.simulator.tool.SimulatedToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private static final Draft CALLS =
            Draft.of(List.of(new SimulatedToolCall("look", "{\"a\":1}"), new SimulatedToolCall("look", "{\"a\":2}")));

    @Test
    void leavesAloneWhatFits() {
        Reply reply = limits(100).apply(Draft.of("One two three."));

        assertThat(reply).isEqualTo(new Reply("One two three.", List.of(), Ending.STOP, null, 4));
    }

    @Test
    void endsAtTheEarliestStop() {
        Reply reply = new Limits(100, List.of("three", "two", "absent")).apply(Draft.of("One two three."));

        assertThat(reply).isEqualTo(new Reply("One ", List.of(), Ending.STOP_SEQUENCE, "two", 2));
    }

    @Test
    void runsOutOfTokensBeforeAStopThatComesLater() {
        Reply reply = new Limits(2, List.of("three")).apply(Draft.of("One two three."));

        assertThat(reply).isEqualTo(new Reply("One two", List.of(), Ending.LENGTH, null, 2));
    }

    @Test
    void countsToolCallsAndTearsTheLastOne() {
        int whole = limits(1_000).apply(CALLS).tokens();

        assertThat(limits(whole).apply(CALLS).ending()).isEqualTo(Ending.TOOL_CALLS);
        for (int most = 1; most < whole; most++) {
            Reply reply = limits(most).apply(CALLS);
            assertThat(reply.ending()).isEqualTo(Ending.LENGTH);
            assertThat(reply.tokens()).isLessThanOrEqualTo(most);
        }
        assertThat(limits(whole - 1).apply(CALLS).calls().get(1).arguments()).isEqualTo("{\"a\":2");
    }

    private static Limits limits(int most) {
        return new Limits(most, List.of());
    }
}
