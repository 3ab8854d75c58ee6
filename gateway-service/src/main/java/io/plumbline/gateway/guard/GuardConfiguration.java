package io.plumbline.gateway.guard;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.guardrails.GuardEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The detectors.
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

    @Bean
    GuardEngine guardEngine(GuardProperties properties) {
        return properties.encoder() ? GuardEngine.standard(MiniLmEncoder.shared()) : GuardEngine.standard();
    }

    @Bean
    EncoderWatch encoderWatch(GuardProperties properties) {
        return new EncoderWatch(MiniLmEncoder.shared(), properties.encoder());
    }
}
