package io.plumbline.guardrails.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.spotlight.Spotlight.Method;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.redact.Action;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class PolicyDocumentTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static List<GuardPolicy> policies() {
        Rule masked = new Rule(Action.REDACT, 0.9, Operator.MASK, Set.of("US_SSN", "IBAN_CODE"));
        return List.of(
                GuardPolicy.standard(),
                new GuardPolicy(Map.of(), FailureMode.OPEN, 1),
                new GuardPolicy(
                        Map.of(), FailureMode.OPEN, 1, Set.of(), ToolRules.NONE, Additions.NONE, Method.DATAMARK),
                new GuardPolicy(
                        Map.of(Stage.TOOL, StageRules.of(Map.of(Category.PII, masked))), FailureMode.CLOSED, 60_000));
    }

    private static GuardPolicy read(String json) {
        return PolicyDocument.read(JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void readsWhatItWrites(GuardPolicy policy) {
        assertThat(PolicyDocument.read(PolicyDocument.write(policy))).isEqualTo(policy);
        assertThat(read(JSON.writeValueAsString(PolicyDocument.write(policy)))).isEqualTo(policy);
    }

    @Test
    void readsTheDocumentOfTheContract() {
        GuardPolicy policy = read("""
                {"stages": {"input": {"pii": {"action": "redact", "threshold": 0.7, "operator": "mask",
                                              "entities": ["EMAIL_ADDRESS"]},
                                      "prompt_injection": {"action": "block"}},
                            "output": {"secret": {"action": "ask",
                                                  "operator": {"type": "mask", "count": 4, "fromEnd": true}}}},
                 "onFailure": "OPEN", "timeoutMs": 50}
                """);
        assertThat(policy.onFailure()).isEqualTo(FailureMode.OPEN);
        assertThat(policy.timeoutMs()).isEqualTo(50);
        assertThat(policy.rules(Stage.INPUT).rule(Category.PII))
                .isEqualTo(new Rule(Action.REDACT, 0.7, Operator.MASK, Set.of("EMAIL_ADDRESS")));
        assertThat(policy.rules(Stage.INPUT).rule(Category.PROMPT_INJECTION)).isEqualTo(Rule.of(Action.BLOCK));
        assertThat(policy.rules(Stage.OUTPUT).rule(Category.SECRET))
                .isEqualTo(Rule.of(Action.ASK).withOperator(new Operator.MaskCount('*', 4, true)));
        assertThat(policy.rules(Stage.TOOL)).isEqualTo(StageRules.NONE);
    }

    @Test
    void isClosedAndPatientUnlessItSaysOtherwise() {
        GuardPolicy policy = read("{\"stages\": {}}");
        assertThat(policy.onFailure()).isEqualTo(FailureMode.CLOSED);
        assertThat(policy.timeoutMs()).isEqualTo(GuardPolicy.DEFAULT_TIMEOUT_MS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "{}                                                                  | /stages",
                "{`stages`: []}                                                      | /stages",
                "{`stages`: {}, `onfailure`: `OPEN`}                                 | /onfailure",
                "{`stages`: {}, `egress`: {`routingMembers`: `keep`}}                | /egress/routingMembers",
                "{`stages`: {}, `egress`: {`allowedHosts`: [`a.example/x`]}}         | /egress/allowedHosts",
                "{`stages`: {}, `egress`: {`other`: 1}}                              | /egress/other",
                "{`stages`: {}, `onFailure`: `open`}                                 | /onFailure",
                "{`stages`: {}, `timeoutMs`: 0}                                      | /timeoutMs",
                "{`stages`: {}, `timeoutMs`: 1.5}                                    | /timeoutMs",
                "{`stages`: {`inputs`: {}}}                                          | /stages/inputs",
                "{`stages`: {`input`: 1}}                                            | /stages/input",
                "{`stages`: {`input`: {`pi/i`: {}}}}                                 | /stages/input/pi~1i",
                "{`stages`: {`input`: {`pii`: {}}}}                                  | /stages/input/pii/action",
                "{`stages`: {`input`: {`pii`: {`action`: `REDACT`}}}}                | /stages/input/pii/action",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `treshold`: 1}}}} | /stages/input/pii/treshold",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `threshold`: 2}}}} | /stages/input/pii/threshold",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `operator`: `x`}}}} | /stages/input/pii/operator",
                "{`stages`: {`input`: {`pii`: {`action`: `redact`, `entities`: [1]}}}} | /stages/input/pii/entities"
            })
    void saysWhereADocumentIsWrong(String document, String pointer) {
        assertThatExceptionOfType(PolicyFormatException.class)
                .isThrownBy(() -> read(document.replace('`', '"')))
                .satisfies(problem -> assertThat(problem.pointer()).isEqualTo(pointer));
    }
}
