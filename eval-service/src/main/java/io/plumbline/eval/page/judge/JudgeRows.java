package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.CalibrationService;
import io.plumbline.eval.calibration.CalibrationService.Known;
import io.plumbline.eval.judge.Judge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Combines judges with their calibrations.
@Component
public class JudgeRows {

    private final CalibrationService calibrations;

    JudgeRows(CalibrationService calibrations) {
        this.calibrations = calibrations;
    }

    /// Returns rows in the order of the judges.
    public List<JudgeRow> of(List<Judge> judges) {
        Map<String, List<Known>> newest = calibrations.newestOfEachModel(judges);
        return judges.stream()
                .map(judge -> JudgeRow.of(
                        judge,
                        newest.getOrDefault(judge.name(), List.of()).stream()
                                .map(CalibrationRow::of)
                                .sorted(Comparator.comparingInt(row -> row.holds() ? 0 : 1))
                                .toList()))
                .toList();
    }
}
