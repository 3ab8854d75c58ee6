package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.CalibrationRequests.LabelledItem;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Looks calibrations up for those who decide by a judge: by the digest of the judge, whatever it is called,
/// by how it is served, and by the model that it judges.
@Service
public class CalibrationBook {

    private final CalibrationStore calibrations;
    private final Clock clock;

    CalibrationBook(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.calibrations = new CalibrationStore(jdbc, json);
        this.clock = clock;
    }

    /// The labels of the newest calibration; empty when there is none, or the newest is stale.
    ///
    /// @param digest of the judge as it is
    /// @param served digest of how it is served; null for a route
    /// @param judgedModel such as `support-assistant@3`
    @Transactional(readOnly = true)
    public Optional<JudgeLabels> current(
            String team, String digest, @Nullable String served, String judgedModel) {
        return calibrations
                .newestOf(team, digest, judgedModel)
                .filter(calibration ->
                        calibration.staleness(digest, clock.instant()).isEmpty() && calibration.isServedBy(served))
                .map(calibration -> new JudgeLabels(
                        calibration.id(),
                        calibration.items().stream()
                                .mapToDouble(LabelledItem::human)
                                .toArray(),
                        calibration.items().stream()
                                .mapToDouble(LabelledItem::verdict)
                                .toArray()));
    }
}
