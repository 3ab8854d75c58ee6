package io.plumbline.eval.gate.run.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.suite.document.MessageText;
import io.plumbline.eval.suite.document.SuiteDocument.Message;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ItemTemplateTest {

    private static final GateItem ITEM = GateItem.of(
            0,
            Map.of(
                    "input",
                    "Where is {{context}}?",
                    "context",
                    "the handbook",
                    "turns",
                    List.of(Map.of("role", "user")),
                    "limit",
                    3));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    Answer: {{context}}!             | Answer: the handbook!
                    {{ context }}{{context}}         | the handbookthe handbook
                    {{input}}                        | Where is {{context}}?
                    {{limit}} of {{turns}}           | "3 of [{""role"":""user""}]"
                    {{context                        | {{context
                    plain } text { {}                | plain } text { {}
                    """)
    void putsInTheFieldsOfTheRecord(String template, String expected) {
        assertThat(ItemTemplate.render(List.of(new Message("user", template)), ITEM))
                .containsExactly(Map.of("role", "user", "content", expected));
    }

    /// Whatever white space stands around the name.
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u2003", "\u3000", "\u001C", "\u001F", "\u2028", "\u205F", " \u1680 "})
    void neverShowsTheReferences(String space) {
        String template = "It is {{" + space + "references" + space + "}}.";
        GateItem item = GateItem.of(0, Map.of("input", "Where?", "references", List.of("in the handbook")));

        assertThat(MessageText.fields(template)).containsExactly("references");
        assertThatThrownBy(() -> ItemTemplate.render(List.of(new Message("user", template)), item))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ItemTemplate.shown(List.of(new Message("user", template)), item))
                .containsExactly(Map.of("role", "user", "content", template));
    }

    /// A placeholder that is sent as it stands asks something else than the suite means.
    @Test
    void createsNoMessagesIfTheRecordLacksAField() {
        List<Message> messages = List.of(new Message("user", "{{missing}} and {{context}}"));

        assertThat(ItemTemplate.missing(messages, ITEM)).containsExactly("missing");
        assertThatThrownBy(() -> ItemTemplate.render(messages, ITEM))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the record lacks the field [missing]");
    }

    @Test
    void namesItsFields() {
        assertThat(MessageText.fields("{{ input }} {{\u3000context}}{{{{a}} }} {{input}} {{ b"))
                .containsExactly("input", "context", "{{a");
    }

    @Test
    void keepsTheOrderOfTheMessages() {
        assertThat(ItemTemplate.render(
                        List.of(new Message("system", "Be brief."), new Message("user", "{{context}}")), ITEM))
                .extracting(message -> message.get("role"))
                .containsExactly("system", "user");
    }

    @Test
    void sendsTheMessagesOfARecordAsMessages() {
        List<Map<String, Object>> chat = List.of(
                Map.of("role", "user", "content", "Hello", "source", "log"),
                Map.of("role", "assistant", "content", "How can I help?"),
                Map.of("role", "user", "content", "Block my card"));
        GateItem item = GateItem.of(0, Map.of("messages", chat));
        List<Map<String, Object>> rendered = ItemTemplate.render(
                List.of(new Message("system", "Be brief."), new Message("user", " {{ messages }} ")), item);
        assertThat(rendered)
                .extracting(message -> message.get("role"))
                .containsExactly("system", "user", "assistant", "user");
        assertThat(rendered.get(1)).isEqualTo(Map.of("role", "user", "content", "Hello"));
    }

    @Test
    void insertsOtherMessagesAsJson() {
        GateItem item = GateItem.of(0, Map.of("messages", List.of(Map.of("from", "human"))));
        assertThat(ItemTemplate.render(List.of(new Message("user", "{{messages}}")), item))
                .isEqualTo(List.of(Map.of("role", "user", "content", "[{\"from\":\"human\"}]")));
        GateItem chat = GateItem.of(0, Map.of("messages", List.of(Map.of("role", "user", "content", "Hi"))));
        assertThat(ItemTemplate.render(List.of(new Message("user", "Sum up: {{messages}}")), chat)
                        .getFirst()
                        .get("content")
                        .toString())
                .startsWith("Sum up: [{");
    }
}
