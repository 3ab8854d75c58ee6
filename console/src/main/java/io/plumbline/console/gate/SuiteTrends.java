package io.plumbline.console.gate;

import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.gate.GateClient.TrendPoint;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The trends of suites, by the gates that count: informative ones used other baselines.
@Component
public class SuiteTrends {

    private static final int MOST_GATES = 30;
    private static final int MOST_SUITES = 4;
    private static final int MOST_CHECKS = 12;

    private final GateClient gates;

    SuiteTrends(GateClient gates) {
        this.gates = gates;
    }

    /// Returns the checks of a suite over its newest gates.
    public List<TrendCard> of(String suite) {
        return of(suite, MOST_CHECKS);
    }

    /// Returns the trends for a list of gates: four checks of its only suite, else the first check of four
    /// suites.
    List<TrendCard> forList(GateQuery query, List<Gate> listed) {
        Set<String> suites = new LinkedHashSet<>();
        listed.forEach(gate -> suites.add(gate.suite()));
        int checks = query.suite() == null ? 1 : MOST_SUITES;
        return suites.stream()
                .limit(MOST_SUITES)
                .flatMap(suite -> of(suite, checks).stream())
                .toList();
    }

    private List<TrendCard> of(String suite, int most) {
        List<TrendPoint> newestFirst = gates.trend(suite, MOST_GATES).items().stream()
                .filter(TrendPoint::counts)
                .toList();
        return TrendCard.of(suite, newestFirst, most);
    }
}
