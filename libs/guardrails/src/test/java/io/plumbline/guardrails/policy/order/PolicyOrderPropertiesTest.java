package io.plumbline.guardrails.policy.order;

import static io.plumbline.guardrails.policy.order.LoosenedPolicy.JSON;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.LOOSENINGS;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.read;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.whole;
import static io.plumbline.guardrails.policy.order.LoosenedPolicy.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.order.LoosenedPolicy.Loosening;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.guardrails.tool.ToolCalls;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Properties of all policies, on random ones.
class PolicyOrderPropertiesTest {

    /// Each makes a document stricter, or has no effect.
    private static final List<BiConsumer<ObjectNode, Random>> STRICTER = List.of(
            (document, random) -> lower(document, "/evidenceGraceSeconds", 0.5),
            (document, random) -> replace(document, "/spotlight", "encode"),
            (document, random) -> replace(document, "/onFailure", "CLOSED"),
            (document, random) -> remove(document, "/detectors/pii.email"),
            (document, random) -> remove(document, "/allowList/0"),
            (document, random) -> remove(document, "/stages/input/pii/exceptions/" + random.nextInt(2)),
            (document, random) -> remove(document, "/stages/input/pii/languages"),
            (document, random) -> remove(document, "/stages/input/pii/entities"),
            (document, random) -> lower(document, "/stages/input/pii/threshold", 0.9),
            (document, random) -> lower(document, "/stages/input/pii/entityRules/PERSON/threshold", 0.9),
            (document, random) -> lower(document, "/stages/input/jailbreak/escalate/1/from", 0.98),
            (document, random) -> lower(document, "/stages/input/timeoutMs", 0.9),
            (document, random) -> lower(document, "/stages/input/pii/timeoutMs", 0.9),
            (document, random) -> replace(document, "/stages/input/pii/operator", "remove"),
            (document, random) -> lower(document, "/stages/input/pii/operator/keepLast", 0.5),
            (document, random) -> replace(document, "/stages/input/pii/action", "block"),
            (document, random) -> replace(document, "/stages/input/pii/exceptions/0/action", "redact"),
            (document, random) -> replace(document, "/stages/input/toxicity/enabled", "true"),
            (document, random) -> replace(document, "/tools/default", "block"),
            (document, random) -> replace(document, "/tools/rules/0/action", "block"),
            (document, random) -> lower(document, "/tools/rules/1/limit/perCall", 0.8),
            (document, random) ->
                    add(document, "/tools/rules/1/arguments/to/denied", "\"D" + random.nextInt(9) + "*\""),
            (document, random) -> add(document, "/denyList", "{\"value\": \"W" + random.nextInt(99) + "\"}"),
            (document, random) -> add(document, "/customRecognizers/0/context", "\"c" + random.nextInt(99) + "\""));

    private static void lower(ObjectNode document, String pointer, double factor) {
        JsonNode value = document.at(pointer);
        if (value.isNumber()) {
            double lowered = value.asDouble() * factor;
            set(document, pointer, value.isInt() ? JSON.valueToTree((int) lowered) : JSON.valueToTree(lowered));
        }
    }

    private static void replace(ObjectNode document, String pointer, String value) {
        if (!document.at(pointer).isMissingNode()) {
            set(document, pointer, value.equals("true") ? JSON.valueToTree(true) : JSON.valueToTree(value));
        }
    }

    private static void set(ObjectNode document, String pointer, JsonNode value) {
        ObjectNode changed = with(document, pointer, value);
        document.removeAll();
        document.setAll(changed);
    }

    private static void remove(ObjectNode document, String pointer) {
        if (!document.at(pointer).isMissingNode()) {
            set(document, pointer, JSON.nullNode());
        }
    }

    private static void add(ObjectNode document, String pointer, String value) {
        if (document.at(pointer) instanceof ArrayNode list) {
            list.add(JSON.readTree(value));
        }
    }

