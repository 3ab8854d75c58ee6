package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.GateArchive;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.kit.web.Paging;
import java.util.List;
import org.springframework.stereotype.Component;

/// How suites fare over time.
@Component
public class GateTrends {

    private static final int LOOKED_AT = 40;
    private static final int MOST_SUITES = 4;
    private static final int MOST_CHECKS = 8;

    private final GateArchive archive;

    GateTrends(GateArchive archive) {
        this.archive = archive;
    }

    /// The checks of a suite over its newest gates.
    public List<TrendCard> of(String suite) {
        return of(suite, MOST_CHECKS);
    }

    /// Beside a list of gates: the checks of the one suite that it is of, else the first check of some.
    List<TrendCard> beside(GateFilter filter, List<Gate> gates) {
        if (filter.suite() != null) {
            return of(filter.suite(), MOST_SUITES);
        }
        return gates.stream()
                .map(Gate::suite)
                .distinct()
                .limit(MOST_SUITES)
                .flatMap(suite -> of(suite, 1).stream())
                .toList();
    }

    private List<TrendCard> of(String suite, int most) {
        return TrendCard.of(
                archive.list(GateFilter.ofSuite(suite), new Paging(LOOKED_AT, null))
                        .items(),
                most);
    }
}
