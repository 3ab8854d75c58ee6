package io.plumbline.eval.ranking;

import io.plumbline.eval.gate.GateArchive;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Rankings, computed from the request and stored gates. They do not count for promotions: only a gate does.
@RestController
@RequestMapping("/api/v1/rankings")
class RankingController implements DisposableBean {

    private final GateArchive gates;
    private final ItemResults results;
    private final PanelPreferences panels;
    private final JudgePreferences judges;
    /// A ranking may take a processor for a minute. On the virtual threads of requests, a few would keep all others
    /// from
    /// running.
    private final ExecutorService threads = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("ranking-", 0).factory());
    /// The items of ten gates are much memory.
    private final Semaphore places = new Semaphore(2);

    RankingController(GateArchive gates, ItemResults results, PanelPreferences panels, JudgePreferences judges) {
        this.judges = judges;
        this.panels = panels;
        this.gates = gates;
        this.results = results;
    }

    /// @param metric the label of a metric of their suites
    /// @param seed of the draws; default 0
    record GatesRequest(
            @NotNull @Size(min = 2, max = 10) List<@NotNull UUID> gates,

            @NotNull @Pattern(regexp = "[A-Za-z0-9_.-]{1,63}", message = "must be the name of a metric")
            String metric,

            @Nullable Long seed) {}

    /// Compares the candidates of finished gates on the same dataset version, with correction for all pairs,
    /// and finds those that no other one beats in quality, cost and latency together.
    @PostMapping("/gates")
    @RequiresPermission(Permission.GATE_READ)
    GateRanking ofGates(@Valid @RequestBody GatesRequest request) {
        places.acquireUninterruptibly();
        try {
            List<GateRanking.Entry> entries = request.gates().stream()
                    .distinct()
                    .map(gates::details)
                    .map(this::entry)
                    .toList();
            long seed = request.seed() == null ? 0 : request.seed();
            return computed(() -> GateRanking.of(entries, request.metric(), seed));
        } finally {
            places.release();
        }
    }

    private GateRanking.Entry entry(GateDetails details) {
        return new GateRanking.Entry(details, results.of(details));
    }

    /// @param panels names of closed panels that compare two answers
    /// @param criterion a criterion of their rubrics; optional if a rubric has one
    /// @param seed of the draws; default 0
    record PanelsRequest(
            @NotNull @Size(min = 1, max = 20)
            List<@NotNull @Pattern(regexp = RubricDocument.NAME, message = "must be a panel's name") String> panels,

            @Pattern(regexp = RubricDocument.NAME, message = "must be the name of a criterion") @Nullable
            String criterion,

            @Nullable Long seed) {}

    /// Rates the systems whose answers panels compared, as the arena does. Each label is a preference, and labels on
    /// the same item are drawn together. A decision on an item counts instead of its labels. Attention checks do
    /// not count.
    @PostMapping("/panels")
    @RequiresPermission(Permission.PANEL_READ)
    ArenaRanking ofPanels(@Valid @RequestBody PanelsRequest request) {
        return ranked(panels.of(request.panels(), request.criterion()), request.seed(), "/panels");
    }

    /// @param judge name of a judge
    /// @param seed of the draws; default 0
    record JudgeRequest(
            @NotNull @Pattern(regexp = RubricDocument.NAME, message = "must be a judge's name")
            String judge,

            @Nullable Long seed) {}

    /// Rates the systems that a judge compared, as the arena does: its newest 20,000 comparisons of the last 90 days
    /// that name both systems, in its present version. The first comparison of the same answers counts.
    @PostMapping("/judges")
    @RequiresPermission(Permission.JUDGE_READ)
    ArenaRanking ofJudge(@Valid @RequestBody JudgeRequest request) {
        return ranked(judges.of(request.judge()), request.seed(), "/judge");
    }

    private ArenaRanking ranked(List<ArenaRequest.ArenaPreference> preferences, @Nullable Long seed, String pointer) {
        return computed(() -> ArenaRanking.of(preferences, seed, pointer));
    }

    private <T> T computed(Callable<T> ranking) {
        Future<T> result = threads.submit(ranking);
        try {
            return result.get();
        } catch (InterruptedException e) {
            result.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while a ranking was computed");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a ranking could not be computed", e.getCause());
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    /// Rates systems by pairwise preferences (Bradley and Terry), on the scale of Elo, with intervals.
    @PostMapping("/arena")
    @RequiresPermission(Permission.GATE_READ)
    ArenaRanking ofPreferences(@Valid @RequestBody ArenaRequest request) {
        return ranked(request.preferences(), request.seed(), "/preferences");
    }
}
