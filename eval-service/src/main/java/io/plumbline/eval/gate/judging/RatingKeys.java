package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.suite.document.JudgeRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The dependencies of a rating: the judge with its rubric, its served configuration, the material it saw, and
/// the calibration valid for the side. A drifted judge has no valid calibration, and labels on its current
/// ratings form a new one, so older ratings are never combined with newer labels. A judge behind a route is
/// always called, because the route may change.
///
/// @param judge key of the judge in the gate
/// @param reuses whether the gate reads and writes reusable ratings at all
/// @param calibrations the valid calibrations by side
record RatingKeys(String judge, boolean reuses, JudgeSetting setting, Map<Side, UUID> calibrations) {

    private static final JsonMapper JSON = JsonMapper.shared();

    RatingKeys {
        calibrations = Map.copyOf(calibrations);
    }

    static RatingKeys of(Gate gate, String judge, JudgeRule rule, JudgeSetting setting, Map<Side, UUID> calibrations) {
        boolean reuses = gate.document().usesCache() && rule.namesVersion() && setting.served() != null;
        return new RatingKeys(judge, reuses, setting, calibrations);
    }

    /// Returns the key in hexadecimal; null if the rating must not be reused.
    @Nullable
    String of(Side side, JudgedItem judged) {
        if (!reuses) {
            return null;
        }
        UUID calibration = calibrations.get(side);
        String all = JSON.writeValueAsString(List.of(
                setting.digest(),
                setting.served() == null ? "" : setting.served(),
                calibration == null ? "" : calibration.toString(),
                judged));
        return Digests.hex(all.getBytes(StandardCharsets.UTF_8));
    }
}
