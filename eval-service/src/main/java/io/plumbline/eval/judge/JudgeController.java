package io.plumbline.eval.judge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.eval.judge.JudgeRequests.AnswerItem;
import io.plumbline.eval.judge.JudgeRequests.ComparisonsRequest;
import io.plumbline.eval.judge.JudgeRequests.SampleRequest;
import io.plumbline.eval.judge.JudgeRequests.VerdictsRequest;
import io.plumbline.eval.judge.rating.Judgement;
import io.plumbline.eval.judge.rating.ModelFamily;
import io.plumbline.eval.judge.rating.PairwisePreference;
import io.plumbline.eval.rubric.Rubric;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.sampling.JudgeSample;
import io.plumbline.eval.sampling.SampledItem;
import io.plumbline.kit.openapi.MayCreate;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/judges")
class JudgeController {

    private final JudgeCatalog judges;
    private final JudgeCheck check;
    private final JudgeExecutor executor;
    private final ReturnedRatings returned;
    private final ReturnedPreferences preferred;

    JudgeController(
            JudgeCatalog judges,
            JudgeCheck check,
            JudgeExecutor executor,
            ReturnedRatings returned,
            ReturnedPreferences preferred) {
        this.preferred = preferred;
        this.judges = judges;
        this.check = check;
        this.executor = executor;
        this.returned = returned;
    }

    record JudgeResponse(
            String name,
            int revision,
            String digest,
            String rubricDigest,
            @JsonUnwrapped JudgeDocument document,
            Instant createdAt,
            Instant updatedAt) {

        static JudgeResponse from(Judge judge) {
            return new JudgeResponse(
                    judge.name(),
                    judge.revision(),
                    judge.digest(),
                    judge.rubricDigest(),
                    judge.document(),
                    judge.createdAt(),
                    judge.updatedAt());
        }
    }

    /// @param judge digest of the judge
    record VerdictsResponse(String judge, String rubric, List<JudgedResponse> items) {}

    /// @param sameFamily whether judge and judged model are of one family; null if unknown
    /// @param verdictId id of this rating for calibrations; null on an error
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JudgedResponse(
            @Nullable String id,
            @Nullable UUID verdictId,
            VerdictStatus status,
            @Nullable Boolean sameFamily,
            @JsonUnwrapped Judgement judgement) {}

    record ComparisonsResponse(String judge, String rubric, List<ComparedResponse> pairs) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ComparedResponse(
            @Nullable String id,
            VerdictStatus status,
            @JsonUnwrapped PairwisePreference preference) {}

    record SampleResponse(List<SampledResponse> items) {}

    /// @param probability sampling probability of the item, needed for estimates
    record SampledResponse(String id, double probability) {}

    /// Whether there is a rating.
    enum VerdictStatus {
        JUDGED,
        ERROR
    }

    /// Creates or replaces a judge.
    @PutMapping("/{name}")
    @MayCreate
    @RequiresPermission(Permission.JUDGE_WRITE)
    ResponseEntity<JudgeResponse> put(
            @PathVariable @Pattern(regexp = RubricDocument.NAME) String name,
            @Valid @RequestBody JudgeDocument document,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        String team = Callers.current().teamFor(Permission.JUDGE_WRITE, document.team());
        Rubric rubric = check.check(team, document);
        JudgeCatalog.Stored stored = judges.store(name, team, document, rubric, ifMatch);
        ResponseEntity.BodyBuilder answer =
                stored.created() ? ResponseEntity.created(URI.create("/api/v1/judges/" + name)) : ResponseEntity.ok();
        return answer.eTag(EntityTags.of(stored.judge().revision())).body(JudgeResponse.from(stored.judge()));
    }

    /// Previews the changes of a `PUT`. Stores nothing.
    @PostMapping("/{name}/diff")
    @RequiresPermission(Permission.JUDGE_WRITE)
    DocumentDiff diff(
            @PathVariable @Pattern(regexp = RubricDocument.NAME) String name,
            @Valid @RequestBody JudgeDocument document) {
        String team = Callers.current().teamFor(Permission.JUDGE_WRITE, document.team());
        check.check(team, document);
        return judges.diff(name, team, document);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.JUDGE_READ)
    ResponseEntity<JudgeResponse> get(@PathVariable String name) {
        Judge judge = judges.get(name);
        return ResponseEntity.ok().eTag(EntityTags.of(judge.revision())).body(JudgeResponse.from(judge));
    }

