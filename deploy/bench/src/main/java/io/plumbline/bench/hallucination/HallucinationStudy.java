package io.plumbline.bench.hallucination;

import io.plumbline.eval.harm.grade.Abstention;
import io.plumbline.eval.harm.grade.ClaimSupport;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `bench hallucination`: how well signals without a model tell hallucinated answers from others, on HaluEval's human
/// labels. The answers have no passages, so the figures are those of the hardest case.
public final class HallucinationStudy {

    public static final String NAME = "hallucination";
    public static final String TITLE = "detection of hallucination without a model, on HaluEval (--data DIR)";

    private static final String FILE = "halueval-general.jsonl";
    private static final int FOLDS = 2;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Narrator narrator;

    public HallucinationStudy(Narrator narrator) {
        this.narrator = narrator;
    }

    private record Answer(Signals signals, boolean hallucinated, int fold) {}

    /// Signals of hallucination in an answer that need no model. A higher value speaks for hallucination.
    ///
    /// @param unsupported share of claims that the question does not support
    /// @param claims number of claims
    /// @param figures number of figures in the answer that the question lacks
    /// @param committed 0 for an answer that states that it does not know or declines; 1 otherwise
    private record Signals(double unsupported, double claims, double figures, double committed) {

        private static final Pattern NUMBER = Pattern.compile("\\d+(?:[.,]\\d+)*");

        static Signals of(String question, String answer) {
            List<String> claims = ClaimSupport.claims(answer);
            long figures = NUMBER.matcher(answer)
                    .results()
                    .filter(number -> !question.contains(number.group()))
                    .count();
            return new Signals(
                    1 - ClaimSupport.share(question, claims),
                    claims.size(),
                    figures,
                    Abstention.isAbstention(answer) ? 0 : 1);
        }

        /// Returns them on scales that a linear model can use.
        double[] features() {
            return new double[] {1, unsupported, Math.log1p(claims), Math.log1p(figures), committed};
        }
    }

    /// One row of the table.
    ///
    /// @param fitted whether weights were fitted, on the other half of the answers
    record Row(String signal, boolean fitted, RocCurve curve) {}

    /// @param data a folder with `halueval-general.jsonl`
    /// @param json the file for the figures
    /// @throws CannotContinue if the folder has none
    public void run(Path data, Path json) {
        List<Answer> answers = read(data.resolve(FILE));
        List<Row> rows = narrator.during(NAME, progress -> rows(answers));
        narrator.heading("AUROC of hallucination on the human labels of HaluEval, general questions");
        narrator.verbatim("%-42s %6s  %-15s %s".formatted("signal", "AUROC", "95 % (DeLong)", "weights"));
        rows.forEach(row -> narrator.verbatim(String.format(
                Locale.ROOT,
                "%-42s %6.3f  %.3f to %.3f  %s",
                row.signal(),
                row.curve().area(),
                row.curve().low(),
                row.curve().high(),
                row.fitted() ? "fitted on the other half" : "none")));
        try {
            Files.createDirectories(json.toAbsolutePath().getParent());
            Files.writeString(json, JSON.writeValueAsString(rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        RocCurve any = rows.getFirst().curve();
        narrator.blank();
        narrator.say(
                ("%d hallucinated answers and %d others. No constant of the single signals was fitted to any corpus. The"
                                + " combination is a logistic regression: each half of the answers is scored with weights fitted"
                                + " on the other half. No model was called. The figures are in %s.")
                        .formatted(any.positives(), any.negatives(), json));
    }

    private static List<Answer> read(Path file) {
        List<Answer> answers = new ArrayList<>();
        try (var lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank()).map(JSON::readTree).forEach(each -> answers.add(answer(each)));
        } catch (IOException e) {
            throw new CannotContinue("There is no " + FILE + " in " + file.getParent() + ".");
        }
        if (answers.stream().filter(Answer::hallucinated).count() < 2
                || answers.stream().filter(answer -> !answer.hallucinated()).count() < 2) {
            throw new CannotContinue(FILE + " needs at least two answers of each label.");
        }
        return answers;
    }

    private static Answer answer(JsonNode each) {
        String question = each.path("query").asString("");
        return new Answer(
                Signals.of(question, each.path("response").asString("")),
                each.path("hallucination").asBoolean(false),
                Math.floorMod(question.hashCode(), FOLDS));
    }

    private static List<Row> rows(List<Answer> answers) {
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                "claims that the question does not support",
                answers,
                each -> each.signals().unsupported()));
        rows.add(row("number of claims", answers, each -> each.signals().claims()));
        rows.add(row(
                "figures that the question lacks",
                answers,
                each -> each.signals().figures()));
        rows.add(row("no abstention", answers, each -> each.signals().committed()));
        List<LinearFit> fits = new ArrayList<>();
        for (int fold = 0; fold < FOLDS; fold++) {
            int held = fold;
            List<Answer> others =
                    answers.stream().filter(answer -> answer.fold() != held).toList();
            fits.add(LinearFit.of(
                    others.stream().map(answer -> answer.signals().features()).toList(),
                    others.stream().map(Answer::hallucinated).toList()));
        }
        RocCurve combined = curve(
                answers, each -> fits.get(each.fold()).score(each.signals().features()));
        rows.add(new Row("all four together", true, combined));
        return rows;
    }

    private static Row row(String signal, List<Answer> answers, ToDoubleFunction<Answer> score) {
        return new Row(signal, false, curve(answers, score));
    }

    private static RocCurve curve(List<Answer> answers, ToDoubleFunction<Answer> score) {
        return RocCurve.of(scores(answers, true, score), scores(answers, false, score));
    }

    private static double[] scores(List<Answer> answers, boolean hallucinated, ToDoubleFunction<Answer> score) {
        return answers.stream()
                .filter(answer -> answer.hallucinated() == hallucinated)
                .mapToDouble(score)
                .toArray();
    }
}
