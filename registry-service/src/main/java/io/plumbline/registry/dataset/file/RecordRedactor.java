package io.plumbline.registry.dataset.file;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.Additions;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Measure;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.guardrails.tool.ToolRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Redacts personal data and credentials in the texts of records. Member names, the `id` and numbers stay
/// unchanged, and so do dates, general places, organisations, ages and titles: they reveal little alone, and
/// texts are meaningless without them. Not thread-safe.
///
/// The text encoder for names takes about a second per 50 KB, so it inspects only the first texts.
public final class RecordRedactor {

    private static final int ENCODED_CHARACTERS = 256 * 1024;
    private static final String ID = "id";
    private static final List<String> OF_EVERYDAY_TALK =
            List.of("LOCATION", "ORGANIZATION", "DATE_TIME", "URL", "NRP", "AGE", "TITLE", "JOB_TITLE");

    private final GuardEngine guard;
    private final GuardPolicy policy;
    private final GuardPolicy byRules;
    private final PlaceholderVault vault = PlaceholderVault.fresh();
    private long characters;

    /// @param operator the replacement of findings: one that needs no key and keeps nothing
    public RecordRedactor(GuardEngine guard, Operator operator) {
        this.guard = guard;
        this.policy = policy(operator, Set.of());
        this.byRules = policy(operator, Set.of(GuardPolicy.ENCODER));
    }

    private static GuardPolicy policy(Operator operator, Set<String> switchedOff) {
        Rule secrets = Rule.of(Action.REDACT).withOperator(operator);
        Rule data = secrets;
        for (String entity : OF_EVERYDAY_TALK) {
            data = data.withEntity(entity, Measure.of(Action.ALLOW));
        }
        StageRules rules = StageRules.of(Map.of(Category.PII, data, Category.SECRET, secrets));
        return new GuardPolicy(
                Map.of(Stage.RETRIEVAL, rules),
                FailureMode.CLOSED,
                GuardPolicy.LONGEST_TIMEOUT_MS,
                switchedOff,
                ToolRules.NONE,
                Additions.NONE);
    }

    /// Returns the redacted record.
    Map<String, @Nullable Object> redact(Map<String, @Nullable Object> members) {
        Map<String, @Nullable Object> redacted = new LinkedHashMap<>();
        members.forEach((name, value) -> redacted.put(name, name.equals(ID) ? value : redact(name, value)));
        return redacted;
    }

    private @Nullable Object redact(String name, @Nullable Object value) {
        return switch (value) {
            case String text -> text(name, text);
            case List<?> list -> {
                List<@Nullable Object> all = new ArrayList<>(list.size());
                list.forEach(each -> all.add(redact(name, each)));
                yield all;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> all = new LinkedHashMap<>();
                map.forEach((member, each) -> all.put(String.valueOf(member), redact(String.valueOf(member), each)));
                yield all;
            }
            case null -> null;
            default -> value;
        };
    }

    /// The name of a member or column is the context of a bare number.
    private String text(String name, String value) {
        String context = name + ": ";
        String redacted = inspected(context + value);
        return redacted.startsWith(context) ? redacted.substring(context.length()) : inspected(value);
    }

    private String inspected(String text) {
        characters += text.length();
        if (characters <= ENCODED_CHARACTERS) {
            Inspection inspection = guard.inspect(Stage.RETRIEVAL, text, policy, vault);
            if (inspection.failures().isEmpty()) {
                return inspection.text();
            }
        }
        Inspection inspection = guard.inspect(Stage.RETRIEVAL, text, byRules, vault);
        if (!inspection.failures().isEmpty()) {
            throw DatasetProblem.TOO_MANY_UPLOADS.because(
                    "A text could not be inspected in time. Try again in a moment.");
        }
        return inspection.text();
    }
}
