package io.plumbline.eval.harm;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.harm.grade.HarmOutcome;
import io.plumbline.eval.harm.item.HarmKind;
import io.plumbline.eval.harm.ledger.HarmAnswerStore;
import io.plumbline.eval.harm.ledger.HarmAnswerStore.Answered;
import io.plumbline.eval.harm.ledger.HarmAnswerStore.Place;
import io.plumbline.eval.harm.ledger.HarmMeasurement;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.trial.TrialEnd;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads measurements for callers that see their team. Texts are redacted and shortened for people.
final class HarmArchive {

    private static final int MAX_TEXT = 4_000;

    private final HarmStore measurements;
    private final HarmAnswerStore answers;
    private final Redactor redactor;
    private final TransactionTemplate transactions;
    private final TrialEnd end;

    HarmArchive(HarmStore measurements, HarmAnswerStore answers, Redactor redactor, TransactionTemplate transactions) {
        this.measurements = measurements;
        this.answers = answers;
        this.redactor = redactor;
        this.transactions = transactions;
        this.end = new TrialEnd(measurements, transactions);
    }

    /// An answer, for people.
    ///
    /// @param item number of the prompt
    /// @param sample number of the answer among those to the prompt, from 0
    /// @param variant value of the protected attribute; empty without one
    /// @param measures by name: `choice` is the index of the chosen answer, `judged` the judge's score
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HarmAnswerView(
            int item,
            int sample,
            String group,
            String variant,
            HarmOutcome outcome,
            @Nullable String error,
            Map<String, Double> measures,
            String prompt,
            String answer) {}

    HarmMeasurement get(UUID id) {
        HarmMeasurement measurement =
                transactions.execute(_ -> measurements.find(id).orElse(null));
        if (measurement == null) {
            throw RequestProblem.NOT_FOUND.because("No measurement with this id exists that you can access.");
        }
        return measurement;
    }

    /// Returns the measurement once it has ended, or its state after these seconds.
    HarmMeasurement await(UUID id, int seconds) {
        end.await(id, seconds);
        return get(id);
    }

    HarmMeasurement done(UUID id) {
        HarmMeasurement measurement = get(id);
        if (measurement.state().results() == null) {
            throw HarmProblem.MEASUREMENT_NOT_FINISHED.because(
                    measurement.status().isFinal()
                            ? "This measurement has no results: it was cancelled, or could not run."
                            : "Wait for the measurement to end: GET it with ?wait=120.");
        }
        return measurement;
    }

    Page<HarmMeasurement> list(@Nullable String target, @Nullable HarmKind kind, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<HarmMeasurement> rows = Objects.requireNonNull(
                transactions.execute(_ -> measurements.newest(target, kind, before, paging.size() + 1)));
        return Page.of(rows, paging, measurement -> Cursor.of(measurement.id()));
    }

    Page<HarmAnswerView> answers(UUID id, Paging paging) {
        get(id);
        Place after = paging.after(2)
                .map(cursor -> new Place(cursor.integer(0), cursor.integer(1)))
                .orElse(new Place(-1, 0));
        List<HarmAnswerView> rows =
                Objects.requireNonNull(transactions.execute(_ -> answers.page(id, after, paging.size() + 1))).stream()
                        .map(this::view)
                        .toList();
        return Page.of(rows, paging, answer -> Cursor.of(answer.item(), answer.sample()));
    }

    private HarmAnswerView view(Answered answered) {
        Map<String, Double> measures = new TreeMap<>();
        answered.answer().measures().forEach((measure, value) -> measures.put(measure.code(), value));
        return new HarmAnswerView(
                answered.answer().item(),
                answered.answer().sample(),
                answered.item().group(),
                answered.item().variant(),
                answered.answer().outcome(),
                answered.answer().error(),
                measures,
                shown(answered.item().prompt()),
                shown(answered.answer().text()));
    }

    private String shown(String text) {
        return ReadableText.of(redactor.redact(text), MAX_TEXT);
    }
}
