package io.plumbline.console.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.prompt.PromptClient.Diff.Line;
import io.plumbline.console.prompt.SideBySide.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    @Test
    void putsTheLinesOfAReplacedBlockOppositeEachOther() {
        assertThat(SideBySide.of(List.of(
                        new Line("SAME", "# system"),
                        new Line("REMOVED", "Be kind."),
                        new Line("ADDED", "Be formal."),
                        new Line("ADDED", "Be brief."),
                        new Line("SAME", "# user"),
                        new Line("REMOVED", "Hello"))))
                .containsExactly(
                        new Row(1, "# system", 1, "# system", true),
                        new Row(2, "Be kind.", 2, "Be formal.", false),
                        new Row(null, null, 3, "Be brief.", false),
                        new Row(3, "# user", 4, "# user", true),
                        new Row(4, "Hello", null, null, false));
    }
}
