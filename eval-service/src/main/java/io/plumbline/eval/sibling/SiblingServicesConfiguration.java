package io.plumbline.eval.sibling;

import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.registry.KnowledgeClient;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.kit.sibling.Siblings;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SiblingServicesConfiguration {

    /// For a long answer of a slow model; the gateway's own limits are shorter.
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(5);

    private static final Duration VIEW_TIMEOUT = Duration.ofSeconds(10);

    @Bean
    RegistryClient registryClient(Siblings siblings) {
        return siblings.client("registry", RegistryClient.class);
    }

    @Bean
    GatewayClient gatewayClient(Siblings siblings) {
        return siblings.client("gateway", GatewayClient.class);
    }

    @Bean
    ChatCalls chatCalls(Siblings siblings) {
        return new ChatCalls(siblings.unguarded("gateway", ANSWER_TIMEOUT));
    }

    @Bean
    GuardedView guardedView(Siblings siblings) {
        return new GuardedView(siblings.unguarded("gateway", VIEW_TIMEOUT));
    }

    @Bean
    KnowledgePassages knowledgePassages(Siblings siblings) {
        return new KnowledgePassages(siblings.client("registry", KnowledgeClient.class));
    }

    @Bean
    ServedConfigurations servedConfigurations(GatewayClient gateway) {
        return new ServedConfigurations(gateway);
    }

    @Bean
    SiblingServices siblingServices(RegistryClient registry, GatewayClient gateway) {
        return new SiblingServices(registry, gateway);
    }
}
