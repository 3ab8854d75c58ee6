package io.plumbline.eval.page.judge;

import io.plumbline.eval.calibration.CalibrationService;
import io.plumbline.eval.calibration.CalibrationService.Known;
import io.plumbline.eval.judge.Judge;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Puts judges together with what they were found to be worth.
@Component
public class JudgeRows {

    private final CalibrationService calibrations;

    JudgeRows(CalibrationService calibrations) {
        this.calibrations = calibrations;
    }

    /// In the order of the judges.
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
