package io.plumbline.registry.webhook;

import io.plumbline.kit.egress.EgressProxy;
import io.plumbline.kit.egress.OutwardAddresses;
import io.plumbline.kit.egress.OutwardPoster;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Binds the settings of webhooks, and opens what posts events.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

    @Bean
    OutwardAddresses webhookAddresses(WebhookProperties properties) {
        return new OutwardAddresses(
                "webhook", properties.allowPrivateAddresses(), "plumbline.registry.webhooks.allow-private-addresses");
    }

    @Bean
    OutwardPoster webhookPoster(OutwardAddresses webhookAddresses, EgressProxy egress) {
        return new OutwardPoster(webhookAddresses, egress, "Plumbline-Webhooks");
    }
}
