package io.plumbline.guardrails.policy.order;

import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A document with a value in every member, and a loosening of each.
final class LoosenedPolicy {

    static final JsonMapper JSON = new JsonMapper();
    static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private static final Map<String, Additions> COMPILED = new ConcurrentHashMap<>();

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
             "onFailure": "CLOSED", "timeoutMs": 2000, "evidenceGraceSeconds": 3600, "onOverload": "REFUSE", "spotlight": "datamark",
             "placeholders": "CALL",
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

    private static final ObjectNode WRITTEN = JSON.valueToTree(PolicyDocument.write(readAtOnce(json(WHOLE))));

    private static final Set<String> ADDITIONS = Set.of("allowList", "denyList", "customRecognizers");

    private LoosenedPolicy() {}

    static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('`', '"'));
    }

    private static GuardPolicy readAtOnce(ObjectNode document) {
        return PolicyDocument.read(JSON.convertValue(document, DOCUMENT));
    }

    /// Reads a document. Its additions are compiled once for all documents with the same ones: that takes longer
    /// than everything else in these tests.
    static GuardPolicy read(ObjectNode document) {
        ObjectNode added = json("{`stages`: {}}");
        ADDITIONS.stream().filter(document::has).forEach(field -> added.set(field, document.path(field)));
        Additions additions = COMPILED.computeIfAbsent(
                added.toString(), _ -> readAtOnce(added).additions());
        GuardPolicy rest = readAtOnce(document.deepCopy().remove(ADDITIONS));
        return new GuardPolicy(
                rest.stages(),
                rest.onFailure(),
                rest.timeoutMs(),
                rest.switchedOff(),
                rest.tools(),
                additions,
                rest.spotlight(),
                rest.egress(),
                rest.evidenceGraceSeconds(),
                rest.placeholders(),
                rest.onOverload());
    }

    static List<String> looser(ObjectNode policy, ObjectNode than) {
        return PolicyOrder.looser(read(policy), read(than));
    }

    static ObjectNode whole() {
        return WRITTEN.deepCopy();
    }

    /// The same document with another value at a place; null removes it.
    static ObjectNode with(ObjectNode document, String pointer, JsonNode value) {
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

    /// Each row loosens one leaf: the changed place, the new value, and the reported place.
    private static final String TABLE = """
            /placeholders                                            | null       | /placeholders
            /placeholders                                            | `TEAM`     | /placeholders
            /onOverload                                              | `DEGRADE`  | /onOverload
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

    static final List<Loosening> LOOSENINGS =
            TABLE.strip().lines().map(LoosenedPolicy::loosening).toList();

    record Loosening(String pointer, JsonNode value, String found) {}

    private static Loosening loosening(String line) {
        String[] parts = line.split("\\|", -1);
        return new Loosening(parts[0].strip(), JSON.readTree(parts[1].strip().replace('`', '"')), parts[2].strip());
    }
}
