package io.plumbline.eval.scorer;

import io.plumbline.kit.egress.OutwardAddresses;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpScorerProperties.class)
class ScorerConfiguration {

    @Bean
    OutwardAddresses scorerAddresses(HttpScorerProperties properties) {
        return new OutwardAddresses(
                "scorer", properties.allowPrivateAddresses(), "plumbline.eval.http-scorers.allow-private-addresses");
    }
}
