package io.plumbline.console.rollout;

import io.plumbline.console.rollout.RolloutClient.Rollout;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds rollouts by route, model or id.
@Component
class RolloutSearch implements SearchSource {

    private static final int MOST = 200;

    private final RolloutClient rollouts;

    RolloutSearch(RolloutClient rollouts) {
        this.rollouts = rollouts;
    }

    @Override
    public List<Hit> find(String text) {
        return rollouts.list(null, null, MOST, null).items().stream()
                .filter(rollout ->
                        name(rollout).contains(text) || rollout.id().toString().equals(text))
                .map(rollout -> new Hit("Rollout", name(rollout), "/rollouts/" + rollout.id(), rollout.team()))
                .toList();
    }

    private static String name(Rollout rollout) {
        return rollout.candidate().model() + "@" + rollout.candidate().version() + " on " + rollout.route();
    }
}
