package io.plumbline.governance.policy;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditFilter;
import io.plumbline.audit.AuditReader;
import io.plumbline.governance.policy.replay.Replay;
import io.plumbline.governance.policy.replay.ReplayReport;
import io.plumbline.governance.policy.replay.ReplayedCall;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.kit.problem.RequestProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Applies drafts of guard policies to calls in the audit log, of the caller's teams. Stores nothing. A dry run
/// uses at most the newest [#MOST_CALLS] calls of each outcome, and is aborted if it takes too long.
@Service
@Transactional(readOnly = true, timeout = DryRuns.LONGEST_SECONDS)
class DryRuns {

    /// A draft, and the calls to apply it to.
    ///
    /// @param draft the document to try
    /// @param from include calls at or after this time; default: a day before `to`
    /// @param to include calls before this time; default: now
    /// @param allCalls whether to include calls guarded by another policy
    record DryRunRequest(
            @Valid @NotNull PolicyRequest draft,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Boolean allCalls) {}

    /// The effect of a draft.
    ///
    /// @param policy the policy of the draft
    /// @param complete whether all calls of the time range were included; else only the newest
    /// @param unknown what the draft detects and the policy in force does not, as `stage/category`: their
    ///     occurrence in the calls is unknown
    record DryRunResponse(
            String policy, Instant from, Instant to, boolean complete, List<String> unknown, ReplayReport report) {}

    static final int LONGEST_SECONDS = 20;
    static final int MOST_CALLS = 20_000;

    private static final int PAGE = 1_000;
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST_TIME = Duration.ofDays(31);
    private static final List<String> CALLS =
            List.of("gateway.call.blocked", "gateway.call.completed", "gateway.call.failed");

    private final AuditReader reader;
    private final Policies policies;
    private final Clock clock;

    DryRuns(AuditReader reader, Policies policies, Clock clock) {
        this.reader = reader;
        this.policies = policies;
        this.clock = clock;
    }

    DryRunResponse run(String name, DryRunRequest request) {
        GuardPolicy draft = Policies.checked(request.draft().document());
        Instant to = Objects.requireNonNullElseGet(request.to(), clock::instant);
        Instant from = Objects.requireNonNullElse(request.from(), to.minus(DAY));
        return run(name, draft, request.draft().team(), new Time(from, to), Boolean.TRUE.equals(request.allCalls()));
    }

    /// @param to exclusive end
    private record Time(Instant from, Instant to) {}

    private DryRunResponse run(String name, GuardPolicy draft, @Nullable String team, Time time, boolean allCalls) {
        Instant from = time.from();
        Instant to = time.to();
        if (!from.isBefore(to) || Duration.between(from, to).compareTo(LONGEST_TIME) > 0) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A draft can be tested on the calls of at most 31 days.")
                    .at("/from", "must be before to, by at most 31 days");
        }
        Optional<GuardPolicy> inForce = policies.inForce(name);
        boolean all = inForce.isEmpty() || allCalls;
        Replay replay = new Replay(draft);
        boolean complete = true;
        for (String action : CALLS) {
            AuditFilter filter = new AuditFilter(action, null, null, team, null, null, from, to, null, null);
            complete &= replay(filter, call -> all || call.isGuardedBy(name), replay);
        }
        return new DryRunResponse(name, from, to, complete, unknown(draft, inForce.orElse(null)), replay.report());
    }

    /// @return whether these were all calls
    private boolean replay(AuditFilter filter, Predicate<ReplayedCall> wanted, Replay into) {
        UUID before = null;
        for (int seen = 0; seen < MOST_CALLS; seen += PAGE) {
            List<AuditEvent> page = reader.search(filter, before, PAGE);
            page.stream()
                    .map(ReplayedCall::of)
                    .flatMap(Optional::stream)
                    .filter(wanted)
                    .forEach(into::take);
            if (page.size() < PAGE) {
                return true;
            }
            before = page.getLast().id();
        }
        return false;
    }

    private static List<String> unknown(GuardPolicy draft, @Nullable GuardPolicy inForce) {
        List<String> unknown = new ArrayList<>();
        if (inForce != null) {
            draft.stages()
                    .forEach((stage, rules) -> rules.effective().forEach(category -> {
                        if (!inForce.rules(stage).categories().contains(category)) {
                            unknown.add(stage.wireName() + "/" + category.wireName());
                        }
                    }));
        }
        return unknown;
    }
}
