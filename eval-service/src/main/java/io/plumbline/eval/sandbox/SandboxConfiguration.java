package io.plumbline.eval.sandbox;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SandboxProperties.class)
class SandboxConfiguration {

    @Bean
    Sandbox sandbox(SandboxProperties properties) {
        return new Sandbox(properties);
    }

    @Bean
    SandboxHealth sandboxHealthIndicator(Sandbox sandbox) {
        return new SandboxHealth(sandbox);
    }
}
