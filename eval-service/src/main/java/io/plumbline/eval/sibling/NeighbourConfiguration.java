package io.plumbline.eval.sibling;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.kit.sibling.Siblings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NeighbourConfiguration {

    @Bean
    RegistryClient registryClient(Siblings siblings) {
        return siblings.client("registry", RegistryClient.class);
    }

    @Bean
    GatewayClient gatewayClient(Siblings siblings) {
        return siblings.client("gateway", GatewayClient.class);
    }

    @Bean
    Neighbours neighbours(RegistryClient registry, GatewayClient gateway) {
        return new Neighbours(registry, gateway);
    }
}