    @GetMapping
    @RequiresPermission(Permission.JUDGE_READ)
    Page<JudgeResponse> list(@Valid @ParameterObject Paging paging) {
        return judges.list(paging).map(JudgeResponse::from);
    }

    /// Rates answers individually. An item without a valid rating is an ERROR and has no score.
    @PostMapping("/{name}/verdicts")
    @RequiresPermission(Permission.JUDGE_RUN)
    VerdictsResponse verdicts(@PathVariable String name, @Valid @RequestBody VerdictsRequest request) {
        Judge judge = runnable(name);
        List<Judgement> judgements = executor.judge(judges.setting(judge), request.items());
        List<@Nullable UUID> ids = returned.store(
                judge, request.items().stream().map(AnswerItem::judged).toList(), judgements);
        List<JudgedResponse> items = new ArrayList<>();
        for (int i = 0; i < judgements.size(); i++) {
            Judgement judgement = judgements.get(i);
            items.add(new JudgedResponse(
                    request.items().get(i).id(),
                    ids.get(i),
                    judgement.error() == null ? VerdictStatus.JUDGED : VerdictStatus.ERROR,
                    ModelFamily.same(judgement.model(), request.judgedModel()).orElse(null),
                    judgement));
        }
        judges.noteUse(
                judge,
                "rate",
                items.size(),
                (int) items.stream()
                        .filter(item -> item.status() == VerdictStatus.ERROR)
                        .count(),
                judgements.stream().mapToInt(Judgement::calls).sum());
        return new VerdictsResponse(judge.digest(), judge.document().rubric(), items);
    }

    /// Compares two answers to each question in both orders; if these disagree, the result is a TIE.
    @PostMapping("/{name}/comparisons")
    @RequiresPermission(Permission.JUDGE_RUN)
    ComparisonsResponse comparisons(@PathVariable String name, @Valid @RequestBody ComparisonsRequest request) {
        Judge judge = runnable(name);
        List<PairwisePreference> preferences = executor.compare(judges.setting(judge), request.pairs());
        preferred.store(judge, request.pairs(), preferences);
        List<ComparedResponse> pairs = new ArrayList<>();
        for (int i = 0; i < preferences.size(); i++) {
            PairwisePreference preference = preferences.get(i);
            pairs.add(new ComparedResponse(
                    request.pairs().get(i).id(),
                    preference.error() == null ? VerdictStatus.JUDGED : VerdictStatus.ERROR,
                    preference));
        }
        judges.noteUse(
                judge,
                "compare",
                pairs.size(),
                (int) pairs.stream()
                        .filter(pair -> pair.status() == VerdictStatus.ERROR)
                        .count(),
                preferences.stream().mapToInt(PairwisePreference::calls).sum());
        return new ComparisonsResponse(judge.digest(), judge.document().rubric(), pairs);
    }

    /// Samples the items to rate by the hash of their ids, identically in every run. Makes no calls.
    @PostMapping("/{name}/samples")
    @RequiresPermission(Permission.JUDGE_RUN)
    SampleResponse sample(@PathVariable String name, @Valid @RequestBody SampleRequest request) {
        runnable(name);
        List<SampledItem> items = request.items().stream()
                .map(JudgeRequests.DrawableItem::sampled)
                .toList();
        double rate = request.rate() == null ? JudgeSample.DEFAULT_RATE : request.rate();
        long seed = request.seed() == null ? 0 : request.seed();
        return new SampleResponse(JudgeSample.draw(items, rate, seed).stream()
                .map(drawn -> new SampledResponse(items.get(drawn.index()).id(), drawn.probability()))
                .toList());
    }

    private Judge runnable(String name) {
        Judge judge = judges.get(name);
        if (!Callers.current().may(Permission.JUDGE_RUN, judge.team())) {
            throw RequestProblem.NOT_FOUND.because("No judge with this name exists that you can use.");
        }
        return judge;
    }
}
