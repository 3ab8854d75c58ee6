package io.plumbline.guardrails.policy.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.tool.ToolAction;
import io.plumbline.guardrails.tool.ToolRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolSectionTest {

    private static final Map<String, ?> SECTION = Map.of(
            "default", "block",
            "destructive", "ask",
            "rules",
                    List.of(
                            Map.of("name", "crm.*", "action", "allow"),
                            Map.of(
                                    "name",
                                    "pay",
                                    "action",
                                    "ask",
                                    "untaintedOnly",
                                    true,
                                    "arguments",
                                    Map.of(
                                            "to",
                                            Map.of(
                                                    "allowed", List.of("DE*"),
                                                    "denied", List.of("*7"),
                                                    "required", true)),
                                    "schema",
                                    Map.of("type", "object", "properties", Map.of("amount", Map.of("type", "number"))),
                                    "limit",
                                    Map.of("argument", "amount", "perCall", 10.0, "perConversation", 25.0))));

    private static GuardPolicy read(Object tools) {
        return PolicyDocument.read(Map.of("stages", Map.of(), "tools", tools));
    }

    @Test
    void readsWhatItWrites() {
        GuardPolicy policy = read(SECTION);
        assertThat(policy.tools().otherwise()).isEqualTo(ToolAction.BLOCK);
        assertThat(policy.tools().rules()).extracting(ToolRule::name).containsExactly("crm.*", "pay");
        assertThat(policy.tools().rules().get(1).untaintedOnly()).isTrue();
        assertThat(PolicyDocument.read(PolicyDocument.write(policy))).isEqualTo(policy);
        assertThat(PolicyDocument.read(Map.of("stages", Map.of())).tools().isIdle())
                .isTrue();
    }

    @Test
    void tellsWhereTheFaultIs() {
        wrong(Map.of("rule", List.of()), "/tools/rule");
        wrong(Map.of("default", "redact"), "/tools/default");
        wrong(Map.of("rules", List.of(Map.of("action", "allow"))), "/tools/rules/0/name");
        wrong(
                Map.of("rules", List.of(Map.of("name", "a", "limit", Map.of("argument", "x", "perCall", -1)))),
                "/tools/rules/0/limit/perCall");
        wrong(Map.of("rules", List.of(Map.of("name", "a", "limit", Map.of("argument", "x")))), "/tools/rules/0/limit");
        wrong(
                Map.of("rules", List.of(Map.of("name", "a", "schema", Map.of("pattern", "x+")))),
                "/tools/rules/0/schema");
    }

    private static void wrong(Map<String, ?> tools, String pointer) {
        assertThatThrownBy(() -> read(tools))
                .isInstanceOfSatisfying(
                        PolicyFormatException.class,
                        fault -> assertThat(fault.pointer()).isEqualTo(pointer));
    }
}
