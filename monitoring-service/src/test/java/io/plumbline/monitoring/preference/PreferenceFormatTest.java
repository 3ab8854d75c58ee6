package io.plumbline.monitoring.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreferenceFormatTest {

    private static Preference label(@Nullable String chosen, @Nullable String rejected, PromptMessage... prompt) {
        return new Preference(
                Preference.Origin.CORRECTION,
                "support",
                List.of(prompt),
                chosen,
                rejected,
                Set.of("rater"),
                List.of(new UUID(0, 1)));
    }

    @Test
    void makesRecordsThatSuitesCanMeasure() {
        Map<String, Object> good =
                PreferenceFormat.RECORDS.record(label("Right.", null, new PromptMessage("user", "Why?")));
        assertThat(good)
                .containsEntry("input", "Why?")
                .containsEntry("references", List.of("Right."))
                .containsEntry("slice", "support")
                .containsEntry("origin", "CORRECTION")
                .containsKey("id")
                .doesNotContainKeys("messages", "rejected");
        Map<String, Object> bad = PreferenceFormat.RECORDS.line(
                label(null, "Wrong.", new PromptMessage("system", "S"), new PromptMessage("user", "Why?")));
        assertThat(bad)
                .containsEntry("references", List.of())
                .containsEntry("rejected", "Wrong.")
                .containsKey("messages")
                .doesNotContainKey("input");
        assertThat(PreferenceFormat.RECORDS.labels()).isTrue();
        PreferenceFormat.RECORDS.requireStorable();
    }
}
