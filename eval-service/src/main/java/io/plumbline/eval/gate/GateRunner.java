package io.plumbline.eval.gate;

import io.plumbline.clients.registry.DatasetVersion;
import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClientResponseException;

/// Runs gates. Every answer is stored as it comes, so a run that is cut short goes on where it was: what is stored is not
/// asked again, and each item counts once.
final class GateRunner {

    private static final Logger log = LoggerFactory.getLogger(GateRunner.class);
    private static final int PAGE = 500;
    private static final int MAX_ITEMS = 100_000;

    private final GateStore gates;
    private final AnswerStore answers;
    private final RegistryClient registry;
    private final Baselines baselines;
    private final GatewayAsker asker;
    private final GateJudge judge;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    GateRunner(
            GateStore gates,
            AnswerStore answers,
            RegistryClient registry,
            Baselines baselines,
            GatewayAsker asker,
            GateJudge judge,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.gates = gates;
        this.answers = answers;
        this.registry = registry;
        this.baselines = baselines;
        this.asker = asker;
        this.judge = judge;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// Brings a gate to its end. Throws what may pass (a sibling that is away), so that the queue tries again; ends the
    /// gate as ERROR for what will not.
    void run(UUID id) {
        Gate gate = gates.find(id).orElse(null);
        if (gate == null || !gates.begin(id, clock.instant())) {
            finishPush(gate);
            return;
        }
        try {
            gate = baselines.fill(gate);
            List<GateItem> items = items(gate);
            ask(gate, items);
            conclude(gate, items);
        } catch (UnrunnableGateException e) {
            gates.fail(id, e.getMessage(), clock.instant());
            log.atWarn().addKeyValue("gate", id).addKeyValue("reason", e.getMessage()).log("Gate cannot run");
        }
    }

    /// A gate that ended while its result could not be pushed is pushed when it is taken up again.
    private void finishPush(@Nullable Gate gate) {
        if (gate != null && gate.status() == GateStatus.DONE) {
            push(gate);
        }
    }

    /// The items of the dataset, read once and kept.
    private List<GateItem> items(Gate gate) {
        String[] reference = gate.document().dataset().split("@", 2);
        int version = Integer.parseInt(reference[1]);
        DatasetVersion dataset = dataset(reference[0], version);
        if (!dataset.team().equals(gate.team())) {
            throw new UnrunnableGateException("The dataset " + gate.document().dataset() + " is not there.");
        }
        if (dataset.records() > MAX_ITEMS) {
            throw new UnrunnableGateException("A gate runs at most " + MAX_ITEMS + " records.");
        }
        List<GateItem> stored = answers.items(gate.id());
        if (stored.size() < dataset.records()) {
            read(gate, reference[0], version);
            stored = answers.items(gate.id());
        }
        int systems = gate.baseline() == null ? 1 : 2;
        gates.setDataset(gate.id(), dataset.digest(), stored.size() * gate.document().repeatsOrOne() * systems);
        return stored;
    }

    private DatasetVersion dataset(String name, int version) {
        try {
            return registry.datasetVersion(name, version);
        } catch (RestClientResponseException e) {
            if (e.getStatusCode().is4xxClientError()) {
                throw new UnrunnableGateException("The dataset " + name + "@" + version + " is not there.");
            }
            throw e;
        }
    }

    private void read(Gate gate, String name, int version) {
        String cursor = null;
        int place = 0;
        do {
            RegistryClient.RecordPage page = registry.records(name, version, PAGE, cursor);
            int first = place;
            transactions.executeWithoutResult(_ -> {
                int item = first;
                for (Map<String, Object> fields : page.items()) {
                    answers.put(gate, GateItem.of(item++, fields));
                }
            });
            place += page.items().size();
            cursor = page.nextCursor();
        } while (cursor != null);
    }

    private void ask(Gate gate, List<GateItem> items) {
        Set<String> done = new HashSet<>();
        answers.answers(gate.id()).forEach(answer -> done.add(key(answer.side(), answer.item(), answer.repeat())));
        Semaphore places = new Semaphore(gate.document().concurrencyOrDefault());
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (GateItem item : items) {
                for (int repeat = 0; repeat < gate.document().repeatsOrOne(); repeat++) {
                    for (Side side : sides(gate)) {
                        if (!done.contains(key(side, item.item(), repeat))) {
                            int turn = repeat;
                            places.acquireUninterruptibly();
                            calls.execute(() -> askOne(gate, side, item, turn, places));
                        }
                    }
                }
                if (item.item() % 50 == 0 && isOver(gate.id())) {
                    return;
                }
            }
        }
    }

    private void askOne(Gate gate, Side side, GateItem item, int repeat, Semaphore places) {
        try {
            Candidate system = side == Side.CANDIDATE ? gate.candidate() : gate.baseline();
            if (system != null) {
                answers.put(gate, asker.ask(gate, system, side, item, repeat));
            }
        } catch (RuntimeException e) {
            // Not stored: the item counts as one without an answer, or is asked again when the run goes on.
            log.atWarn().setCause(e).addKeyValue("gate", gate.id()).log("Answer was lost");
        } finally {
            places.release();
        }
    }

    private boolean isOver(UUID id) {
        return gates.find(id).map(gate -> gate.status().isFinal()).orElse(true);
    }

    private static List<Side> sides(Gate gate) {
        return gate.baseline() == null ? List.of(Side.CANDIDATE) : List.of(Side.CANDIDATE, Side.BASELINE);
    }

    private static String key(Side side, int item, int repeat) {
        return side + "/" + item + "/" + repeat;
    }

    private void conclude(Gate gate, List<GateItem> items) {
        GateJudge.Judgement judgement = judge.judge(gate, items, answers.answers(gate.id()));
        Boolean finished = transactions.execute(_ -> {
            boolean ended = gates.finish(gate.id(), judgement.verdict(), judgement.checks(), clock.instant());
            if (ended) {
                trail.append(AuditEntry.of(
                                "eval.gate.finished", gate.team(), "gate", gate.id().toString())
                        .with("suite", gate.suite())
                        .with("candidate", gate.candidate().label())
                        .with("verdict", judgement.verdict().name())
                        .with("items", items.size()));
            }
            return ended;
        });
        if (Boolean.TRUE.equals(finished)) {
            gates.find(gate.id()).ifPresent(this::push);
        }
    }

    /// Tells the registry, which decides promotions from its own table. The same result twice is one.
    private void push(Gate gate) {
        Candidate candidate = gate.candidate();
        Candidate.Kind kind = candidate.kind();
        if (kind == null || kind == Candidate.Kind.ROUTE || gate.verdict() == null || gate.finishedAt() == null) {
            return;
        }
        List<EvaluationResult.CheckResult> checks = new ArrayList<>();
        gate.checks().forEach(check -> checks.add(new EvaluationResult.CheckResult(
                check.name(),
                check.value(),
                check.ciLow(),
                check.ciHigh(),
                check.threshold(),
                check.outcome(),
                check.reason())));
        EvaluationResult result = new EvaluationResult(
                "GATE",
                gate.id(),
                gate.suite(),
                gate.verdict().name(),
                gate.commit(),
                gate.finishedAt(),
                checks);
        int version = candidate.version() == null ? 0 : candidate.version();
        if (kind == Candidate.Kind.MODEL) {
            registry.pushModelEvaluation(String.valueOf(candidate.model()), version, result);
        } else {
            registry.pushPromptEvaluation(String.valueOf(candidate.prompt()), version, result);
        }
    }
}
