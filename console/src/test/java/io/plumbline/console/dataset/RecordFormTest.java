package io.plumbline.console.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordFormTest {

    @Test
    void separatesReferencesByLinesOfHyphensAndLeavesOutWhatIsEmpty() {
        assertThat(new RecordForm(" ", "a\r\nb", "One - two\r\n---\r\nThree\r\n-----\r\n", "", "cards").record())
                .isEqualTo(Map.of("input", "a\nb", "references", List.of("One - two", "Three"), "slice", "cards"));
    }
}
