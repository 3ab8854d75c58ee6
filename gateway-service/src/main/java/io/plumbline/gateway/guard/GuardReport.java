package io.plumbline.gateway.guard;

import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.output.InsecureOutputDetector;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The findings and actions of the guards in one call: counts and actions, never a value. Not thread-safe.
public final class GuardReport {

    private static final String ENCODER = "encoder";
    private static final Finding WITHHELD =
            new Finding("egress", Category.INSECURE_OUTPUT, InsecureOutputDetector.EXFILTRATION, 0, 0, 1, null);

    private final Map<Category, Action> actions = new EnumMap<>(Category.class);
    private final Map<Category, Integer> redacted = new EnumMap<>(Category.class);
    private final TreeMap<String, Integer> findings = new TreeMap<>();
    private final FoundKinds found = new FoundKinds();
    private final List<TextPlace> asked = new ArrayList<>();
    private boolean incomplete;
    private boolean degraded;
    private long nanos;

    void looked(StageRules rules) {
        for (Category category : rules.categories()) {
            actions.putIfAbsent(category, Action.ALLOW);
        }
    }

    public void add(Stage stage, Inspection inspection) {
        incomplete |= !inspection.failures().isEmpty();
        degraded |= inspection.isDegraded();
        inspection.actions().forEach((category, action) -> actions.merge(category, action, Action::or));
        add(stage, inspection.findings(), inspection.rules());
    }

    public void add(Stage stage, List<Finding> all, StageRules rules) {
        for (Finding finding : all) {
            Action action = rules.actionFor(finding);
            found.add(stage, finding, action);
            if (action == Action.REDACT) {
                redacted.merge(finding.category(), 1, Integer::sum);
            }
            if (action != Action.ALLOW || finding.score() >= Finding.REPORTED_FROM) {
                findings.merge(nameOf(finding), 1, Integer::sum);
            }
            actions.merge(finding.category(), action, Action::or);
        }
    }

    /// Records a decision that is not a finding in a text, such as one about a tool.
    public void decided(Category category, String entityType, Action action) {
        actions.merge(category, action, Action::or);
        findings.merge(category.wireName(), 1, Integer::sum);
        found.add(Stage.TOOL, new Finding("tools", category, entityType, 0, 0, 1, null), action);
        if (action == Action.REDACT) {
            redacted.merge(category, 1, Integer::sum);
        }
    }

    /// Records how many of the caller's own values were not restored because they would have become part of
    /// addresses.
    public void withheld(int values) {
        for (int i = 0; i < values; i++) {
            actions.merge(Category.INSECURE_OUTPUT, Action.REDACT, Action::or);
            findings.merge(Category.INSECURE_OUTPUT.wireName(), 1, Integer::sum);
            redacted.merge(Category.INSECURE_OUTPUT, 1, Integer::sum);
            found.add(Stage.OUTPUT, WITHHELD, Action.REDACT);
        }
    }

    /// Records choices of an answer that do not have the requested form.
    public void offSchema(int choices) {
        for (int i = 0; i < choices; i++) {
            actions.merge(Category.SCHEMA, Action.FLAG, Action::or);
            findings.merge(Category.SCHEMA.wireName(), 1, Integer::sum);
            found.add(Stage.OUTPUT, new Finding("form", Category.SCHEMA, "ANSWER", 0, 0, 1, null), Action.FLAG);
        }
    }

    /// Records that this place requires an approval.
    void asks(TextPlace place) {
        asked.add(place);
    }

    /// Returns the places of the request that require an approval.
    public List<TextPlace> asked() {
        return List.copyOf(asked);
    }

    /// Returns the number of redactions.
    public int redactions() {
        return redacted.values().stream().mapToInt(Integer::intValue).sum();
    }

    public void notLookedAt() {
        incomplete = true;
    }

    public void took(long more) {
        nanos += more;
    }

    private static String nameOf(Finding finding) {
        return finding.category() == Category.PII || finding.category() == Category.SECRET
                ? finding.entityType()
                : finding.category().wireName();
    }

    /// Whether a detector failed or was late, so that text may contain what the policy redacts.
    public boolean isIncomplete() {
        return incomplete;
    }

    /// Returns what the guards skipped because time ran out: `encoder`.
    public List<String> skipped() {
        return degraded ? List.of(ENCODER) : List.of();
    }

    /// Returns the number of findings by entity type (`EMAIL_ADDRESS`) or category (`prompt_injection`).
    public Map<String, Integer> findings() {
        return Map.copyOf(findings);
    }

    /// Returns the findings by kind and score, including weak ones.
    public List<CallFinding> found() {
        return found.strictestFirst();
    }

    /// Returns the time that the guards took, in nanoseconds.
    public long nanos() {
        return nanos;
    }

    /// Returns the value of the header `x-plumbline-guardrails`, such as `pii=redact:3;injection=allow`. Personal
    /// data and attacks are always named if they were inspected for, other categories if something was found;
    /// `none` under a policy that detects nothing. `skipped=encoder` follows if rules and n-grams decided alone
    /// because time ran out.
    public String header() {
        StringBuilder header = new StringBuilder();
        for (Map.Entry<Category, Action> entry : actions.entrySet()) {
            Category category = entry.getKey();
            if (category == Category.PROMPT_INJECTION) {
                append(
                        "injection",
                        entry.getValue().or(actions.getOrDefault(Category.JAILBREAK, Action.ALLOW)),
                        0,
                        header);
            } else if (category == Category.JAILBREAK) {
                if (!actions.containsKey(Category.PROMPT_INJECTION)) {
                    append("injection", entry.getValue(), 0, header);
                }
            } else if (category == Category.PII || entry.getValue() != Action.ALLOW) {
                append(category.wireName(), entry.getValue(), redacted.getOrDefault(category, 0), header);
            }
        }
        if (header.isEmpty()) {
            header.append("none");
        }
        if (degraded) {
            header.append(";skipped=").append(ENCODER);
        }
        return header.toString();
    }

    private static void append(String name, Action action, int count, StringBuilder header) {
        if (!header.isEmpty()) {
            header.append(';');
        }
        header.append(name).append('=').append(action.wireName());
        if (count > 0) {
            header.append(':').append(count);
        }
    }
}
