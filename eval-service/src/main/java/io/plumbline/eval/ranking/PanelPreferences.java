package io.plumbline.eval.ranking;

import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.result.PanelResults;
import io.plumbline.eval.panel.result.PanelResults.Closed;
import io.plumbline.eval.panel.result.PanelResults.Preference;
import io.plumbline.eval.ranking.ArenaRequest.ArenaPreference;
import io.plumbline.eval.ranking.ArenaRequest.Winner;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The labels of panels as preferences between systems.
@Component
final class PanelPreferences {

    private static final int MOST = 20_000;

    private final PanelResults results;

    PanelPreferences(PanelResults results) {
        this.results = results;
    }

    /// @param names of closed panels
    /// @param criterion null for the only one
    /// @throws ProblemException 400 if a panel does not exist for the caller, is open or does not compare
    ///     two answers
    List<ArenaPreference> of(List<String> names, @Nullable String criterion) {
        List<ArenaPreference> preferences = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String pointer = "/panels/" + i;
            if (names.indexOf(name) < i) {
                throw invalid(pointer, "is named twice");
            }
            Closed closed = results.closed(name)
                    .filter(found -> found.panel().document().type() == PanelType.PAIRWISE)
                    .orElseThrow(() -> invalid(pointer, "must be a closed panel that compares two answers"));
            String criteria = closed.result().criteria().stream()
                    .map(found -> found.criterion())
                    .reduce((one, other) -> one + ", " + other)
                    .orElse("");
            String chosen = criterion == null ? criteria : criterion;
            if (closed.result().criteria().stream()
                    .noneMatch(found -> found.criterion().equals(chosen))) {
                throw invalid("/criterion", "must be one of those of the panel " + name + ": " + criteria);
            }
            for (Preference label : results.preferences(closed, chosen)) {
                if (label.first().equals(label.second())) {
                    throw invalid(pointer, "compares answers of the same system");
                }
                preferences.add(new ArenaPreference(
                        label.first(), label.second(), winner(label.better()), name + "/" + label.item()));
            }
            if (preferences.size() > MOST) {
                throw invalid(pointer, "has too many labels: at most " + MOST + " together");
            }
        }
        if (preferences.isEmpty()) {
            throw invalid("/panels", "have no label");
        }
        return preferences;
    }

    private static Winner winner(int better) {
        return switch (better) {
            case 1 -> Winner.FIRST;
            case 2 -> Winner.SECOND;
            default -> Winner.TIE;
        };
    }

    private static ProblemException invalid(String pointer, String message) {
        return RequestProblem.INVALID_REQUEST
                .because("The panels cannot be ranked.")
                .at(pointer, message);
    }
}
