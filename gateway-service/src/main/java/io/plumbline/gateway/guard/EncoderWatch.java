package io.plumbline.gateway.guard;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.plumbline.embeddings.EncoderUnavailableException;
import io.plumbline.embeddings.MiniLmEncoder;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.event.EventListener;

/// Loads the text encoder once the gateway serves calls, and reports its availability. Without it, detectors use
/// rules alone, and the gateway stays in service. The same applies to a text for which it has no time; such texts
/// are counted.
final class EncoderWatch implements MeterBinder, HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(EncoderWatch.class);

    private final MiniLmEncoder encoder;
    private final boolean wanted;

    EncoderWatch(MiniLmEncoder encoder, boolean wanted) {
        this.encoder = encoder;
        this.wanted = wanted;
    }

    @EventListener(ApplicationReadyEvent.class)
    void load() {
        if (wanted) {
            Thread.ofPlatform().daemon().name("encoder-load").start(this::loadNow);
        }
    }

    private void loadNow() {
        try {
            MiniLmEncoder _ = encoder.load();
        } catch (EncoderUnavailableException e) {
            LOG.warn("The text encoder cannot be loaded: detectors go by rules alone", e);
        }
    }

    private boolean isUsed() {
        return wanted && encoder.isAvailable();
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("used", isUsed())
                .withDetail("wanted", wanted)
                .withDetail("refused", encoder.refused())
                .withDetail("loading", encoder.state().name().toLowerCase(Locale.ROOT))
                .build();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("plumbline.gateway.guard.encoder", this, it -> it.isUsed() ? 1 : 0)
                .description("1 while detectors see texts through the encoder, 0 while they go by rules alone")
                .register(registry);
        FunctionCounter.builder("plumbline.gateway.guard.encoder.refused", encoder, MiniLmEncoder::refused)
                .description("times that detectors went by rules alone for the encoder was overloaded or had no time")
                .register(registry);
    }
}
