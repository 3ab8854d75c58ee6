package io.plumbline.guardrails.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.tool.ToolCall;
import io.plumbline.guardrails.tool.ToolCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class PolicyOrderTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    /// Says something in every member that there is.
    private static final String WHOLE = """
            {"stages": {
               "input": {
                 "pii": {"action": "redact", "threshold": 0.5, "operator": {"type": "mask", "character": "*",
                                                                        "keepFirst": 1, "keepLast": 2},
                         "entities": ["EMAIL_ADDRESS", "PERSON"], "languages": ["de", "en"],
                         "entityRules": {"PERSON": {"action": "flag", "threshold": 0.6, "operator": "remove",
                                                    "escalate": [{"from": 0.8, "action": "redact"}]}},
                         "exceptions": [{"roles": ["auditor"], "routes": ["desk"], "action": "flag"},
                                        {"routes": ["lab"], "action": "allow"}],
                         "onFailure": "CLOSED", "timeoutMs": 30, "message": "Not here."},
                 "jailbreak": {"action": "flag", "threshold": 0.5, "operator": "placeholder",
                               "escalate": [{"from": 0.7, "action": "ask"}, {"from": 0.9, "action": "block"}]},
                 "toxicity": {"action": "flag", "enabled": false},
                 "onFailure": "CLOSED", "timeoutMs": 500},
               "output": {
                 "secret": {"action": "block", "threshold": 0.5},
                 "system_prompt_leak": {"action": "block", "canary": true, "onFailure": "OPEN", "timeoutMs": 40}}},
             "onFailure": "CLOSED", "timeoutMs": 2000, "evidenceGraceSeconds": 3600, "spotlight": "datamark",
             "egress": {"routingMembers": "refuse", "allowedHosts": ["a.example"]},
             "detectors": {"pii.email": false},
             "tools": {"default": "ask", "destructive": "block", "rules": [
               {"name": "search", "action": "allow"},
               {"name": "pay*", "action": "flag", "untaintedOnly": true, "schema": {"type": "object"},
                "arguments": {"to": {"allowed": ["DE*"], "denied": ["*7"], "required": true}},
                "limit": {"argument": "amount", "perCall": 10.0, "perConversation": 20.0}}]},
             "allowList": [{"value": "help@example.com", "entities": ["EMAIL_ADDRESS"]},
                           {"pattern": "[a-z]+@x", "anyCase": true}],
             "denyList": [{"value": "Omega", "entity": "PROJECT", "category": "policy", "score": 0.8}],
             "customRecognizers": [{"name": "badge", "entity": "BADGE", "category": "pii", "languages": ["en"],
               "patterns": [{"regex": "B-\\\\d{6}", "score": 0.4}], "checksum": "luhn", "context": ["badge"]}]}
            """;

    private static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('`', '"'));
    }

    private static GuardPolicy read(JsonNode document) {
        return PolicyDocument.read(JSON.convertValue(document, DOCUMENT));
    }

    private static List<String> looser(JsonNode policy, JsonNode than) {
        return PolicyOrder.looser(read(policy), read(than));
    }

    private static ObjectNode whole() {
        ObjectNode whole = json(WHOLE);
        return (ObjectNode) JSON.valueToTree(PolicyDocument.write(read(whole)));
    }

    /// The same document with another value at a place; without it for null.
    private static ObjectNode with(ObjectNode document, String pointer, JsonNode value) {
        ObjectNode changed = document.deepCopy();
        JsonPointer place = JsonPointer.compile(pointer);
        JsonNode parent = changed.at(place.head());
        String last = place.last().getMatchingProperty();
        if (parent instanceof ArrayNode list) {
            int index = Integer.parseInt(last);
            if (value.isNull()) {
                list.remove(index);
            } else if (index == list.size()) {
                list.add(value);
            } else {
                list.set(index, value);
            }
        } else if (value.isNull()) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
        return changed;
    }

    /// Each loosens one leaf: where it is changed, to what, and where that is found.
    private static final String LOOSENINGS = """
            /evidenceGraceSeconds                                    | 3601       | /evidenceGraceSeconds
            /spotlight                                               | `delimit`  | /spotlight
            /spotlight                                               | null       | /spotlight
            /egress/routingMembers                                   | `drop`     | /egress/routingMembers
            /egress/allowedHosts/1                                   | `b.example` | /egress/allowedHosts
            /onFailure                                               | `OPEN`     | /onFailure
            /timeoutMs                                               | 2001       | /timeoutMs
            /timeoutMs                                               | 1999       | /timeoutMs
            /detectors/pii.us_ssn                                    | false      | /detectors/pii.us_ssn
            /detectors/encoder                                       | false      | /detectors/encoder
            /stages/output                                           | null       | /stages/output/secret
            /stages/output/secret                                    | null       | /stages/output/secret
            /stages/output/secret/action                             | `ask`      | /stages/output/secret/action
            /stages/output/secret/threshold                          | 0.51       | /stages/output/secret/threshold
            /stages/output/secret/enabled                            | false      | /stages/output/secret
            /stages/output/secret/entities                           | [`AWS_ACCESS_KEY`] | /stages/output/secret/entities
            /stages/output/secret/languages                          | [`en`]     | /stages/output/secret/languages
            /stages/output/secret/exceptions                         | [{`roles`: [`auditor`], `action`: `ask`}] | /stages/output/secret/exceptions
            /stages/output/secret/onFailure                          | `OPEN`     | /stages/output/secret/onFailure
            /stages/output/onFailure                                 | `OPEN`     | /stages/output/onFailure
            /stages/output/secret/timeoutMs                          | 40         |
            /stages/output/system_prompt_leak/canary                 | null       | /stages/output/system_prompt_leak/canary
            /stages/output/system_prompt_leak/timeoutMs              | 39         | /stages/output/system_prompt_leak/timeoutMs
            /stages/input/timeoutMs                                  | 501        | /stages/input/timeoutMs
            /stages/input/onFailure                                  | `OPEN`     | /stages/input/onFailure
            /stages/input/pii/timeoutMs                              | 31         | /stages/input/pii/timeoutMs
            /stages/input/pii/onFailure                              | `OPEN`     | /stages/input/pii/onFailure
            /stages/input/pii/action                                 | `flag`     | /stages/input/pii/action
            /stages/input/pii/threshold                              | 0.55       | /stages/input/pii/threshold
            /stages/input/pii/operator/keepFirst                     | 2          | /stages/input/pii/operator
            /stages/input/pii/operator/keepLast                      | 3          | /stages/input/pii/operator
            /stages/input/pii/operator                               | `keep`     | /stages/input/pii/operator
            /stages/input/pii/operator                               | `placeholder` | /stages/input/pii/operator
            /stages/input/pii/operator/character                     | `#`        | /stages/input/pii/operator
            /stages/input/pii/entities/1                             | null       | /stages/input/pii/entities
            /stages/input/pii/languages/0                            | null       | /stages/input/pii/languages
            /stages/input/pii/entityRules/PERSON/action              | `allow`    | /stages/input/pii/entityRules/PERSON/action
            /stages/input/pii/entityRules/PERSON/threshold           | 0.7        | /stages/input/pii/entityRules/PERSON/threshold
            /stages/input/pii/entityRules/PERSON/operator            | `replace`  | /stages/input/pii/entityRules/PERSON/operator
            /stages/input/pii/entityRules/PERSON/escalate/0/from     | 0.9        | /stages/input/pii/entityRules/PERSON/escalate
            /stages/input/pii/entityRules/PERSON/escalate/0          | null       | /stages/input/pii/entityRules/PERSON/escalate
            /stages/input/pii/entityRules/EMAIL_ADDRESS              | {`action`: `flag`} | /stages/input/pii/entityRules/EMAIL_ADDRESS/action
            /stages/input/pii/exceptions/0/action                    | `allow`    | /stages/input/pii/exceptions
            /stages/input/pii/exceptions/0/roles/1                   | `ml-engineer` | /stages/input/pii/exceptions
            /stages/input/pii/exceptions/0/routes/1                  | `front`    | /stages/input/pii/exceptions
            /stages/input/pii/exceptions/0/roles                     | null       | /stages/input/pii/exceptions
            /stages/input/pii/exceptions/2                           | {`roles`: [`ml-engineer`], `action`: `allow`} | /stages/input/pii/exceptions
            /stages/input/jailbreak/escalate/1                       | null       | /stages/input/jailbreak/escalate
            /stages/input/jailbreak/escalate/1/from                  | 0.95       | /stages/input/jailbreak/escalate
            /stages/input/jailbreak/escalate/0/action                | `redact`   | /stages/input/jailbreak/escalate
            /stages/input/weapons                                    | {`action`: `redact`, `operator`: `decrypt`} | /stages/input/weapons/operator
            /tools                                                   | null       | /tools/default
            /tools/default                                           | `flag`     | /tools/default
            /tools/destructive                                       | `ask`      | /tools/destructive
            /tools/rules/0/action                                    | `allow`    |
            /tools/rules/0/name                                      | `searches` | /tools/rules/0
            /tools/rules/0                                           | {`name`: `sea*`, `action`: `allow`} | /tools/rules/0
            /tools/rules/1                                           | null       | /tools/rules
            /tools/rules/2                                           | {`name`: `mail`, `action`: `allow`} | /tools/rules/2
            /tools/rules/1/action                                    | `allow`    | /tools/rules/1
            /tools/rules/1/untaintedOnly                             | null       | /tools/rules/1
            /tools/rules/1/schema/type                               | `array`    | /tools/rules/1
            /tools/rules/1/schema                                    | null       | /tools/rules/1
            /tools/rules/1/arguments/to/allowed/1                    | `FR*`      | /tools/rules/1
            /tools/rules/1/arguments/to/allowed                      | []         | /tools/rules/1
            /tools/rules/1/arguments/to/denied/0                     | `*77`      | /tools/rules/1
            /tools/rules/1/arguments/to/required                     | false      | /tools/rules/1
            /tools/rules/1/arguments/to                              | null       | /tools/rules/1
            /tools/rules/1/limit/argument                            | `sum`      | /tools/rules/1
            /tools/rules/1/limit/perCall                             | 11         | /tools/rules/1
            /tools/rules/1/limit/perConversation                     | 21         | /tools/rules/1
            /tools/rules/1/limit                                     | null       | /tools/rules/1
            /allowList/0/value                                       | `other@example.com` | /allowList
            /allowList/0/entities/1                                  | `URL`      | /allowList
            /allowList/0/anyCase                                     | true       | /allowList
            /allowList/1/pattern                                     | `[a-z]+@y` | /allowList
            /allowList/2                                             | {`value`: `x`} | /allowList
            /denyList/0                                              | null       | /denyList
            /denyList/0/value                                        | `Alpha`    | /denyList
            /denyList/0/entity                                       | `PLAN`     | /denyList
            /denyList/0/category                                     | `pii`      | /denyList
            /denyList/0/score                                        | 0.7        | /denyList
            /customRecognizers                                       | null       | /customRecognizers
            /customRecognizers/0/name                                | `card`     | /customRecognizers
            /customRecognizers/0/entity                              | `CARD`     | /customRecognizers
            /customRecognizers/0/category                            | `secret`   | /customRecognizers
            /customRecognizers/0/languages/0                         | `de`       | /customRecognizers
            /customRecognizers/0/patterns/0/regex                    | `B-\\\\d{7}` | /customRecognizers
            /customRecognizers/0/patterns/0/score                    | 0.3        | /customRecognizers
            /customRecognizers/0/checksum                            | `mod97`    | /customRecognizers
            /customRecognizers/0/context                             | null       | /customRecognizers
            /customRecognizers/0/context/0                           | `pass`     | /customRecognizers
            """;

    private record Loosening(String pointer, JsonNode value, String found) {}

    private static List<Loosening> loosenings() {
        List<Loosening> all = new ArrayList<>();
        for (String line : LOOSENINGS.strip().lines().toList()) {
            String[] parts = line.split("\\|", -1);
            all.add(new Loosening(
                    parts[0].strip(), JSON.readTree(parts[1].strip().replace('`', '"')), parts[2].strip()));
        }
        return all;
    }

    @Test
    void findsWhicheverLeafIsLoosened() {
        ObjectNode whole = whole();
        for (Loosening loosening : loosenings()) {
            ObjectNode changed = with(whole, loosening.pointer(), loosening.value());
            if (loosening.found().isEmpty()) {
                assertThat(looser(changed, whole)).as(loosening.toString()).isEmpty();
            } else {
                assertThat(looser(changed, whole)).as(loosening.toString()).contains(loosening.found());
            }
        }
    }

    /// So that no member is added and forgotten here: what a document says is loosened above, but for the words
    /// of a message.
    @Test
    void looksAtEveryMember() {
        Set<String> loosened = new TreeSet<>();
        loosenings().forEach(each -> loosened.add(each.pointer().replaceAll("/\\d+(?=/|$)", "/0")));
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

    /// Each makes a document stricter, if it does anything.
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
                    chain.stream().map(PolicyOrderTest::read).toList();
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
        List<Loosening> all = loosenings();
        ObjectNode changed = document;
        for (int i = 0; i < steps; i++) {
            ObjectNode next = changed.deepCopy();
            try {
                if (random.nextBoolean()) {
                    STRICTER.get(random.nextInt(STRICTER.size())).accept(next, random);
                } else {
                    Loosening each = all.get(random.nextInt(all.size()));
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

    /// What is called no looser is tried on findings and on calls of tools.
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
                    for (int i = 0; i < 300; i++) {
                        requireNoLess(pair.get(0), pair.get(1), random, "seed " + seed);
                    }
                }
            }
        }
        assertThat(compared).as("pairs that could be compared").isGreaterThan(20);
    }

    private static void requireNoLess(GuardPolicy policy, GuardPolicy than, Random random, String seed) {
        Stage stage = one(random, Stage.INPUT, Stage.OUTPUT);
        Category category =
                one(random, Category.PII, Category.SECRET, Category.JAILBREAK, Category.TOXICITY, Category.WEAPONS);
        String entity = one(random, "EMAIL_ADDRESS", "PERSON", "URL", "AWS_ACCESS_KEY");
        Finding finding = new Finding("test", category, entity, 0, 1, random.nextInt(101) / 100.0, null);
        List<String> roles = one(random, List.of(), List.of("auditor"), List.of("ml-engineer", "auditor"));
        String route = one(random, "desk", "lab", "front");
        StageRules rules = policy.forCall(roles, route).rules(stage);
        StageRules before = than.forCall(roles, route).rules(stage);
        assertThat(before.actionFor(finding).isStricterThan(rules.actionFor(finding)))
                .as("%s: %s for %s on %s", seed, finding, roles, route)
                .isFalse();
        ToolCall call = new ToolCall(
                one(random, "search", "searches", "sea", "pay", "pay_now", "mail", "delete_all", "read"),
                Map.of("to", one(random, "DE1", "DE7", "FR1"), "amount", random.nextInt(25)));
        boolean tainted = random.nextBoolean();
        assertThat(new ToolCalls(policy.tools(), tainted).judge(call).action())
                .as("%s: %s", seed, call)
                .isGreaterThanOrEqualTo(
                        new ToolCalls(than.tools(), tainted).judge(call).action());
    }

    @SafeVarargs
    private static <T> T one(Random random, T... all) {
        return all[random.nextInt(all.length)];
    }
}