    @Test
    void isTransitiveOnChainsOfStricterPolicies() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<ObjectNode> chain = new ArrayList<>(List.of(whole()));
            for (int i = 0; i < 8; i++) {
                ObjectNode next = chain.getLast().deepCopy();
                STRICTER.get(random.nextInt(STRICTER.size())).accept(next, random);
                chain.add(next);
            }
            List<GuardPolicy> policies =
                    chain.stream().map(LoosenedPolicy::read).toList();
            for (int i = 0; i < chain.size(); i++) {
                for (int j = i; j < chain.size(); j++) {
                    assertThat(PolicyOrder.looser(policies.get(j), policies.get(i)))
                            .as("seed %d, %d after %d", seed, j, i)
                            .isEmpty();
                }
            }
            if (policies.getLast().evidenceGraceSeconds() < policies.getFirst().evidenceGraceSeconds()) {
                assertThat(PolicyOrder.looser(policies.getFirst(), policies.getLast()))
                        .as("seed %d, the way back", seed)
                        .contains("/evidenceGraceSeconds");
            }
        }
    }

    private static ObjectNode mutated(ObjectNode document, int steps, Random random) {
        ObjectNode changed = document;
        for (int i = 0; i < steps; i++) {
            ObjectNode next = changed.deepCopy();
            try {
                if (random.nextBoolean()) {
                    STRICTER.get(random.nextInt(STRICTER.size())).accept(next, random);
                } else {
                    Loosening each = LOOSENINGS.get(random.nextInt(LOOSENINGS.size()));
                    next = with(next, each.pointer(), each.value());
                }
                read(next);
                changed = next;
            } catch (RuntimeException e) {
                // The place is not there any more, or the document would say nothing: another step is as good.
            }
        }
        return changed;
    }

    /// A policy that is reported as not looser is tested on findings and on tool calls.
    @Test
    void neverCallsStricterWhatLetsMorePass() {
        int compared = 0;
        for (int seed = 0; seed < 80; seed++) {
            Random random = new Random(seed);
            ObjectNode document = mutated(whole(), 3, random);
            GuardPolicy one = read(document);
            GuardPolicy other = read(mutated(document, 1 + random.nextInt(2), random));
            for (List<GuardPolicy> pair : List.of(List.of(one, other), List.of(other, one))) {
                if (PolicyOrder.looser(pair.get(0), pair.get(1)).isEmpty()) {
                    compared++;
                    for (int caller = 0; caller < 30; caller++) {
                        requireNoLess(pair.get(0), pair.get(1), random, "seed " + seed);
                    }
                }
            }
        }
        assertThat(compared).as("pairs that could be compared").isGreaterThan(20);
    }

    /// Tries ten findings and ten tool calls of one caller.
    private static void requireNoLess(GuardPolicy policy, GuardPolicy than, Random random, String seed) {
        List<String> roles = one(random, List.of(), List.of("auditor"), List.of("ml-engineer", "auditor"));
        String route = one(random, "desk", "lab", "front");
        GuardPolicy is = policy.forCall(roles, route);
        GuardPolicy was = than.forCall(roles, route);
        for (int i = 0; i < 10; i++) {
            Stage stage = one(random, Stage.INPUT, Stage.OUTPUT);
            Finding finding = finding(random);
            assertThat(was.rules(stage)
                            .actionFor(finding)
                            .isStricterThan(is.rules(stage).actionFor(finding)))
                    .as("%s: %s for %s on %s", seed, finding, roles, route)
                    .isFalse();
            ToolCall call = call(random);
            boolean tainted = random.nextBoolean();
            assertThat(new ToolCalls(is.tools(), tainted).judge(call).action())
                    .as("%s: %s", seed, call)
                    .isGreaterThanOrEqualTo(
                            new ToolCalls(was.tools(), tainted).judge(call).action());
        }
    }

    private static Finding finding(Random random) {
        Category category =
                one(random, Category.PII, Category.SECRET, Category.JAILBREAK, Category.TOXICITY, Category.WEAPONS);
        String entity = one(random, "EMAIL_ADDRESS", "PERSON", "URL", "AWS_ACCESS_KEY");
        return new Finding("test", category, entity, 0, 1, random.nextInt(101) / 100.0, null);
    }

    private static ToolCall call(Random random) {
        return new ToolCall(
                one(random, "search", "searches", "sea", "pay", "pay_now", "mail", "delete_all", "read"),
                Map.of("to", one(random, "DE1", "DE7", "FR1"), "amount", random.nextInt(25)));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... all) {
        return all[random.nextInt(all.length)];
    }
}
