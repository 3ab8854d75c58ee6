package io.plumbline.eval.gate.judging;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.judge.rating.Digests;
import io.plumbline.eval.judge.rating.JudgeSetting;
import io.plumbline.eval.judge.rating.JudgedItem;
import io.plumbline.eval.suite.SuiteDocument.JudgeRule;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// What a verdict depends on: the judge with its rubric, how it is served, what it was shown, and the calibration
/// that holds for the side. One that drifted has none, and labels of people on what it says now are another; so
/// no verdict from before is taken with labels from after. A judge that is a route is whatever the route leads to
/// at the moment, so it is always asked.
///
/// @param reuses whether the gate takes and leaves verdicts at all
/// @param calibrations those that hold, by side
record RatingKeys(boolean reuses, JudgeSetting setting, Map<Side, UUID> calibrations) {

    private static final JsonMapper JSON = JsonMapper.shared();

    RatingKeys {
        calibrations = Map.copyOf(calibrations);
    }

    static RatingKeys of(Gate gate, JudgeRule rule, JudgeSetting setting, Map<Side, UUID> calibrations) {
        boolean reuses = gate.document().usesCache() && rule.namesVersion() && setting.served() != null;
        return new RatingKeys(reuses, setting, calibrations);
    }

    /// In hexadecimal; null where the verdict is not to be used again.
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
