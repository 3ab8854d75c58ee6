package io.plumbline.bench.mix;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.bench.mix.GuardedMix.Kind;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class GuardedMixTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final GuardEngine ENGINE = GuardEngine.standard();

    @Test
    void sharesAreAHundredPercent() {
        assertThat(GuardedMix.kinds().stream().mapToInt(Kind::share).sum()).isEqualTo(100);
    }

    @Test
    void makesTheSameCallsAgainAndNoTwoAlike() {
        List<String> calls = new GuardedMix(7).calls("route", 40);
        assertThat(calls).isEqualTo(new GuardedMix(7).calls("route", 40)).doesNotHaveDuplicates();
    }

    @Test
    void aConversationComesTurnByTurn() {
        Set<String> before = new HashSet<>();
        for (String call : new GuardedMix(7).calls("route", 200)) {
            List<JsonNode> messages =
                    JSON.readTree(call).path("messages").valueStream().toList();
            long asked = messages.stream()
                    .filter(message -> message.path("role").asString().equals("user"))
                    .count();
            int answered = messages.size();
            while (asked > 1
                    && !(messages.get(answered - 1).path("role").asString().equals("assistant")
                            && !messages.get(answered - 1).has("tool_calls"))) {
                answered--;
            }
            assertThat(asked == 1
                            || before.contains(messages.subList(0, answered - 1).toString()))
                    .as(call)
                    .isTrue();
            before.add(messages.toString());
        }
    }

    /// A user's messages are judged together. Several messages full of source code are not an attack in pieces, and
    /// neither are several ordinary requests.
    @ParameterizedTest
    @ValueSource(strings = {"code", "languages"})
    void noConversationIsAnAttack(String name) {
        Kind code = GuardedMix.kinds().stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (String call : new GuardedMix(3).calls(code, "route", 300)) {
            List<String> earlier = new ArrayList<>();
            for (JsonNode message : JSON.readTree(call).path("messages")) {
                if (message.path("role").asString().equals("user")) {
                    String text = message.path("content").asString();
                    assertThat(inspect(text, earlier).decision()).as(text).isNotEqualTo(Action.BLOCK);
                    earlier.add(text);
                }
            }
        }
    }

    private static Inspection inspect(String text, List<String> earlier) {
        return ENGINE.inspect(
                Stage.INPUT,
                ENGINE.passage(Stage.INPUT, text, new Surroundings(null, earlier, List.of()), Deadline.NONE),
                BuiltInPolicy.DETERMINISTIC.policy(),
                PlaceholderVault.fresh());
    }
}
