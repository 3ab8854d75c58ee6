package io.plumbline.gateway.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Creates the detectors.
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

    @Bean
    GuardEngine guardEngine(GuardProperties properties, MeterRegistry meters) {
        GuardEngine engine =
                properties.encoder() ? GuardEngine.standard(MiniLmEncoder.shared()) : GuardEngine.standard();
        return engine.watchedBy(new FailedDetectors(meters));
    }

    @Bean
    EncoderWatch encoderWatch(GuardProperties properties) {
        return new EncoderWatch(MiniLmEncoder.shared(), properties.encoder());
    }
}
