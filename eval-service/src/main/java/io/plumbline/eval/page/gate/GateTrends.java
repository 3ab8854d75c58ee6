package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.GateArchive;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.eval.gate.ledger.TrendPoint;
import io.plumbline.kit.web.Paging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// The trends of suites, by the gates that count: informative ones used other baselines.
@Component
public class GateTrends {

    private static final int MOST_GATES = 30;
    private static final int MOST_SUITES = 4;
    private static final int MOST_CHECKS = 12;

    private final GateArchive archive;

    GateTrends(GateArchive archive) {
        this.archive = archive;
    }

    /// Returns the checks of a suite over its newest gates.
    public List<TrendCard> of(String team, String suite) {
        return of(team, suite, MOST_CHECKS);
    }

    /// Returns the trends for a list of gates: four checks of its only suite, else the first check of four
    /// suites.
    List<TrendCard> forList(GateFilter filter, List<Gate> gates) {
        Map<String, String> teams = new LinkedHashMap<>();
        gates.forEach(gate -> teams.putIfAbsent(gate.suite(), gate.team()));
        int checks = filter.suite() == null ? 1 : MOST_SUITES;
        return teams.entrySet().stream()
                .limit(MOST_SUITES)
                .flatMap(suite -> of(suite.getValue(), suite.getKey(), checks).stream())
                .toList();
    }

    private List<TrendCard> of(String team, String suite, int most) {
        List<TrendPoint> newestFirst = archive.trend(team, suite, null, new Paging(MOST_GATES, null)).items().stream()
                .filter(TrendPoint::counts)
                .toList();
        return TrendCard.of(suite, newestFirst, most);
    }
}
