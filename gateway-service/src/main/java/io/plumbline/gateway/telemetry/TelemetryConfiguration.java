package io.plumbline.gateway.telemetry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/// What is not measured: each filter of Spring Security by itself. Nobody reads that, and every call would pay for
/// it.
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

    @Bean
    static SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
