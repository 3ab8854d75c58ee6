package io.plumbline.gateway.registry;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.RegistrySnapshot;
import io.plumbline.kit.sibling.Siblings;
import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.kit.sibling.SnapshotFollowers;
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
    SnapshotFollower<RegistrySnapshot, RegistryState> registryFollower(
            RegistryClient registry, SnapshotFollowers followers) {
        return followers.follow(
                "registry", registry::snapshot, RegistrySnapshot::version, RegistryState::merge, RegistryState.class);
    }
}
