package io.plumbline.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.embeddings.MiniLmEncoder;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

class EncoderWatchTest {

    @Test
    void saysWhenDetectorsGoByRulesAlone() {
        EncoderWatch watch = new EncoderWatch(MiniLmEncoder.shared(), false);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        watch.bindTo(registry);

        watch.load();

        Health health = watch.health();
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("used", false).containsEntry("wanted", false);
        assertThat(registry.get("plumbline.gateway.guard.encoder").gauge().value())
                .isZero();
    }
}
