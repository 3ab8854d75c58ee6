package io.plumbline.console.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.prompt.MessageRows.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MessageRowsTest {

    private static final Row SYSTEM = new Row("system", "Be kind.");
    private static final Row USER = new Row("user", "{{ question }} in {{language}}, not \\{{literally}}");

    @Test
    void makesEveryPlaceholderARequiredText() {
        assertThat(MessageRows.schemaOf(List.of(SYSTEM, USER)))
                .isEqualTo(JsonMapper.shared().readTree("""
                {"type": "object", "required": ["question", "language"],
                 "properties": {"question": {"type": "string"}, "language": {"type": "string"}}}"""));
        assertThat(MessageRows.schemaOf(List.of(SYSTEM))).isNull();
    }

    @Test
    void addsTheRowThatFollowsAndKeepsTheLastOne() {
        List<Row> rows = MessageRows.edited(List.of(SYSTEM, USER), "add");
        assertThat(rows).extracting(Row::role).containsExactly("system", "user", "assistant");
        assertThat(MessageRows.edited(rows, "remove-1")).containsExactly(SYSTEM, rows.getLast());
        assertThat(MessageRows.edited(List.of(SYSTEM), "remove-0")).containsExactly(SYSTEM);
        assertThat(MessageRows.edited(List.of(SYSTEM, USER), "remove-7")).hasSize(2);
        assertThat(MessageRows.isEdit("remove-x")).isFalse();
    }

    @Test
    void sendsTheLineFeedsOfTheRegistry() {
        assertThat(MessageRows.messages(List.of(new Row(null, "a\r\nb"))))
                .containsExactly(new PromptClient.Message("user", "a\nb"));
    }
}
