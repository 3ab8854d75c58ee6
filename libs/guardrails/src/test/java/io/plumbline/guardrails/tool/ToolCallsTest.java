package io.plumbline.guardrails.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.tool.ToolRule.ArgumentRule;
import io.plumbline.guardrails.tool.ToolRule.SpendingLimit;
import io.plumbline.personaldata.detect.Category;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolCallsTest {

    private static ToolCall call(String tool, Map<String, ?> arguments) {
        return new ToolCall(tool, arguments);
    }

    private static ToolDecision judge(ToolRules rules, ToolCall call) {
        return new ToolCalls(rules, false).judge(call);
    }

    private static ToolRules rules(ToolRule... rules) {
        return new ToolRules(ToolAction.ALLOW, ToolAction.ALLOW, List.of(rules));
    }

    private static ToolRule rule(
            Map<String, ArgumentRule> arguments, @Nullable Map<String, ?> schema, @Nullable SpendingLimit limit) {
        return new ToolRule("*", ToolAction.ALLOW, arguments, schema, limit, false);
    }

    @Test
    void goesByTheFirstRuleWhoseNameFits() {
        ToolRules rules = new ToolRules(
                ToolAction.BLOCK,
                ToolAction.ALLOW,
                List.of(
                        ToolRule.of("crm.delete*", ToolAction.ASK),
                        ToolRule.of("CRM.*", ToolAction.ALLOW),
                        ToolRule.of("search", ToolAction.FLAG)));
        assertThat(judge(rules, call("crm.delete_user", Map.of())).action()).isEqualTo(ToolAction.ASK);
        assertThat(judge(rules, call("crm.read", Map.of())).action()).isEqualTo(ToolAction.ALLOW);
        assertThat(judge(rules, call("search", Map.of())).action()).isEqualTo(ToolAction.FLAG);
        ToolDecision unknown = judge(rules, call("research", Map.of()));
        assertThat(unknown.action()).isEqualTo(ToolAction.BLOCK);
        assertThat(unknown.category()).isEqualTo(Category.TOOL_DENIED);
        assertThat(rules.mayBeOffered("research", false)).isFalse();
        assertThat(rules.mayBeOffered("crm.delete_user", false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delete_user", "sendEmail", "files.drop", "DROP_TABLE", "transferMoney", "orders-cancel"})
    void asksBeforeWhatCannotBeTakenBack(String tool) {
        ToolRules rules = new ToolRules(ToolAction.ALLOW, ToolAction.ASK, List.of());
        assertThat(judge(rules, call(tool, Map.of())).action()).isEqualTo(ToolAction.ASK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"get_user", "sender_lookup", "dropdown_options", "list_payments", "undelete"})
    void knowsVerbsFromWordsThatContainThem(String tool) {
        ToolRules rules = new ToolRules(ToolAction.ALLOW, ToolAction.ASK, List.of());
        assertThat(judge(rules, call(tool, Map.of())).action()).isEqualTo(ToolAction.ALLOW);
    }

    @Test
    void looksAtArgumentsWhereverTheyLie() {
        ToolRules rules = rules(rule(
                Map.of(
                        "mail.to", new ArgumentRule(List.of("*@example.com"), List.of("ceo@*"), true),
                        "path", new ArgumentRule(List.of(), List.of("*..*", "/etc/*"), false)),
                null,
                null));
        assertThat(judge(rules, call("t", Map.of("mail", Map.of("to", "jane@example.com"))))
                        .action())
                .isEqualTo(ToolAction.ALLOW);
        assertThat(judge(rules, call("t", Map.of("mail", Map.of("to", List.of("jane@example.com", "x@evil.example")))))
                        .entityType())
                .isEqualTo("ARGUMENT");
        assertThat(judge(rules, call("t", Map.of("mail", Map.of("to", "ceo@example.com"))))
                        .action())
                .isEqualTo(ToolAction.BLOCK);
        assertThat(judge(rules, call("t", Map.of("path", "a"))).category()).isEqualTo(Category.SCHEMA);
        assertThat(judge(rules, call("t", Map.of("mail", Map.of("to", "a@example.com"), "path", "x/../../etc/passwd")))
                        .action())
                .isEqualTo(ToolAction.BLOCK);
    }

    @Test
    void holdsArgumentsToASchema() {
        Map<String, ?> schema = Map.of(
                "type",
                "object",
                "required",
                List.of("id"),
                "additionalProperties",
                false,
                "properties",
                Map.of(
                        "id", Map.of("type", "integer", "minimum", 1),
                        "kind", Map.of("enum", List.of("a", "b")),
                        "names", Map.of("type", "array", "maxItems", 2, "items", Map.of("type", "string"))));
        ToolRules rules = rules(rule(Map.of(), schema, null));
        assertThat(judge(rules, call("t", Map.of("id", 7, "kind", "a", "names", List.of("x"))))
                        .action())
                .isEqualTo(ToolAction.ALLOW);
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of(),
                Map.of("id", 0),
                Map.of("id", 1.5),
                Map.of("id", "7"),
                Map.of("id", 7, "kind", "c"),
                Map.of("id", 7, "more", 1),
                Map.of("id", 7, "names", List.of("x", "y", "z")),
                Map.of("id", 7, "names", List.of(1)))) {
            ToolDecision verdict = judge(rules, call("t", wrong));
            assertThat(verdict.action()).as(wrong.toString()).isEqualTo(ToolAction.BLOCK);
            assertThat(verdict.category()).isEqualTo(Category.SCHEMA);
        }
        assertThat(judge(rules, new ToolCall("t", null)).category()).isEqualTo(Category.SCHEMA);
    }

    @Test
    void knowsAmountsOfEarlierTurnsThatAreWrittenAsStrings() {
        ToolRules rules = rules(rule(Map.of(), null, new SpendingLimit("amount", 200, 500)));
        ToolCalls calls = new ToolCalls(rules, false);
        calls.made(call("pay", Map.of("amount", "200")));
        calls.made(call("pay", Map.of("amount", " 2e2 ")));
        calls.made(call("pay", Map.of("amount", "much")));
        assertThat(calls.judge(call("pay", Map.of("amount", "101"))).entityType())
                .isEqualTo("SPENDING_LIMIT");
        assertThat(calls.judge(call("pay", Map.of("amount", 100))).action()).isEqualTo(ToolAction.ALLOW);
    }

    @Test
    void addsUpWhatAConversationSpends() {
        ToolRules rules = rules(rule(Map.of(), null, new SpendingLimit("amount", 100, 150)));
        ToolCalls calls = new ToolCalls(rules, false);
        calls.made(call("pay", Map.of("amount", 40)));
        assertThat(calls.judge(call("pay", Map.of("amount", 101))).entityType()).isEqualTo("SPENDING_LIMIT");
        assertThat(calls.judge(call("pay", Map.of("amount", "90"))).action()).isEqualTo(ToolAction.ALLOW);
        assertThat(calls.judge(call("pay_more", Map.of("amount", 30))).entityType())
                .isEqualTo("SPENDING_LIMIT");
        assertThat(calls.judge(call("pay", Map.of("amount", 20))).action()).isEqualTo(ToolAction.ALLOW);
        assertThat(calls.judge(call("pay", Map.of("amount", -5))).action()).isEqualTo(ToolAction.BLOCK);
        assertThat(calls.judge(call("pay", Map.of("amount", "much"))).category())
                .isEqualTo(Category.SCHEMA);
        assertThat(calls.judge(call("pay", Map.of("amount", Double.NaN))).category())
                .isEqualTo(Category.SCHEMA);
    }

    @Test
    void keepsToolsFromConversationsWithUntrustedText() {
        ToolRules rules = rules(new ToolRule("mail.*", ToolAction.ALLOW, Map.of(), null, null, true));
        assertThat(new ToolCalls(rules, true).judge(call("mail.send", Map.of())).entityType())
                .isEqualTo("TAINTED");
        assertThat(new ToolCalls(rules, false)
                        .judge(call("mail.send", Map.of()))
                        .action())
                .isEqualTo(ToolAction.ALLOW);
        assertThat(rules.mayBeOffered("mail.send", true)).isFalse();
    }

    @Test
    void matchesPatternsInBoundedTime() {
        String value = "a".repeat(5_000);
        assertThat(Wildcard.matches("*a*a*a*a*a*b", value)).isFalse();
        assertThat(Wildcard.matches("*", "")).isTrue();
        assertThat(Wildcard.matches("a*c", "abbbc")).isTrue();
        assertThat(Wildcard.matches("a*c", "abbb")).isFalse();
    }
}
