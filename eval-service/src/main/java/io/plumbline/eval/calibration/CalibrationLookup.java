package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.report.LabelledItem;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/// Finds calibrations for decisions by a judge: by the digest of the judge, regardless of its name, by its served
/// configuration, and by the judged model. Only confirmed calibrations count.
@Service
public class CalibrationLookup {

    private final CalibrationStore calibrations;
    private final ConfirmationSync sync;
    private final Clock clock;

    CalibrationLookup(CalibrationStore calibrations, ConfirmationSync sync, Clock clock) {
        this.calibrations = calibrations;
        this.sync = sync;
        this.clock = clock;
    }

    /// Returns the labels for decisions, or why there are none.
    ///
    /// @param digest digest of the current judge
    /// @param served digest of its served configuration; null for a route
    /// @param judgedModel for example `support-assistant@3`
    public Lookup current(String team, String digest, @Nullable String served, String judgedModel) {
        sync.sync(team);
        Optional<JudgeCalibration> newest = calibrations.newestOf(team, digest, judgedModel);
        if (newest.isEmpty()) {
            return Lookup.missing(
                    "this judge, in its current version, has no calibration on the answers of " + judgedModel + ".");
        }
        JudgeCalibration calibration = newest.get();
        List<String> staleness = calibration.staleness(digest, clock.instant());
        String of = "calibration " + calibration.id() + " on the answers of " + judgedModel;
        if (!staleness.isEmpty()) {
            return Lookup.missing(of + " is no longer valid. " + String.join(" ", staleness));
        }
        if (!calibration.isServedBy(served)) {
            return Lookup.missing(of
                    + " belongs to an earlier served configuration of the judge: its provider, parameters or guard policy"
                    + " have changed.");
        }
        return calibration
                .unconfirmed()
                .map(why -> Lookup.missing(of + " is unconfirmed. " + why))
                .orElseGet(() -> Lookup.found(labels(calibration)));
    }

    private static JudgeLabels labels(JudgeCalibration calibration) {
        return new JudgeLabels(
                calibration.id(),
                calibration.items().stream().mapToDouble(LabelledItem::human).toArray(),
                calibration.items().stream().mapToDouble(LabelledItem::verdict).toArray());
    }

    /// The result of a lookup.
    ///
    /// @param labels null if there are none for decisions
    /// @param reason why there are none, as the end of a sentence; empty if there are some
    public record Lookup(@Nullable JudgeLabels labels, String reason) {

        public static Lookup found(JudgeLabels labels) {
            return new Lookup(labels, "");
        }

        public static Lookup missing(String reason) {
            return new Lookup(null, reason);
        }
    }
}
