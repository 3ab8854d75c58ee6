package io.plumbline.gateway.registry;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.kit.sibling.Siblings;
import io.plumbline.kit.sibling.SnapshotFollower;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Follows the registry.
@Configuration(proxyBeanMethods = false)
class RegistryConfiguration {

    @Bean
    RegistryClient registryClient(Siblings siblings) {
        return siblings.client("registry", RegistryClient.class);
    }

    @Bean
    SnapshotFollower<RegistrySnapshot, RegistryState> registryFollower(RegistryClient registry, Clock clock) {
        return new SnapshotFollower<>(
                "registry", registry::snapshot, RegistrySnapshot::version, RegistryState::merge, clock);
    }
}
