package io.plumbline.guardrails.tool;

import io.plumbline.guardrails.tool.ToolRule.ArgumentRule;
import io.plumbline.guardrails.tool.ToolRule.SpendingLimit;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Judges the tool calls of one conversation in order, and records the spending. Not thread-safe.
public final class ToolCalls {

    private static final int LONGEST_VALUE = 10_000;

    private final ToolRules rules;
    private final boolean tainted;
    private final Map<String, Double> spent = new HashMap<>();

    /// @param tainted whether the conversation contains untrusted text, which may have caused the calls
    public ToolCalls(ToolRules rules, boolean tainted) {
        this.rules = rules;
        this.tainted = tainted;
    }

    /// Records a call from earlier in the conversation: its spending counts.
    public void made(ToolCall call) {
        SpendingLimit limit = rules.ruleFor(call.tool()).limit();
        if (limit != null) {
            amount(call.at(limit.argument())).ifPresent(amount -> spend(call, limit, amount));
        }
    }

    /// Judges a call. One that is allowed, or that a person may allow, counts as made.
    public ToolDecision judge(ToolCall call) {
        ToolRule rule = rules.ruleFor(call.tool());
        if (rule.action() == ToolAction.BLOCK) {
            return ToolDecision.denied(ToolAction.BLOCK, "TOOL", "the policy does not allow this tool");
        }
        if (rule.untaintedOnly() && tainted) {
            return ToolDecision.denied(
                    ToolAction.BLOCK,
                    "TAINTED",
                    "untrusted text is in the conversation, and this tool may not follow it");
        }
        boolean checksArguments = !rule.arguments().isEmpty() || rule.schema() != null || rule.limit() != null;
        if (checksArguments && call.arguments() == null) {
            return ToolDecision.malformed("the arguments are no JSON object");
        }
        Optional<ToolDecision> wrong =
                arguments(call, rule).or(() -> schema(call, rule)).or(() -> limit(call, rule.limit()));
        if (wrong.isPresent()) {
            return wrong.get();
        }
        return rule.action() == ToolAction.ALLOW
                ? ToolDecision.ALLOWED
                : ToolDecision.denied(rule.action(), "TOOL", "the policy wants calls of this tool to be looked at");
    }

    private static Optional<ToolDecision> arguments(ToolCall call, ToolRule rule) {
        for (Map.Entry<String, ArgumentRule> entry : rule.arguments().entrySet()) {
            Object value = call.at(entry.getKey());
            ArgumentRule wanted = entry.getValue();
            if (value == null) {
                if (wanted.required()) {
                    return Optional.of(ToolDecision.malformed("an argument is missing: " + entry.getKey()));
                }
            } else if (!isAllowed(value, wanted)) {
                return Optional.of(ToolDecision.denied(
                        ToolAction.BLOCK,
                        "ARGUMENT",
                        "an argument has a value that is not allowed: " + entry.getKey()));
            }
        }
        return Optional.empty();
    }

    private static boolean isAllowed(Object value, ArgumentRule rule) {
        if (value instanceof List<?> list) {
            return list.stream().allMatch(each -> each != null && isAllowed(each, rule));
        }
        String text = String.valueOf(value);
        boolean fits = rule.allowed().isEmpty()
                || rule.allowed().stream().anyMatch(pattern -> Wildcard.matches(pattern, text));
        return text.length() <= LONGEST_VALUE
                && fits
                && rule.denied().stream().noneMatch(pattern -> Wildcard.matches(pattern, text));
    }

    private static Optional<ToolDecision> schema(ToolCall call, ToolRule rule) {
        Map<String, ?> schema = rule.schema();
        return schema == null
                ? Optional.empty()
                : ArgumentSchema.fault(schema, call.arguments())
                        .map(path -> ToolDecision.malformed("the arguments do not keep the schema at " + path));
    }

    private Optional<ToolDecision> limit(ToolCall call, @Nullable SpendingLimit limit) {
        if (limit == null) {
            return Optional.empty();
        }
        Optional<Double> amount = amount(call.at(limit.argument()));
        if (amount.isEmpty()) {
            return Optional.of(ToolDecision.malformed("no amount: " + limit.argument()));
        }
        double sum = amount.get();
        double before = spent.getOrDefault(key(call, limit), 0.0);
        if (sum < 0 || sum > limit.perCall() || before + sum > limit.perConversation()) {
            return Optional.of(ToolDecision.denied(
                    ToolAction.BLOCK, "SPENDING_LIMIT", "more than may be spent: " + limit.argument()));
        }
        spend(call, limit, sum);
        return Optional.empty();
    }

    private static Optional<Double> amount(@Nullable Object value) {
        if (value instanceof Number number) {
            double amount = number.doubleValue();
            return Double.isFinite(amount) ? Optional.of(amount) : Optional.empty();
        }
        if (value instanceof String text && text.length() <= 30) {
            try {
                return Optional.of(new BigDecimal(text.strip()).doubleValue());
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void spend(ToolCall call, SpendingLimit limit, double amount) {
        spent.merge(key(call, limit), Math.max(0, amount), Double::sum);
    }

    /// Calls of different tools under one rule share its limit.
    private String key(ToolCall call, SpendingLimit limit) {
        return rules.ruleFor(call.tool()).name() + " " + limit.argument();
    }
}
