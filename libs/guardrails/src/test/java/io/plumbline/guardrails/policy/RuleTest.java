package io.plumbline.guardrails.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.policy.document.PolicyFormatException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class RuleTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static GuardPolicy policy(String rule) {
        String document = "{`stages`: {`input`: {`pii`: %s}}}".formatted(rule).replace('`', '"');
        return PolicyDocument.read(JSON.readValue(document, new TypeReference<Map<String, Object>>() {}));
    }

    private static Action done(GuardPolicy policy, String entity, double score) {
        return policy.rules(Stage.INPUT).actionFor(new Finding("test", Category.PII, entity, 0, 1, score, null));
    }

    @Test
    void isSternerWithSurerFindings() {
        GuardPolicy policy = policy("{`action`: `flag`, `threshold`: 0.5, `escalate`: [{`from`: 0.75, `action`: `ask`},"
                + " {`from`: 0.9, `action`: `block`}]}");
        assertThat(List.of(0.49, 0.5, 0.74, 0.75, 0.9, 1.0))
                .extracting(score -> done(policy, "US_SSN", score))
                .containsExactly(Action.ALLOW, Action.FLAG, Action.FLAG, Action.ASK, Action.BLOCK, Action.BLOCK);
        assertThat(policy.rules(Stage.INPUT).rule(Category.PII).strictest()).isEqualTo(Action.BLOCK);
    }

    @Test
    void doesSomethingElseInsteadOfAsking() {
        GuardPolicy policy = policy("{`action`: `flag`, `threshold`: 0.5, `escalate`: [{`from`: 0.75, `action`: `ask`},"
                + " {`from`: 0.9, `action`: `block`}], `entityRules`: {`PERSON`: {`action`: `ask`}}}");
        GuardPolicy agreed = policy.with(rules -> rules.insteadOfAsking(Action.FLAG));
        GuardPolicy shown = policy.with(rules -> rules.insteadOfAsking(Action.REDACT));
        assertThat(policy.rules(Stage.INPUT).mayAsk()).isTrue();
        assertThat(agreed.rules(Stage.INPUT).mayAsk()).isFalse();
        assertThat(List.of(0.49, 0.5, 0.75, 0.9))
                .extracting(score -> done(agreed, "US_SSN", score))
                .containsExactly(Action.ALLOW, Action.FLAG, Action.FLAG, Action.BLOCK);
        assertThat(List.of(0.49, 0.5, 0.75, 0.9))
                .extracting(score -> done(shown, "US_SSN", score))
                .containsExactly(Action.ALLOW, Action.FLAG, Action.REDACT, Action.BLOCK);
        GuardPolicy kept = policy.with(rules -> rules.insteadOfStopping(Action.REDACT));
        assertThat(List.of(0.49, 0.5, 0.75, 0.9))
                .extracting(score -> done(kept, "US_SSN", score))
                .containsExactly(Action.ALLOW, Action.FLAG, Action.REDACT, Action.REDACT);
        assertThat(done(agreed, "PERSON", 0.6)).isEqualTo(Action.FLAG);
        assertThat(done(shown, "PERSON", 0.6)).isEqualTo(Action.REDACT);
    }

    @Test
    void refusesStepsThatDoNotAscend() {
        for (String steps : List.of(
                "[{`from`: 0.4, `action`: `block`}]",
                "[{`from`: 0.9, `action`: `flag`}]",
                "[{`from`: 0.9, `action`: `ask`}, {`from`: 0.8, `action`: `block`}]")) {
            assertThatExceptionOfType(PolicyFormatException.class)
                    .as(steps)
                    .isThrownBy(() -> policy("{`action`: `flag`, `escalate`: " + steps + "}"))
                    .satisfies(wrong -> assertThat(wrong.pointer()).isEqualTo("/stages/input/pii/escalate"));
        }
    }

    @Test
    void doesSomethingElseAboutSomeEntities() {
        GuardPolicy policy = policy(
                "{`action`: `redact`, `operator`: `mask`, `escalate`: [{`from`: 0.9, `action`: `block`}],"
                        + " `entityRules`: {`PERSON`: {`threshold`: 0.95, `operator`: `remove`}, `LOCATION`: {`action`: `allow`}}}");
        assertThat(done(policy, "US_SSN", 0.6)).isEqualTo(Action.REDACT);
        assertThat(done(policy, "US_SSN", 0.9)).isEqualTo(Action.BLOCK);
        assertThat(done(policy, "PERSON", 0.94)).isEqualTo(Action.ALLOW);
        assertThat(done(policy, "PERSON", 0.95)).isEqualTo(Action.BLOCK);
        assertThat(done(policy, "LOCATION", 1)).isEqualTo(Action.ALLOW);
        StageRules rules = policy.rules(Stage.INPUT);
        assertThat(rules.operatorFor(new Finding("test", Category.PII, "PERSON", 0, 1, 1, null)))
                .isEqualTo(Operator.REMOVE);
        assertThat(rules.operatorFor(new Finding("test", Category.PII, "US_SSN", 0, 1, 1, null)))
                .isEqualTo(Operator.MASK);
    }

    @Test
    void makesTheFirstExceptionThatHolds() {
        GuardPolicy policy = policy(
                "{`action`: `redact`, `entityRules`: {`URL`: {`action`: `allow`}}, `exceptions`:"
                        + " [{`roles`: [`red-teamer`], `routes`: [`lab`], `action`: `flag`}, {`routes`: [`lab`], `action`: `block`}]}");
        assertThat(done(policy.forCall(Set.of("application", "red-teamer"), "lab"), "US_SSN", 0.6))
                .isEqualTo(Action.FLAG);
        assertThat(done(policy.forCall(Set.of("application"), "lab"), "US_SSN", 0.6))
                .isEqualTo(Action.BLOCK);
        assertThat(done(policy.forCall(Set.of("application"), "lab"), "URL", 0.6))
                .as("what is allowed stays so")
                .isEqualTo(Action.ALLOW);
        assertThat(policy.forCall(Set.of("red-teamer"), "shop")).isEqualTo(policy);
    }

    @Test
    void isNotThereWhenItIsNotEnabledOrForAnotherLanguage() {
        StageRules off = policy("{`action`: `block`, `enabled`: false}").rules(Stage.INPUT);
        assertThat(off.categories()).isEmpty();
        StageRules german = policy("{`action`: `block`, `languages`: [`de`]}").rules(Stage.INPUT);
        assertThat(german.inLanguage("en").categories()).isEmpty();
        assertThat(german.inLanguage("de").categories()).containsExactly(Category.PII);
        assertThat(german.inLanguage(null).categories()).containsExactly(Category.PII);
    }
}
