package io.plumbline.gateway.telemetry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.observation.SecurityObservationSettings;

/// Disables the measurement of each Spring Security filter, which no one reads and every call would pay for.
@Configuration(proxyBeanMethods = false)
class TelemetryConfiguration {

    @Bean
    static SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }
}
