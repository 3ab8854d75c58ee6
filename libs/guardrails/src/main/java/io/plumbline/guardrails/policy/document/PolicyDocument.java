package io.plumbline.guardrails.policy.document;

import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.OverloadMode;
import io.plumbline.guardrails.policy.Placeholders;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.spotlight.Spotlight;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.egress.EgressRules;
import io.plumbline.personaldata.egress.EgressRules.RoutingMembers;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads and writes a policy as the maps and lists that any JSON or YAML library makes of the document; this
/// library therefore needs none. Rejects unknown fields: a misspelt rule must not silently guard nothing.
public final class PolicyDocument {

    private static final int MAX_DETECTORS = 500;

    /// The members of a stage besides its rules.
    private static final Set<String> OF_STAGE = Set.of("onFailure", "timeoutMs");

    private static final String SPOTLIGHT = "spotlight";
    private static final String EGRESS = "egress";
    private static final String ROUTING_MEMBERS = "routingMembers";
    private static final String ALLOWED_HOSTS = "allowedHosts";
    private static final String OFF = "off";
    private static final String GRACE = "evidenceGraceSeconds";
    private static final String PLACEHOLDERS = "placeholders";
    private static final String OVERLOAD = "onOverload";

    private static final Set<String> FIELDS = fields();

    private PolicyDocument() {}

    private static Set<String> fields() {
        Set<String> fields = new HashSet<>(Set.of(
                "stages",
                "onFailure",
                "timeoutMs",
                "detectors",
                "tools",
                SPOTLIGHT,
                EGRESS,
                GRACE,
                PLACEHOLDERS,
                OVERLOAD));
        fields.addAll(AdditionsDocument.FIELDS);
        return Set.copyOf(fields);
    }

    /// The policy of a document.
    ///
    /// @throws PolicyFormatException at the first error, with its JSON pointer
    public static GuardPolicy read(Map<String, ?> document) {
        PolicyNode root = PolicyNode.of(document, "");
        root.refuseOthers(FIELDS);
        Map<Stage, StageRules> stages = new EnumMap<>(Stage.class);
        PolicyNode byStage = root.object("stages");
        for (String name : byStage.names()) {
            Stage stage = Stage.of(name).orElseThrow(() -> byStage.wrong(name, "is not the name of a known stage"));
            stages.put(stage, stageRules(byStage.object(name)));
        }
        return new GuardPolicy(
                stages,
                Objects.requireNonNullElse(root.failureMode("onFailure"), FailureMode.CLOSED),
                Objects.requireNonNullElse(root.timeout("timeoutMs"), GuardPolicy.DEFAULT_TIMEOUT_MS),
                switchedOff(root),
                ToolSection.read(document.get("tools"), "/tools"),
                AdditionsDocument.read(root),
                spotlight(document.get(SPOTLIGHT)),
                egress(root.objectOrNone(EGRESS, 2)),
                root.whole(
                        GRACE,
                        0,
                        GuardPolicy.LONGEST_EVIDENCE_GRACE_SECONDS,
                        GuardPolicy.DEFAULT_EVIDENCE_GRACE_SECONDS),
                placeholders(document.get(PLACEHOLDERS)),
                // A document from before there was this member refuses, as it did.
                root.has(OVERLOAD)
                        ? root.named(OVERLOAD, OverloadMode::of, "mode: DEGRADE or REFUSE")
                        : OverloadMode.REFUSE);
    }

    private static Placeholders placeholders(@Nullable Object value) {
        if (value == null) {
            return Placeholders.CONVERSATION;
        }
        for (Placeholders each : Placeholders.values()) {
            if (each.name().equals(value)) {
                return each;
            }
        }
        throw new PolicyFormatException("/" + PLACEHOLDERS, "must be CONVERSATION, TEAM or CALL");
    }

    private static EgressRules egress(PolicyNode section) {
        section.refuseOthers(Set.of(ROUTING_MEMBERS, ALLOWED_HOSTS));
        return new EgressRules(
                section.has(ROUTING_MEMBERS)
                        ? section.named(ROUTING_MEMBERS, RoutingMembers::of, "action: refuse or drop")
                        : EgressRules.DEFAULT.routingMembers(),
                section.strings(
                        ALLOWED_HOSTS,
                        EgressRules.MOST_HOSTS,
                        EgressRules::isHost,
                        "hosts in lower case, such as wiki.example.com or *.example.com, without scheme, port or path;"
                                + " internationalized names as xn--"));
    }

    private static Map<String, Object> write(EgressRules egress) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put(ROUTING_MEMBERS, egress.routingMembers().wireName());
        section.put(ALLOWED_HOSTS, egress.allowedHosts().stream().sorted().toList());
        return section;
    }

    private static Spotlight.@Nullable Method spotlight(@Nullable Object value) {
        if (value == null || value.equals(OFF)) {
            return null;
        }
        for (Spotlight.Method method : Spotlight.Method.values()) {
            if (wireName(method).equals(value)) {
                return method;
            }
        }
        throw new PolicyFormatException("/" + SPOTLIGHT, "must be off, delimit, datamark or encode");
    }

    private static String wireName(Spotlight.Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    private static StageRules stageRules(PolicyNode document) {
        Map<Category, Rule> rules = new EnumMap<>(Category.class);
        for (String name : document.names()) {
            if (!OF_STAGE.contains(name)) {
                Category category = Category.of(name)
                        .orElseThrow(() -> document.wrong(name, "is not the name of a known category"));
                rules.put(category, RuleDocument.read(category, document.object(name)));
            }
        }
        return StageRules.of(rules, RuleDocument.failure(document));
    }

    private static Set<String> switchedOff(PolicyNode root) {
        PolicyNode detectors = root.objectOrNone("detectors", MAX_DETECTORS);
        Set<String> off = new HashSet<>();
        for (String name : detectors.names()) {
            if (!detectors.flag(name, true)) {
                off.add(name);
            }
        }
        return off;
    }

    /// The document of a policy, with every default written out.
    public static Map<String, Object> write(GuardPolicy policy) {
        Map<String, Object> stages = new LinkedHashMap<>();
        policy.stages().forEach((stage, rules) -> {
            Map<String, Object> byCategory = new LinkedHashMap<>();
            rules.asMap().forEach((category, rule) -> byCategory.put(category.wireName(), RuleDocument.write(rule)));
            RuleDocument.write(rules.failure(), byCategory);
            stages.put(stage.wireName(), byCategory);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("stages", stages);
        document.put("onFailure", policy.onFailure().name());
        document.put("timeoutMs", policy.timeoutMs());
        document.put(GRACE, policy.evidenceGraceSeconds());
        document.put(OVERLOAD, policy.onOverload().name());
        if (!policy.switchedOff().isEmpty()) {
            Map<String, Object> detectors = new TreeMap<>();
            policy.switchedOff().forEach(name -> detectors.put(name, false));
            document.put("detectors", detectors);
        }
        if (!policy.tools().isIdle()) {
            document.put("tools", ToolSection.write(policy.tools()));
        }
        if (policy.spotlight() != null) {
            document.put(SPOTLIGHT, wireName(policy.spotlight()));
        }
        if (policy.placeholders() != Placeholders.CONVERSATION) {
            document.put(PLACEHOLDERS, policy.placeholders().name());
        }
        if (!policy.egress().equals(EgressRules.DEFAULT)) {
            document.put(EGRESS, write(policy.egress()));
        }
        AdditionsDocument.write(policy.additions(), document);
        return document;
    }
}
