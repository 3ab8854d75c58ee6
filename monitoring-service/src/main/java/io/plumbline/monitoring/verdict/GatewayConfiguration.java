package io.plumbline.monitoring.verdict;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.kit.sibling.Siblings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GatewayConfiguration {

    @Bean
    GatewayClient gatewayClient(Siblings siblings) {
        return siblings.client("gateway", GatewayClient.class);
    }
}
