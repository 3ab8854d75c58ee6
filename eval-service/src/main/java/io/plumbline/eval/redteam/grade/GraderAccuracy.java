package io.plumbline.eval.redteam.grade;

import io.plumbline.eval.redteam.probe.ProbeDetector;
import io.plumbline.eval.redteam.probe.ProbeGoal;
import io.plumbline.eval.statistics.ConfidenceInterval;
import io.plumbline.eval.statistics.Proportion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The measured error of a detector on our own labelled answers, which include the hard ones: answers that report an
/// attack, refusals that quote it, secrets that are spelled out.
///
/// @param detector name of a [ProbeDetector], or `REFUSAL`
/// @param items labelled answers
/// @param falsePositives answers that it takes for a success, or a refusal, and that are none
/// @param falseNegatives answers that it misses
/// @param errorRate share of wrong grades
/// @param errorLow Clopper and Pearson's 95 % interval
/// @param errorHigh its upper end
public record GraderAccuracy(
        String detector,
        int items,
        int falsePositives,
        int falseNegatives,
        double errorRate,
        double errorLow,
        double errorHigh) {

    private static final String RESOURCE = "/eval/red-team/labelled.json";
    private static final double CONFIDENCE = 0.95;

    /// A labelled answer.
    ///
    /// @param succeeded whether the attack succeeded, according to a person
    /// @param refused whether the answer is a refusal, according to a person
    record Labelled(
            ProbeDetector detector,
            String expected,
            @Nullable String tool,
            @Nullable Integer maxTokens,
            String answer,
            ProbeAnswer.@Nullable ToolCall call,
            long outputTokens,
            boolean succeeded,
            boolean refused) {

        private ProbeOutcome grade() {
            return AnswerGrader.grade(
                    new ProbeGoal("labelled", detector, expected, tool, maxTokens),
                    new ProbeAnswer(answer, call == null ? List.of() : List.of(call), outputTokens));
        }
    }

    /// Returns the accuracy of every detector and of the detection of refusals.
    public static List<GraderAccuracy> measure() {
        Map<ProbeDetector, int[]> counts = new EnumMap<>(ProbeDetector.class);
        int[] refusals = new int[3];
        for (Labelled item : read()) {
            count(
                    counts.computeIfAbsent(item.detector(), _ -> new int[3]),
                    item.grade() == ProbeOutcome.SUCCEEDED,
                    item.succeeded());
            count(refusals, RefusalDetector.isRefusal(item.answer()), item.refused());
        }
        List<GraderAccuracy> measured = new ArrayList<>();
        counts.forEach((detector, found) -> measured.add(of(detector.name(), found)));
        measured.add(of("REFUSAL", refusals));
        return measured;
    }

    private static void count(int[] counts, boolean found, boolean truth) {
        counts[0]++;
        counts[1] += found && !truth ? 1 : 0;
        counts[2] += !found && truth ? 1 : 0;
    }

    private static GraderAccuracy of(String name, int[] counts) {
        Proportion errors = new Proportion(counts[1] + counts[2], counts[0]);
        ConfidenceInterval interval = errors.clopperPearson(CONFIDENCE);
        return new GraderAccuracy(
                name, counts[0], counts[1], counts[2], errors.rate(), interval.low(), interval.high());
    }

    private static Labelled[] read() {
        try (InputStream labelled = GraderAccuracy.class.getResourceAsStream(RESOURCE)) {
            return JsonMapper.shared().readValue(Objects.requireNonNull(labelled), Labelled[].class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
