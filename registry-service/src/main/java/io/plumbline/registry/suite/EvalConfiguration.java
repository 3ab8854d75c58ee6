package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalClient;
import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.kit.sibling.Siblings;
import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.kit.sibling.SnapshotFollowers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Follows eval-service. The registry is ready without it because eval-service starts later.
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
