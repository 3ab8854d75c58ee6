package io.plumbline.registry.dataset.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PersonalDataCountTest {

    private final PersonalDataCount count = new PersonalDataCount(GuardEngine.standard());

    @Test
    void usesAColumnNameAsContextWithoutCountingIt() {
        count.add(Map.of("ssn", "536221234", "order", "536221235", "ada@example.com", "hello"));
        assertThat(count.counts()).isEqualTo(Map.of("US_SSN", 1L));
    }

    @Test
    void inspectsEveryPartOfARecord() {
        count.add(Map.of("messages", List.of(Map.of("content", "write to ada@example.com or bob@example.com"))));
        assertThat(count.counts()).isEqualTo(Map.of("EMAIL_ADDRESS", 2L));
    }
}
