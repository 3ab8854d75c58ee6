package io.plumbline.gateway.guard.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.guard.GuardReport;
import io.plumbline.gateway.guard.TestGuards;
import io.plumbline.gateway.guard.TestPlace;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What of an answer goes on, and what a person is asked about.
class AnswerGuardTest {

    private static final String EMAIL = "jane.roe@example.com";
    private static final String MARK = "bcdf2345ghjk6789";
    private static final EffectivePolicy ASKING = TestGuards.policy("""
            {"stages": {"output": {"pii": {"action": "ask"}, "secret": {"action": "ask"}}}, "timeoutMs": 60000}""");

    private final GuardReport report = new GuardReport();

    private AnswerGuard guard(EffectivePolicy policy, Surroundings surroundings) {
        return TestGuards.answer(policy, PlaceholderVault.fresh(), report, surroundings);
    }

    private static TextPlace place(String text) {
        return ChatTexts.ofValues(member(text), "choices").getFirst();
    }

    private static ObjectNode member(String text) {
        return JsonMapper.builder().build().createObjectNode().put("content", text);
    }

    @Test
    void asksAboutWhatIsShownAndBlocksItElsewhere() {
        AnswerGuard shown = guard(ASKING, Surroundings.NONE);
        assertThat(shown.redactShown(place("Write to " + EMAIL))).isTrue();
        assertThat(shown.isAsked()).isTrue();
        assertThat(shown.asked()).containsExactly("pii");

        AnswerGuard hidden = guard(ASKING, Surroundings.NONE);
        assertThat(hidden.redact(place("Write to " + EMAIL))).isFalse();
        assertThat(hidden.isAsked()).isFalse();
        assertThat(report.header()).contains("pii=block");
    }

    @Test
    void asksAboutNoPlaceThatIsFixed() {
        AnswerGuard guard = guard(ASKING, Surroundings.NONE);
        ObjectNode named = JsonMapper.builder().build().createObjectNode().put(EMAIL, 1);
        TextPlace name = ChatTexts.ofValues(named, "choices").getFirst();
        assertThat(name.isFixed()).isTrue();
        assertThat(guard.redactShown(name)).isFalse();
        assertThat(guard.isAsked()).isFalse();
    }

    @Test
    void asksAboutEachKindInWhateverChannelItComes() {
        AnswerGuard guard = guard(ASKING, Surroundings.NONE);
        for (String text : List.of("Write to " + EMAIL + ". ", "The key is AKIAIOSFODNN7EXAMPLE. ")) {
            ChannelGuard channel = guard.channel(false);
            String _ = channel.push(text);
            channel.end();
        }
        assertThat(guard.asked()).containsExactlyInAnyOrder("pii", "secret");
    }

    @Test
    void takesAMarkOfThePromptOutOfAShortTextEachTime() {
        EffectivePolicy lenient = TestGuards.policy("""
            {"stages": {"output": {"pii": {"action": "redact"}}}, "timeoutMs": 60000}""");
        Surroundings marked = new Surroundings("You are Olive.", List.of(), List.of(MARK));
        for (int i = 0; i < 3; i++) {
            TextPlace place = place("It ends with " + MARK + ", I think");
            assertThat(guard(lenient, marked).redact(place)).isTrue();
            assertThat(place.text()).as("time %d", i).isEqualTo("It ends with , I think");
        }
    }

    /// A number that looks like a card's stands in one id of some thousands.
    @Test
    void leavesIdsOfProvidersAsTheyAreAndInspectsOthers() {
        EffectivePolicy redacting = TestGuards.policy("""
            {"stages": {"output": {"pii": {"action": "redact"}}}, "timeoutMs": 60000}""");
        for (String id : List.of("chatcmpl-4111111111111111", "msg_4111111111111111", "gen-4111111111111111-x")) {
            TestPlace place = new TestPlace(TextPlace.Origin.CONVERSATION, id, "id");
            assertThat(guard(redacting, Surroundings.NONE).redact(place)).isTrue();
            assertThat(place.text()).isEqualTo(id);
        }
        for (String id : List.of("4111111111111111", "chatcmpl-4111 1111 1111 1111", "msg_" + EMAIL)) {
            TestPlace place = new TestPlace(TextPlace.Origin.CONVERSATION, id, "id");
            assertThat(guard(redacting, Surroundings.NONE).redact(place)).isTrue();
            assertThat(place.text()).isNotEqualTo(id);
        }
        TestPlace text = new TestPlace(TextPlace.Origin.CONVERSATION, "4111111111111111", "choices[0].message.content");
        assertThat(guard(redacting, Surroundings.NONE).redact(text)).isTrue();
        assertThat(text.text()).isNotEqualTo("4111111111111111");
    }

    /// Goes by words, and takes its time for one of them.
    private static final class ByWords implements Detector {
        @Override
        public String name() {
            return "words";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.TOXICITY, Category.JAILBREAK);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            String text = passage.text().toLowerCase(Locale.ROOT);
            if (text.contains("late")) {
                while (!passage.deadline().isPast()) {
                    Thread.onSpinWait();
                }
                passage.deadline().check();
            }
            List<Finding> found = new ArrayList<>();
            add("rude", Category.TOXICITY, text, found);
            add("evil", Category.JAILBREAK, text, found);
            return found;
        }

        private void add(String word, Category category, String text, List<Finding> found) {
            int at = text.indexOf(word);
            if (at >= 0) {
                found.add(new Finding(name(), category, category.name(), at, at + word.length(), 1, null));
            }
        }
    }

    private AnswerGuard byWords(int timeoutMs) {
        EffectivePolicy policy = TestGuards.policy("""
            {"stages": {"output": {"toxicity": {"action": "ask"}, "jailbreak": {"action": "block"}}},
             "onFailure": "CLOSED", "timeoutMs": %d}""".formatted(timeoutMs));
        return new OutputGuard(new GuardEngine(new SpanScanner(List.of()), List.of(new ByWords())))
                .answer(
                        policy,
                        "retail",
                        PlaceholderVault.fresh(),
                        report,
                        Surroundings.NONE,
                        new ToolGuard(policy.tools(), false, List.of(), report));
    }

    @Test
    void reportsASentenceThatIsBlockedAfterOneThatIsAskedAbout() {
        AnswerGuard guard = byWords(60_000);
        ChannelGuard channel = guard.channel(false);
        assertThat(channel.push("You are rude. And")).startsWith("You are rude.");
        assertThat(guard.isAsked()).isTrue();
        assertThat(channel.push(" you are evil. Bye")).isEmpty();
        assertThat(channel.isStopped()).isTrue();
        assertThat(guard.isOutOfTime()).isFalse();
        assertThat(report.header()).contains("toxicity=ask", "injection=block");
    }

    @Test
    void isOutOfTimeAlsoAfterASentenceThatIsAskedAbout() {
        AnswerGuard guard = byWords(1_500);
        ChannelGuard channel = guard.channel(false);
        assertThat(channel.push("You are rude. And")).startsWith("You are rude.");
        assertThat(channel.push(" this is late. Bye")).isEmpty();
        assertThat(guard.isOutOfTime()).isTrue();
        assertThat(report.isIncomplete()).isTrue();
        assertThat(byWords(1_500).isOutOfTime())
                .as("another answer of the call")
                .isFalse();
    }
}
