package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The detectors.
@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

    @Bean
    GuardEngine guardEngine() {
        return GuardEngine.standard();
    }
}
