package io.plumbline.guardrails.policy.order;

import io.plumbline.guardrails.policy.order.FirstMatch.Pair;
import io.plumbline.guardrails.tool.ToolAction;
import io.plumbline.guardrails.tool.ToolRule;
import io.plumbline.guardrails.tool.ToolRule.ArgumentRule;
import io.plumbline.guardrails.tool.ToolRule.SpendingLimit;
import io.plumbline.guardrails.tool.ToolRules;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds where one section `tools` of a policy allows what another does not. Part of [PolicyOrder].
final class ToolOrder {

    private final ToolRules before;
    private final ToolRules after;
    private final Set<String> looser = new LinkedHashSet<>();

    private ToolOrder(ToolRules before, ToolRules after) {
        this.before = before;
        this.after = after;
    }

    /// The places in the later section, as JSON Pointers into it; empty if it is at least as strict.
    static Set<String> looser(ToolRules before, ToolRules after) {
        ToolOrder order = new ToolOrder(before, after);
        order.unnamed();
        order.named();
        order.patterns();
        return order.looser;
    }

    private void unnamed() {
        if (isLooser(before.otherwise(), after.otherwise())) {
            looser.add("/default");
        } else if (isLooser(before.unnamedDestructive(), after.unnamedDestructive())) {
            looser.add("/destructive");
        }
    }

    /// Compares tools that either section names literally.
    private void named() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (ToolRules each : List.of(before, after)) {
            each.rules().stream().filter(ToolRule::isForOne).map(ToolRule::name).forEach(names::add);
        }
        for (String name : names) {
            compare(before.ruleFor(name), after.ruleFor(name));
        }
    }

    /// Compares all other tools. Whether an unknown tool's name has a destructive verb is not known here: the
    /// earlier section is read at its stricter interpretation, the later at its milder.
    private void patterns() {
        for (Pair<ToolRule> pair :
                FirstMatch.pairs(patterns(before), patterns(after), ToolRule::covers, (_, _) -> true)) {
            if (pair.before() != null || pair.after() != null) {
                compare(
                        Objects.requireNonNullElseGet(
                                pair.before(), () -> ToolRule.of("*", before.unnamedDestructive())),
                        Objects.requireNonNullElseGet(pair.after(), () -> ToolRule.of("*", after.otherwise())));
            }
        }
    }

    private static List<ToolRule> patterns(ToolRules rules) {
        List<ToolRule> patterns = new ArrayList<>(rules.rules());
        patterns.removeIf(ToolRule::isForOne);
        return patterns;
    }

    private void compare(ToolRule was, ToolRule is) {
        if (!isAtLeastAsStrict(is, was)) {
            int index = after.rules().indexOf(is);
            looser.add(index < 0 ? "/rules" : "/rules/" + index);
        }
    }

    private static boolean isLooser(ToolAction was, ToolAction is) {
        return is.compareTo(was) < 0;
    }

    private static boolean isAtLeastAsStrict(ToolRule is, ToolRule was) {
        if (is.action() == ToolAction.BLOCK) {
            return true;
        }
        return !isLooser(was.action(), is.action())
                && (is.untaintedOnly() || !was.untaintedOnly())
                && (was.schema() == null || was.schema().equals(is.schema()))
                && keepsArguments(is.arguments(), was.arguments())
                && keepsLimit(is, was);
    }

    private static boolean keepsArguments(Map<String, ArgumentRule> is, Map<String, ArgumentRule> was) {
        return was.entrySet().stream()
                .allMatch(argument -> keepsArgument(is.get(argument.getKey()), argument.getValue()));
    }

    private static boolean keepsArgument(@Nullable ArgumentRule is, ArgumentRule was) {
        if (is == null) {
            return was.allowed().isEmpty() && was.denied().isEmpty() && !was.required();
        }
        boolean allowsNoOther = was.allowed().isEmpty()
                || (!is.allowed().isEmpty()
                        && is.allowed().stream().allMatch(pattern -> isCovered(pattern, was.allowed())));
        return allowsNoOther
                && was.denied().stream().allMatch(pattern -> isCovered(pattern, is.denied()))
                && (is.required() || !was.required());
    }

    private static boolean isCovered(String pattern, List<String> by) {
        return by.stream().anyMatch(each -> ToolRule.covers(each, pattern));
    }

    /// Tools of one rule share its limit; under another rule they would not.
    private static boolean keepsLimit(ToolRule is, ToolRule was) {
        SpendingLimit limit = was.limit();
        SpendingLimit now = is.limit();
        return limit == null
                || (now != null
                        && now.argument().equals(limit.argument())
                        && now.perCall() <= limit.perCall()
                        && now.perConversation() <= limit.perConversation()
                        && (limit.perConversation() == Double.MAX_VALUE
                                || is.name().equals(was.name())));
    }
}
