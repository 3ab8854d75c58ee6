package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.kit.sibling.Siblings;
import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.kit.sibling.SnapshotFollowers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Follows eval-service, which starts after the registry: the registry is ready without it.
@Configuration(proxyBeanMethods = false)
class EvalConfiguration {

    @Bean
    EvalClient evalClient(Siblings siblings) {
        return siblings.client("eval", EvalClient.class);
    }

    @Bean
    SnapshotFollower<EvalSnapshot, EvalState> evalFollower(EvalClient eval, SnapshotFollowers followers) {
        return followers.followOptional("eval", eval::snapshot, EvalSnapshot::version, EvalState::merge);
    }
}
