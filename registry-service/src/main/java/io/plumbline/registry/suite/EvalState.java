package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.clients.eval.EvalSnapshot.SuiteEntry;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The newest revision of each suite according to eval-service. Immutable.
///
/// @param suites by name
record EvalState(Map<String, SuiteEntry> suites) {

    EvalState {
        suites = Map.copyOf(suites);
    }

    static EvalState merge(@Nullable EvalState state, EvalSnapshot delta) {
        Map<String, SuiteEntry> suites = new HashMap<>(state == null || delta.complete() ? Map.of() : state.suites());
        delta.suites().forEach(suite -> suites.put(suite.name(), suite));
        return new EvalState(suites);
    }
}
