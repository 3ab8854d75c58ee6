package io.plumbline.console.judge;

import io.plumbline.console.judge.JudgeClient.Calibration;
import io.plumbline.console.judge.JudgeClient.Judge;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Combines judges with the newest calibration of each judged model.
@Component
public class JudgeRows {

    private static final int MOST = 500;

    private final JudgeClient judges;

    JudgeRows(JudgeClient judges) {
        this.judges = judges;
    }

    /// Returns the judges that use any version of a rubric.
    public List<JudgeRow> ofRubric(String rubric) {
        return judges.list(MOST, null).items().stream()
                .filter(judge -> judge.rubric().startsWith(rubric + "@"))
                .map(this::of)
                .toList();
    }

    JudgeRow of(Judge judge) {
        return of(judge, judges.calibrations(judge.name(), MOST, null).items());
    }

    /// @param newestFirst the judge's calibrations
    static JudgeRow of(Judge judge, List<Calibration> newestFirst) {
        Map<String, Calibration> ofEachModel = new LinkedHashMap<>();
        newestFirst.forEach(calibration -> ofEachModel.putIfAbsent(calibration.judgedModel(), calibration));
        return JudgeRow.of(
                judge,
                ofEachModel.values().stream()
                        .map(CalibrationRow::of)
                        .sorted(Comparator.comparingInt(row -> row.holds() ? 0 : 1))
                        .toList());
    }
}
