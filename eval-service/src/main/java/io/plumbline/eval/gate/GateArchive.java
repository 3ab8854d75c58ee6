package io.plumbline.eval.gate;

import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateFilter;
import io.plumbline.eval.gate.ledger.GateHistory;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.TrendPoint;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.ScoreStore;
import io.plumbline.eval.gate.ledger.answer.ViewStore;
import io.plumbline.eval.suite.SuiteView;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads gates for callers that see their team.
public final class GateArchive {

    /// Beyond this number of answers, texts are read only where they are shown.
    private static final int MOST_WITH_TEXTS = 5_000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int MOST_WAIT = 100;
    private static final int MOST_WAIT_OF_A_CALLER = 10;

    private final GateStore gates;
    private final GateHistory history;
    private final AnswerStore answers;
    private final ScoreStore scores;
    private final RatingStore verdicts;
    private final ViewStore views;
    private final TransactionTemplate transactions;
    private final CallerPermits waits = new CallerPermits(MOST_WAIT_OF_A_CALLER, MOST_WAIT);

    GateArchive(
            GateStore gates,
            GateHistory history,
            AnswerStore answers,
            ScoreStore scores,
            RatingStore verdicts,
            ViewStore views,
            TransactionTemplate transactions) {
        this.gates = gates;
        this.history = history;
        this.answers = answers;
        this.scores = scores;
        this.verdicts = verdicts;
        this.views = views;
        this.transactions = transactions;
    }

    public Gate get(UUID id) {
        Gate gate = transactions.execute(_ -> gates.find(id).orElse(null));
        if (gate == null) {
            throw RequestProblem.NOT_FOUND.because("No gate with this id exists that you can access.");
        }
        return gate;
    }

    /// Returns the gate once it has ended, or its state after the given seconds. It polls the database because
    /// any replica may run the gate, and holds no connection between polls. If the caller already waits ten
    /// times, or all callers a hundred times, it returns the state at once.
    Gate await(UUID id, int seconds) {
        String caller = Callers.current().id();
        if (seconds == 0 || isOver(id) || waits.take(caller) != CallerPermits.Answer.GRANTED) {
            return get(id);
        }
        try {
            waitFor(id, seconds);
        } finally {
            waits.release(caller);
        }
        return get(id);
    }

    private void waitFor(UUID id, int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        while (!isOver(id) && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
    }

    /// Also true for a missing gate, which nobody needs to wait for.
    private boolean isOver(UUID id) {
        return !Boolean.FALSE.equals(transactions.execute(
                _ -> gates.status(id).map(GateStatus::isFinal).orElse(true)));
    }

    /// Returns the gate with its items and answers so far; for a large gate without their texts, which are read
    /// where they are shown.
    public GateDetails details(UUID id) {
        return details(get(id));
    }

    GateDetails details(Gate gate) {
        return gate.answered() > MOST_WITH_TEXTS ? withoutTexts(gate) : whole(gate);
    }

    private GateDetails whole(Gate gate) {
        return Objects.requireNonNull(transactions.execute(_ -> new GateDetails(
                gate, answers.items(gate.id()), answers.answers(gate.id()), null, views.of(gate.id()))));
    }

    /// Includes answers without scores, for example because a metric is unavailable.
    private GateDetails withoutTexts(Gate gate) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            List<GateAnswer> given = new ArrayList<>();
            for (Side side : Side.values()) {
                given.addAll(scores.scored(gate.id(), side, 0, Integer.MAX_VALUE, List.of()));
            }
            return new GateDetails(
                    gate,
                    answers.itemsWithoutFields(gate.id()),
                    given,
                    places -> someWhole(gate, places),
                    views.of(gate.id()));
        }));
    }

    private GateDetails someWhole(Gate gate, Collection<Integer> places) {
        return Objects.requireNonNull(transactions.execute(
                _ -> new GateDetails(gate, answers.items(gate.id(), places), answers.answers(gate.id(), places))));
    }

    /// Returns the gate with one item and all answers to it.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the gate has no such item
    GateDetails item(UUID id, int item) {
        GateDetails found = someWhole(get(id), List.of(item));
        if (found.items().isEmpty()) {
            throw RequestProblem.NOT_FOUND.because("The gate has no item at this position.");
        }
        return found;
    }

    /// Returns the ended gate for a report.
    Gate ended(UUID id) {
        Gate gate = get(id);
        if (!gate.status().isFinal()) {
            throw GateProblem.GATE_NOT_FINISHED.because("Wait for the gate to end: GET it with ?wait=120.");
        }
        return gate;
    }

    /// Returns the judge's ratings by item.
    Page<GateVerdict> verdicts(UUID id, Paging paging) {
        get(id);
        Cursor after = paging.after(3).orElse(Cursor.of(-1, "", ""));
        List<GateVerdict> rows = Objects.requireNonNull(transactions.execute(
                _ -> verdicts.page(id, after.integer(0), after.text(1), after.text(2), paging.size() + 1)));
        return Page.of(rows, paging, verdict -> Cursor.of(verdict.item(), verdict.side(), verdict.judge()));
    }

    /// Returns the judge's ratings of some items, by item, the candidate's answer first.
    public List<GateVerdict> verdictsOn(UUID id, List<Integer> items) {
        return Objects.requireNonNull(transactions.execute(_ -> verdicts.of(id, items)));
    }

    /// Returns all ratings of the suite's `judge`.
    public List<GateVerdict> verdicts(UUID id) {
        return Objects.requireNonNull(transactions.execute(_ -> verdicts.all(id, SuiteDocument.MAIN_JUDGE)));
    }

    /// Newest first.
    public Page<Gate> list(GateFilter filter, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<Gate> rows =
                Objects.requireNonNull(transactions.execute(_ -> gates.newest(filter, before, paging.size() + 1)));
        return Page.of(rows, paging, gate -> Cursor.of(gate.id()));
    }

    /// Returns gates of the same suite and candidate, newest first.
    public List<Gate> attempts(Gate gate, int most) {
        return Objects.requireNonNull(transactions.execute(_ -> history.attempts(gate, most)));
    }

    /// Returns the newest gate of each revision of a suite, the newest revision first.
    public List<Gate> ofEachRevision(String suite, int most) {
        return Objects.requireNonNull(transactions.execute(_ -> history.ofEachRevision(suite, most)));
    }

    /// Returns gates with a verdict whose suite has a judge of that rubric and model, newest first.
    public List<Gate> judgedBy(String team, String rubric, String model, int most) {
        return Objects.requireNonNull(transactions.execute(_ -> history.judgedBy(team, rubric, model, most)));
    }

    /// Returns the results of a suite's gates, newest first.
    ///
    /// @param check the only check to include; null for all
    Page<TrendPoint> trend(SuiteView suite, @Nullable String check, Paging paging) {
        return trend(suite.team(), suite.name(), check, paging);
    }

    /// Like the other method, by names.
    public Page<TrendPoint> trend(String team, String suite, @Nullable String check, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<TrendPoint> rows = Objects.requireNonNull(
                transactions.execute(_ -> gates.trend(team, suite, check, before, paging.size() + 1)));
        return Page.of(rows, paging, point -> Cursor.of(point.gate()));
    }
}
