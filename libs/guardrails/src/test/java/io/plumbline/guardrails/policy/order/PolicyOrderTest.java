package io.plumbline.guardrails.policy.order;

import static io.plumbline.guardrails.policy.order.LoosenedPolicy.DOCUMENT;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.JSON;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.LOOSENINGS;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.json;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.looser;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.read;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.whole;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.policy.order.LoosenedPolicy.Loosening;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reports about policies of which one is known to be looser.
class PolicyOrderTest {

    @Test
    void findsWhicheverLeafIsLoosened() {
        GuardPolicy whole = read(whole());
        for (Loosening loosening : LOOSENINGS) {
            GuardPolicy changed = read(with(whole(), loosening.pointer(), loosening.value()));
            List<String> found = PolicyOrder.looser(changed, whole);
            if (loosening.found().isEmpty()) {
                assertThat(found).as(loosening.toString()).isEmpty();
            } else {
                assertThat(found).as(loosening.toString()).contains(loosening.found());
            }
        }
    }

    /// Ensures that no new member is forgotten here: everything in a document is loosened above, except the words
    /// of a message.
    @Test
    void looksAtEveryMember() {
        Set<String> loosened = new TreeSet<>();
        LOOSENINGS.forEach(each -> loosened.add(each.pointer().replaceAll("/\\d+(?=/|$)", "/0")));
        Set<String> leaves = new TreeSet<>();
        collect("", whole(), leaves);
        leaves.removeIf(leaf -> loosened.stream().anyMatch(leaf::startsWith));
        assertThat(leaves)
                .as("the same members are loosened in other rules")
                .isSubsetOf(
                        "/stages/input/pii/message",
                        "/stages/input/jailbreak/action",
                        "/stages/input/jailbreak/operator",
                        "/stages/input/jailbreak/threshold",
                        "/stages/input/pii/entityRules/PERSON/escalate/0/action",
                        "/stages/input/toxicity/action",
                        "/stages/input/toxicity/enabled",
                        "/stages/input/toxicity/operator",
                        "/stages/input/toxicity/threshold",
                        "/stages/output/secret/operator",
                        "/stages/output/system_prompt_leak/action",
                        "/stages/output/system_prompt_leak/onFailure",
                        "/stages/output/system_prompt_leak/operator",
                        "/stages/output/system_prompt_leak/threshold",
                        "/detectors/pii.email",
                        "/allowList/0/anyCase");
    }

    private static void collect(String pointer, JsonNode node, Set<String> leaves) {
        if (node.isObject()) {
            node.propertyStream().forEach(each -> collect(pointer + "/" + each.getKey(), each.getValue(), leaves));
        } else if (node.isArray()) {
            node.valueStream().forEach(each -> collect(pointer + "/0", each, leaves));
        } else {
            leaves.add(pointer);
        }
    }

    @Test
    void takesWhatItDoesNotKnowForLooserInBothDirections() {
        Map<String, ?> plain = Map.of("stages", Map.of("input", Map.of("pii", Map.of("action", "block"))));
        Map<String, ?> more = Map.of(
                "stages", Map.of("input", Map.of("pii", Map.of("action", "block", "mood", "grim"))),
                "egress", Map.of("hosts", List.of("a.example")));
        assertThat(ComparedMembers.others(plain, more))
                .isEqualTo(ComparedMembers.others(more, plain))
                .containsExactlyInAnyOrder("/stages/input/pii/mood", "/egress/hosts/0");
        assertThat(ComparedMembers.others(more, more)).isEmpty();
        ObjectNode whole = whole();
        assertThat(ComparedMembers.others(Map.of(), JSON.convertValue(whole, DOCUMENT)))
                .as("a document that says all there is")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isAtLeastAsStrictAsItself(BuiltInPolicy policy) {
        assertThat(PolicyOrder.looser(policy.policy(), policy.policy())).isEmpty();
        GuardPolicy copy = PolicyDocument.read(PolicyDocument.write(policy.policy()));
        assertThat(PolicyOrder.looser(copy, policy.policy())).isEmpty();
        assertThat(PolicyOrder.looser(policy.policy(), read(json("{`stages`: {}}"))))
                .as("than one that guards nothing")
                .isSubsetOf("/detectors/encoder");
    }

    @ParameterizedTest
    @CsvSource({"OBSERVE, STANDARD", "DETERMINISTIC, STANDARD", "STANDARD, STRICT", "STANDARD, DETERMINISTIC"})
    void tellsWhereABuiltInPolicyIsLooser(BuiltInPolicy policy, BuiltInPolicy than) {
        assertThat(PolicyOrder.looser(policy.policy(), than.policy())).isNotEmpty();
    }

    @Test
    void takesAnExceptionForStricterThatNobodyLosesBy() {
        ObjectNode plain = json("{`stages`: {`input`: {`pii`: {`action`: `redact`}}}}");
        ObjectNode stricter = with(
                plain, "/stages/input/pii/exceptions", JSON.readTree("[{\"routes\":[\"a\"],\"action\":\"block\"}]"));
        assertThat(looser(stricter, plain)).isEmpty();
        assertThat(looser(plain, stricter)).containsExactly("/stages/input/pii/exceptions");
    }

    @Test
    void seesThroughRulesForToolsInAnotherOrder() {
        ObjectNode one = json("{`stages`: {}, `tools`: {`default`: `block`, `rules`: ["
                + "{`name`: `crm.*`, `action`: `ask`}, {`name`: `crm.read`, `action`: `allow`}]}}");
        ObjectNode other = json("{`stages`: {}, `tools`: {`default`: `block`, `rules`: ["
                + "{`name`: `crm.read`, `action`: `allow`}, {`name`: `crm.*`, `action`: `ask`}]}}");
        assertThat(looser(one, other)).isEmpty();
        assertThat(looser(other, one)).containsExactly("/tools/rules/0");
    }

    @Test
    void tellsAtMostFiftyPlaces() {
        ObjectNode strict = json("{`stages`: {`input`: {`pii`: {`action`: `block`}}}}");
        ObjectNode rules = (ObjectNode) strict.at("/stages/input/pii");
        ObjectNode byEntity = rules.putObject("entityRules");
        for (int i = 0; i < 120; i++) {
            byEntity.putObject("ENTITY_" + i).put("action", "block");
        }
        ObjectNode loose = strict.deepCopy();
        loose.at("/stages/input/pii/entityRules").forEach(entity -> ((ObjectNode) entity).put("action", "flag"));
        assertThat(looser(loose, strict)).hasSize(PolicyOrder.MOST);
    }
}
