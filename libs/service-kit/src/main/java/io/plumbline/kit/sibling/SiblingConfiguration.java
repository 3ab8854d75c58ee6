package io.plumbline.kit.sibling;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.production.ChangeApprovals;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.security.SecurityProperties;
import io.plumbline.kit.security.credential.ApiKeyDirectory;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;

/// Configures the clients to the siblings and the snapshot of governance-service, which itself follows nobody.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SnapshotProperties.class)
public class SiblingConfiguration {

    @Bean
    ServiceTokens serviceTokens(
            ServiceProperties services,
            SecurityProperties security,
            ObjectProvider<RestClient.Builder> builders,
            Clock clock) {
        return new ServiceTokens(
                builders.getObject(), services.urlOf("governance"), services.service(), security.clientSecret(), clock);
    }

    @Bean
    Siblings siblings(ServiceProperties services, ServiceTokens tokens, ObjectProvider<RestClient.Builder> builders) {
        return new Siblings(services, tokens, builders::getObject);
    }

    @Bean
    GovernanceClient governanceClient(Siblings siblings) {
        return siblings.client("governance", GovernanceClient.class);
    }

    @Bean
    ChangeApprovals changeApprovals(GovernanceClient governance, SecurityProperties security) {
        return new ChangeApprovals(governance, security.issuer());
    }

    /// The snapshot of governance-service, in all other services.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "plumbline.follows-governance", matchIfMissing = true)
    static class Following {

        @Bean
        SnapshotFollowers snapshotFollowers(
                ServiceProperties services, SnapshotProperties snapshots, KeyEncryptionKey key, Clock clock) {
            return new SnapshotFollowers(services.service(), snapshots, key, clock);
        }

        @Bean
        SnapshotFollower<GovernanceSnapshot, GovernanceState> governanceFollower(
                GovernanceClient governance, SnapshotFollowers followers) {
            return followers.follow(
                    "governance",
                    governance::snapshot,
                    GovernanceSnapshot::version,
                    GovernanceState::merge,
                    GovernanceState.class);
        }

        @Bean
        SnapshotMetrics snapshotMetrics(ObjectProvider<SnapshotFollower<?, ?>> followers) {
            return new SnapshotMetrics(followers);
        }

        @Bean
        @ConditionalOnMissingBean
        ApiKeyDirectory apiKeyDirectory(SnapshotFollower<GovernanceSnapshot, GovernanceState> governanceFollower) {
            return new FollowedApiKeys(governanceFollower);
        }

        /// Reports out of service until there is a first state of each required sibling, from the sibling or a
        /// copy. A later outage of a sibling does not count: otherwise all replicas would become unavailable at
        /// once, and clients would lose the error that explains the outage.
        @Bean
        HealthIndicator snapshotsHealthIndicator(ObjectProvider<SnapshotFollower<?, ?>> followers) {
            return () -> followers.stream().filter(SnapshotFollower::needed).allMatch(SnapshotFollower::ready)
                    ? Health.up().build()
                    : Health.outOfService().build();
        }
    }
}
