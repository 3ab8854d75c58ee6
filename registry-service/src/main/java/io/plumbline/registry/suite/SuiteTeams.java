package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import io.plumbline.kit.sibling.SnapshotFollower;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The teams that suites belong to, according to eval-service.
@Component
public class SuiteTeams {

    private final SnapshotFollower<EvalSnapshot, EvalState> eval;

    SuiteTeams(SnapshotFollower<EvalSnapshot, EvalState> eval) {
        this.eval = eval;
    }

    /// Returns the team of a suite; empty for one that eval-service has not reported.
    public Optional<String> of(String suite) {
        EvalState state = eval.state();
        return state == null
                ? Optional.empty()
                : Optional.ofNullable(state.suites().get(suite)).map(SuiteEntry::team);
    }
}
