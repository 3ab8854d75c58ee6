package io.plumbline.kit.egress;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The way out, for the services that have somebody to call there.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EgressProperties.class)
public class EgressConfiguration {

    @Bean
    EgressProxy egressProxy(EgressProperties properties) {
        return new EgressProxy(properties);
    }
}
