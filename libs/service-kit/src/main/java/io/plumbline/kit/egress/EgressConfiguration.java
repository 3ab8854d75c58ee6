package io.plumbline.kit.egress;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Configures egress for services that make external calls.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
public class EgressConfiguration {

    @Bean
    EgressProxy egressProxy(EgressProperties properties) {
        return new EgressProxy(properties);
    }
}
