package io.plumbline.console.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FormErrorsTest {

    @Test
    void numbersTheEntryOfALine() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("limits", "must match");
        fields.put("limits.routes", "must match");
        fields.put("limits.routes.1", "must match");
        FormErrors errors = new FormErrors("Invalid", "", fields, null);
        assertThat(errors.ofLines("limits.routes")).isEqualTo("(entry 2) must match");
        assertThat(errors.ofLines("limits")).isEqualTo("must match");
        assertThat(errors.ofLines("other")).isNull();
    }
}
