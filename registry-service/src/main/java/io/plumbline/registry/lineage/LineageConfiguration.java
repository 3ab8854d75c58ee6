package io.plumbline.registry.lineage;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.kit.sibling.Siblings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Calls the gateway, which alone knows its routes. The registry starts and works without it.
@Configuration(proxyBeanMethods = false)
class LineageConfiguration {

    @Bean
    GatewayClient gatewayClient(Siblings siblings) {
        return siblings.client("gateway", GatewayClient.class);
    }
}
