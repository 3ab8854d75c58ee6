package io.plumbline.eval.calibration;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.calibration.CalibrationRequests.CalibrationRequest;
import io.plumbline.eval.calibration.CalibrationRequests.EstimateRequest;
import io.plumbline.eval.calibration.CalibrationRequests.SentinelVerdict;
import io.plumbline.eval.calibration.prediction.PredictionPoweredMean;
import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.Measured;
import io.plumbline.eval.calibration.report.SentinelDrift;
import io.plumbline.eval.calibration.report.SentinelMaterial;
import io.plumbline.eval.judge.Judge;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Compares judges with people, and estimates human ratings from theirs.
@Service
public class CalibrationService {

    /// Per calibration, since all are rated every day.
    private static final int MOST_WATCHED = 100;

    private static final int MOST_CHARACTERS = 2_000_000;

    private final CalibrationStore calibrations;
    private final SentinelStore sentinels;
    private final PanelLabels panels;
    private final JudgeCatalog judges;
    private final RatingMatch verdicts;
    private final ConfirmationService confirmations;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    CalibrationService(
            Stores stores,
            JudgeCatalog judges,
            RatingMatch verdicts,
            ConfirmationService confirmations,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock) {
        this.calibrations = stores.calibrations();
        this.sentinels = stores.sentinels();
        this.panels = stores.panels();
        this.judges = judges;
        this.verdicts = verdicts;
        this.confirmations = confirmations;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    record Stores(CalibrationStore calibrations, SentinelStore sentinels, PanelLabels panels) {}

    /// A calibration, and why it is no longer valid.
    public record Known(JudgeCalibration calibration, List<String> staleness) {

        /// Returns why gates do not use it; empty if they do.
        public List<String> objections() {
            return staleness.isEmpty() ? calibration.unconfirmed().stream().toList() : staleness;
        }
    }

    /// Records labels with the judge's ratings. Gates use it once every rating is known to come from the judge
    /// and a second person has confirmed it.
    ///
    /// @throws ProblemException 400 if a rating differs from the one that the judge returned under its id; 409 if
    ///     the ratings are from a previous version of the judge
    /// @param served digest of the judge's served configuration; null for a route
    @Transactional
    public Known record(String name, CalibrationRequest request, @Nullable String served) {
        Judge judge = mine(name, Permission.JUDGE_WRITE);
        if (!judge.digest().equals(request.judge())) {
            throw CalibrationProblem.CALIBRATION_STALE.because("The verdicts are of another judge. The digest of "
                    + name + " is now " + judge.digest() + ". Request its verdicts again.");
        }
        List<LabelledItem> labelled = panels.labelled(judge, request);
        checkSentinels(labelled);
        int verified = verdicts.verified(judge, labelled);
        List<LabelledItem> items =
                labelled.stream().map(LabelledItem::withoutMaterial).toList();
        String author = Callers.current().id();
        String digest = RatingMatch.digest(items);
        LabelOrigin.Source source = request.panel() == null ? LabelOrigin.Source.UPLOAD : LabelOrigin.Source.PANEL;
        LabelOrigin origin = new LabelOrigin(author, source, digest, verified);
        RubricDocument rubric = judges.setting(judge).rubric();
        JudgeCalibration calibration = new JudgeCalibration(
                ids.next(),
                judge.team(),
                new JudgeCalibration.CalibratedJudge(
                        name, judge.digest(), judge.document().rubric(), request.judgedModel(), served),
                items,
                CalibrationReport.of(rubric, labelled, request.pairs()),
                origin,
                CalibrationConfirmation.NONE,
                null,
                clock.instant());
        calibrations.insert(calibration);
        sentinels.insert(calibration.id(), calibration.team(), labelled);
        trail.append(AuditEntry.of(
                        CalibrationAction.RECORDED,
                        judge.team(),
                        "calibration",
                        calibration.id().toString())
                .with("judge", name)
                .with("digest", judge.digest())
                .with("judgedModel", request.judgedModel())
                .with("items", labelled.size())
                .with("verified", verified)
                .withIfPresent(
                        "panel",
                        request.panel() == null ? null : request.panel().name())
                .with("author", author)
                .with("source", origin.source().name())
                .with("labels", digest)
                .with("grade", calibration.report().grade().name()));
        return new Known(calibration, List.of());
    }

    /// @throws ProblemException 404
    public Known get(String name, UUID id) {
        Judge judge = judges.get(name);
        confirmations.sync(judge.team());
        return known(judge, find(name, id));
    }

    /// Requests confirmation by a second person.
    ///
    /// @throws ProblemException 404; 409 `calibration-stale` or `calibration-unconfirmable`
    public Known confirm(String name, UUID id) {
        Judge judge = mine(name, Permission.JUDGE_WRITE);
        Known known = get(name, id);
        if (!known.staleness().isEmpty()) {
            throw CalibrationProblem.CALIBRATION_STALE.because(String.join(" ", known.staleness()));
        }
        confirmations.request(known.calibration());
        return get(judge.name(), id);
    }

    /// Returns the labels and ratings of a calibration, in the order sent.
    ///
    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    public Page<LabelledItem> labels(String name, UUID id, Paging paging) {
        judges.get(name);
        List<LabelledItem> items = find(name, id).items();
        int from = paging.after(1).map(cursor -> cursor.integer(0)).orElse(0);
        List<Integer> places = IntStream.range(Math.clamp(from, 0, items.size()), items.size())
                .limit(paging.size() + 1L)
                .boxed()
                .toList();
        return Page.of(places, paging, place -> Cursor.of(place + 1)).map(items::get);
    }

    /// Newest first.
    public Page<Known> list(String name, @Nullable String judgedModel, Paging paging) {
        Judge judge = judges.get(name);
        confirmations.sync(judge.team());
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<JudgeCalibration> rows = calibrations.newest(name, judgedModel, before, paging.size() + 1);
        return Page.of(rows, paging, calibration -> Cursor.of(calibration.id()))
                .map(calibration -> known(judge, calibration));
    }

    /// Returns for each judged model the newest confirmed calibration, or else the newest, by judge; without
    /// their items.
    @Transactional(readOnly = true)
    public Map<String, List<Known>> newestOfEachModel(List<Judge> of) {
        Map<String, Judge> byName = of.stream().collect(Collectors.toMap(Judge::name, Function.identity()));
        return calibrations.newestOfEachModel(byName.keySet()).stream()
                .map(calibration -> known(Objects.requireNonNull(byName.get(calibration.judge())), calibration))
                .collect(Collectors.groupingBy(known -> known.calibration().judge()));
    }

    /// Estimates the mean human rating from the labels of the calibration and ratings of other answers.
    ///
    /// @param served digest of the judge's served configuration; null for a route
    /// @throws ProblemException 409 if the calibration is no longer valid
    @Transactional(readOnly = true)
    public PredictionPoweredMean estimate(String name, UUID id, EstimateRequest request, @Nullable String served) {
        Judge judge = mine(name, Permission.JUDGE_RUN);
        JudgeCalibration calibration = find(name, id);
        List<String> staleness = new ArrayList<>(calibration.staleness(judge.digest(), clock.instant()));
        if (!calibration.isServedBy(served)) {
            staleness.add("The judge is now served differently: its guard policy, provider or parameters differ.");
        }
        if (!staleness.isEmpty()) {
            throw CalibrationProblem.CALIBRATION_STALE.because(
                    String.join(" ", staleness) + " Label some of its new verdicts.");
        }
        List<LabelledItem> items = calibration.items();
        double[] human = items.stream().mapToDouble(LabelledItem::human).toArray();
        double[] judged = items.stream().mapToDouble(LabelledItem::verdict).toArray();
        double[] verdicts =
                request.verdicts().stream().mapToDouble(Double::doubleValue).toArray();
        List<Double> probabilities = request.probabilities();
        if (probabilities == null) {
            return PredictionPoweredMean.of(human, judged, verdicts, Measured.CONFIDENCE);
        }
        if (probabilities.size() != verdicts.length) {
            throw CalibrationProblem.CALIBRATION_INVALID
                    .because("The request is invalid. errors lists each field.")
                    .at("/probabilities", "must be as many as the verdicts");
        }
        double[] drawn = probabilities.stream().mapToDouble(Double::doubleValue).toArray();
        return PredictionPoweredMean.ofSample(human, judged, verdicts, drawn, Measured.CONFIDENCE);
    }

    /// Checks the sentinels: if the judge rates them differently, the calibration is stale until another check
    /// has another result.
    ///
    /// @throws ProblemException 400 if an id is not a sentinel of it, or there are too few
    @Transactional
    public Known checkSentinels(String name, UUID id, List<SentinelVerdict> verdicts) {
        Judge judge = mine(name, Permission.JUDGE_WRITE);
        JudgeCalibration calibration = find(name, id);
        Map<String, Double> before = new HashMap<>();
        calibration.items().stream()
                .filter(LabelledItem::isSentinel)
                .forEach(item -> before.put(String.valueOf(item.id()), item.verdict()));
        Map<String, Double> now = new HashMap<>();
        ProblemException problem =
                CalibrationProblem.CALIBRATION_INVALID.because("The request is invalid. errors lists each field.");
        for (int i = 0; i < verdicts.size(); i++) {
            String sentinel = verdicts.get(i).id();
            if (!before.containsKey(sentinel)
                    || now.put(sentinel, verdicts.get(i).verdict()) != null) {
                problem.at("/items/" + i + "/id", "must be a sentinel of the calibration and listed once");
            }
        }
        if (now.size() < SentinelDrift.FEWEST) {
            problem.at("/items", "must have at least " + SentinelDrift.FEWEST + " sentinels");
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        List<String> order = new ArrayList<>(now.keySet());
        SentinelDrift drift = SentinelDrift.of(
                clock.instant(),
                order.stream().mapToDouble(now::get).toArray(),
                order.stream().mapToDouble(before::get).toArray(),
                judges.setting(judge).rubric().scale().step());
        calibrations.setDrift(id, drift);
        trail.append(AuditEntry.of(CalibrationAction.SENTINELS_SEEN, judge.team(), "calibration", id.toString())
                .with("judge", name)
                .with("items", drift.items())
                .with("drifted", drift.drifted()));
        return known(judge, find(name, id));
    }

    private Known known(Judge judge, JudgeCalibration calibration) {
        return new Known(calibration, calibration.staleness(judge.digest(), clock.instant()));
    }

    private static void checkSentinels(List<LabelledItem> items) {
        Map<String, Integer> seen = new HashMap<>();
        ProblemException problem =
                CalibrationProblem.CALIBRATION_INVALID.because("The request is invalid. errors lists each field.");
        for (int i = 0; i < items.size(); i++) {
            LabelledItem item = items.get(i);
            if (item.isSentinel() && (item.id() == null || seen.put(item.id(), i) != null)) {
                problem.at("/items/" + i + "/id", "is required and must be unique among the sentinels");
            }
            if (item.material() != null && !item.isSentinel()) {
                problem.at("/items/" + i + "/material", "may be given only for a sentinel");
            }
        }
        List<SentinelMaterial> watched = items.stream()
                .map(LabelledItem::material)
                .filter(Objects::nonNull)
                .toList();
        if (watched.size() > MOST_WATCHED
                || watched.stream().mapToLong(SentinelMaterial::characters).sum() > MOST_CHARACTERS) {
            problem.at(
                    "/items",
                    "must have at most " + MOST_WATCHED + " materials of " + MOST_CHARACTERS + " characters together");
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private Judge mine(String name, Permission permission) {
        Judge judge = judges.get(name);
        if (!Callers.current().may(permission, judge.team())) {
            throw RequestProblem.NOT_FOUND.because("No such judge exists, or you may not use it here.");
        }
        return judge;
    }

    private JudgeCalibration find(String name, UUID id) {
        return calibrations
                .find(name, id)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("The judge has no such calibration."));
    }
}
