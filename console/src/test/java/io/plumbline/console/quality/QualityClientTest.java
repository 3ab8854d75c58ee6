package io.plumbline.console.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.quality.QualityClient.Window;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class QualityClientTest {

    /// The service writes the group's members beside the others, and members that the console does not show.
    @Test
    void readsTheGroupOfAWindow() {
        Window window = JsonMapper.shared().readValue("""
                {"calls": 4, "errorRate": 0.5, "feedback": {"count": 0, "mean": null, "negative": 0},
                 "from": "2026-11-01T10:00:00Z", "inputLength": null, "language": "de", "model": "faq@2",
                 "outcomes": {"blocked": 0, "calls": 4, "gatewayErrors": 0, "providerErrors": 2, "refused": 0},
                 "p50LatencyMs": 12.5, "p95LatencyMs": null, "prompt": null, "route": "support",
                 "scorers": {"helpful": {"count": 12, "deviation": 0.1, "mean": 0.91}}, "tag": "tier=gold",
                 "team": "bank", "usage": {"costUsd": 0.25, "unpriced": 0}, "variant": "stable"}
                """, Window.class);
        assertThat(window.group())
                .isEqualTo(new QualityClient.Group("support", "stable", "faq@2", null, null, "de", "tier=gold"));
        assertThat(window.from()).isEqualTo(Instant.parse("2026-11-01T10:00:00Z"));
        assertThat(window.errorRate()).isEqualTo(0.5);
        assertThat(window.judged()).containsExactly("helpful 0.91 of 12");
    }
}
