package io.plumbline.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.Encoding;
import io.plumbline.embeddings.TextEncoder;
import io.plumbline.embeddings.TextEncoder.TimeLimit;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which texts of a call are looked at once and then known again.
class KnownInputTest {

    private static final String TEAM = "retail";

    private final PlaceholderVault vault = PlaceholderVault.fresh();
    private final GuardReport report = new GuardReport();

    @Test
    void looksOnceAtTextsThatComeWithEveryCallOfATeam() {
        Counting counting = new Counting();
        InputGuard guard =
                new InputGuard(new GuardEngine(new SpanScanner(List.of()), List.of(counting)), new GuardPool());
        EffectivePolicy policy = TestGuards.policy("""
                {"stages": {"input": {"prompt_injection": {"action": "block"}},
                            "tool": {"prompt_injection": {"action": "block"}}}}""");
        List<TestPlace> call = List.of(
                new TestPlace(Origin.TURN, "Where is my parcel?", "messages[0].content"),
                new TestPlace(Origin.TOOL_ARGUMENTS, "{\"order\": 7}", "messages[1].tool_calls[0].function.arguments"),
                new TestPlace(Origin.TOOL_RESULT, "{\"order\": 7}", "messages[2].content"),
                new TestPlace(Origin.TURN, "And the other one?", "messages[3].content"),
                new TestPlace(Origin.CONVERSATION, "Finds a customer's orders.", "tools[0].function.description"));
        for (String team : List.of("retail", "retail", "wholesale")) {
            guard.guard(call, policy, team, vault, guard.deadline(policy), report);
        }
        assertThat(counting.looks).as("once for each team").isEqualTo(5 + 5);
        TestPlace first = new TestPlace(Origin.TURN, "And the other one?", "messages[0].content");
        TestPlace last = new TestPlace(Origin.TURN, "Thank you.", "messages[1].content");
        guard.guard(List.of(first, last), policy, "retail", vault, guard.deadline(policy), report);
        assertThat(counting.looks)
                .as("after other turns it may be another thing")
                .isEqualTo(5 + 5 + 2);
    }

    @Test
    void remembersNothingThatWasLookedAtWithoutTheEncoder() {
        boolean[] loaded = {false};
        Counting counting = new Counting();
        TextEncoder loading = new TextEncoder() {
            @Override
            public boolean isAvailable() {
                return loaded[0];
            }

            @Override
            public Encoding encode(String text, TimeLimit expired) {
                throw new EncoderUnavailableException("not for tests");
            }
        };
        InputGuard guard = new InputGuard(
                new GuardEngine(new SpanScanner(List.of()), List.of(counting), loading), new GuardPool());
        EffectivePolicy policy = TestGuards.policy("""
                {"stages": {"input": {"prompt_injection": {"action": "block"}}}}""");
        List<TestPlace> call = List.of(new TestPlace(Origin.CONVERSATION, "Finds a customer's orders."));
        for (boolean now : new boolean[] {false, true, true}) {
            loaded[0] = now;
            guard.guard(call, policy, TEAM, vault, guard.deadline(policy), report);
        }
        assertThat(counting.looks).isEqualTo(2);
    }

    private static final class Counting implements Detector {
        private int looks;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.PROMPT_INJECTION);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            looks++;
            return List.of();
        }
    }
}
