package io.plumbline.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.scan.SpanScanner;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes of texts that the guards could not look at, or not in time.
class UnguardedInputTest {

    private static final String TEAM = "retail";

    private final PlaceholderVault vault = PlaceholderVault.fresh();
    private final GuardReport report = new GuardReport();

    @Test
    void decidesByThePolicyWhatHappensWhenADetectorFails() {
        InputGuard broken =
                new InputGuard(new GuardEngine(new SpanScanner(List.of()), List.of(new Failing())), new GuardPool());
        String document =
                "{\"stages\": {\"input\": {\"prompt_injection\": {\"action\": \"block\"}}}, \"onFailure\": \"%s\"}";
        EffectivePolicy closed = TestGuards.policy(document.formatted("CLOSED"));
        EffectivePolicy lenient = TestGuards.policy(document.formatted("OPEN"));
        TestPlace place = new TestPlace(Origin.CONVERSATION, "Hello.");
        assertThatThrownBy(() -> broken.guard(
                                List.of(place), closed, TEAM, vault, TestGuards.INPUT.deadline(closed), report)
                        .orThrow())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.properties()).containsEntry("code", "policy"));
        GuardReport open = new GuardReport();
        broken.guard(List.of(place), lenient, TEAM, vault, TestGuards.INPUT.deadline(lenient), open);
        assertThat(open.isIncomplete()).isTrue();
    }

    @Test
    void countsWhatComesTooLateAsAFailure() {
        InputGuard slow =
                new InputGuard(new GuardEngine(new SpanScanner(List.of()), List.of(new Slow())), new GuardPool());
        String document =
                "{\"stages\": {\"input\": {\"prompt_injection\": {\"action\": \"block\"}}}, \"onFailure\": \"%s\","
                        + " \"timeoutMs\": 1}";
        EffectivePolicy closed = TestGuards.policy(document.formatted("CLOSED"));
        EffectivePolicy lenient = TestGuards.policy(document.formatted("OPEN"));
        List<TestPlace> places =
                List.of(new TestPlace(Origin.CONVERSATION, "one"), new TestPlace(Origin.CONVERSATION, "two"));
        assertThatThrownBy(() -> slow.guard(places, closed, TEAM, vault, TestGuards.INPUT.deadline(closed), report)
                        .orThrow())
                .isInstanceOf(ProblemException.class);
        GuardReport open = new GuardReport();
        slow.guard(places, lenient, TEAM, vault, TestGuards.INPUT.deadline(lenient), open);
        assertThat(open.isIncomplete()).isTrue();
    }

    @Test
    void saysOfLittleTextThatTheGatewayHasTooMuchToDo() {
        InputGuard slow =
                new InputGuard(new GuardEngine(new SpanScanner(List.of()), List.of(new Slow())), new GuardPool());
        EffectivePolicy closed = TestGuards.policy("""
                {"stages": {"input": {"prompt_injection": {"action": "block"}}}, "onFailure": "CLOSED",
                 "timeoutMs": 1}""");
        for (int length : new int[] {10, OutOfTime.MOST_CHARACTERS + 1}) {
            List<TestPlace> places =
                    List.of(new TestPlace(Origin.TURN, "a".repeat(length)), new TestPlace(Origin.TURN, "two"));
            CallProblem told = length == 10 ? CallProblem.GATEWAY_OVERLOADED : CallProblem.GUARDRAIL_VIOLATION;
            assertThatThrownBy(() -> slow.guard(places, closed, TEAM, vault, TestGuards.INPUT.deadline(closed), report)
                            .orThrow())
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type()).isEqualTo(told));
        }
    }

    @Test
    void refusesCloseToTheTimeLimitWhateverTheTextCosts() {
        TestPlace dear = new TestPlace(Origin.CONVERSATION, "4111 1111 1111 1111 ".repeat(450_000));
        long start = System.nanoTime();
        assertThatThrownBy(() -> TestGuards.INPUT
                        .guard(
                                List.of(dear, new TestPlace(Origin.CONVERSATION, dear.text)),
                                TestGuards.STANDARD,
                                TEAM,
                                vault,
                                TestGuards.INPUT.deadline(TestGuards.STANDARD),
                                report)
                        .orThrow())
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.properties()).containsEntry("code", "policy"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private static class Failing implements Detector {
        @Override
        public String name() {
            return "failing";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.PROMPT_INJECTION);
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            throw new IllegalStateException("broken");
        }
    }

    private static final class Slow extends Failing {
        @Override
        public List<Finding> detect(InspectedText passage) {
            long until = System.nanoTime() + 5_000_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            return List.of();
        }
    }
}
