package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.ReturnedRatings;
import io.plumbline.eval.judge.ReturnedRatings.Returned;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.kit.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Matches uploaded ratings with those that the judge actually returned.
@Component
class RatingMatch {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Tolerance for a score converted by a client's JSON.
    private static final double ROUNDING = 1e-6;

    private static final int MOST_ERRORS = 20;

    private final ReturnedRatings returned;

    RatingMatch(ReturnedRatings returned) {
        this.returned = returned;
    }

    /// Returns the number of items whose rating was returned by the current judge: on the item's material, and as
    /// the first on it. An item without a `verdictId` does not count.
    ///
    /// @throws ProblemException 400 if an item contradicts the rating it names
    int verified(Judge judge, List<LabelledItem> items) {
        List<UUID> named = items.stream()
                .map(LabelledItem::verdictId)
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, Returned> known = returned.of(judge, named);
        Map<String, Integer> rated = new HashMap<>();
        ProblemException problem = CalibrationProblem.CALIBRATION_INVALID.because(
                "The verdicts are not those that the judge returned. `errors` lists each one.");
        for (int i = 0; i < items.size() && problem.errors().size() < MOST_ERRORS; i++) {
            UUID id = items.get(i).verdictId();
            if (id == null) {
                continue;
            }
            Returned verdict = known.get(id);
            if (verdict == null) {
                problem.at(
                        "/items/" + i + "/verdictId", "is not a verdict that this judge returned in the last 90 days");
                continue;
            }
            Integer other = rated.putIfAbsent(verdict.material(), i);
            if (other != null) {
                problem.at("/items/" + i + "/verdictId", "is on the same answer as item " + other);
            } else if (Math.abs(verdict.score() - items.get(i).verdict()) > ROUNDING) {
                problem.at(
                        "/items/" + i + "/verdict",
                        "must be " + verdict.score() + ", which the judge "
                                + (verdict.first().equals(id)
                                        ? "returned"
                                        : "returned when it was first asked about this answer"));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return named.size();
    }

    /// Returns `sha256:` of items as JSON.
    static String digest(List<LabelledItem> items) {
        return "sha256:" + Digests.hex(JSON.writeValueAsString(items).getBytes(StandardCharsets.UTF_8));
    }
}
