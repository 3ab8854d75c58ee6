package io.plumbline.console.gate;

import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.search.SearchSource;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// Finds gates by id, or by the name of their suite or candidate.
@Component
class GateSearch implements SearchSource {

    private static final int MOST = 100;

    private final GateClient gates;

    GateSearch(GateClient gates) {
        this.gates = gates;
    }

    @Override
    public List<Hit> find(String text) {
        if (isId(text)) {
            return List.of(hit(gates.get(UUID.fromString(text))));
        }
        return gates.list(null, null, null, MOST, null).items().stream()
                .filter(gate -> gate.candidate().label().contains(text))
                .map(GateSearch::hit)
                .toList();
    }

    private static Hit hit(Gate gate) {
        return new Hit(
                "Gate",
                gate.suite() + " on " + gate.candidate().label(),
                "/gates/" + gate.id(),
                gate.outcome() + ", " + gate.team());
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
