package io.plumbline.console.home;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.approval.ApprovalClient;
import io.plumbline.console.approval.AwaitedPromotions;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.Formats;
import io.plumbline.console.page.Scope;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Collects the work that waits for the user, from all services at once. Asks only for what the user may see, since
/// services record refused requests.
@Component
final class Worklist {

    private static final int LOOKED_AT = 200;
    private static final double NEAR_THE_LIMIT = 0.8;
    private static final Duration SOON = Duration.ofDays(14);

    private final Parts parts;
    private final ApprovalClient approvals;
    private final AwaitedPromotions promotions;
    private final GateClient gates;
    private final WorkClients.Rollouts rollouts;
    private final WorkClients.Incidents incidents;
    private final WorkClients.Budgets budgets;
    private final WorkClients.Keys keys;
    private final Formats formats;
    private final Clock clock;

    Worklist(
            Parts parts,
            ApprovalClient approvals,
            AwaitedPromotions promotions,
            GateClient gates,
            Lists lists,
            Formats formats,
            Clock clock) {
        this.parts = parts;
        this.approvals = approvals;
        this.promotions = promotions;
        this.gates = gates;
        this.rollouts = lists.rollouts();
        this.incidents = lists.incidents();
        this.budgets = lists.budgets();
        this.keys = lists.keys();
        this.formats = formats;
        this.clock = clock;
    }

    /// The lists of one kind of work each.
    @Component
    record Lists(
            WorkClients.Rollouts rollouts,
            WorkClients.Incidents incidents,
            WorkClients.Budgets budgets,
            WorkClients.Keys keys) {}

    /// One thing that waits.
    ///
    /// @param state shown as a badge
    /// @param at since when it waits, or when it is due
    record Item(
            String title,
            String href,
            String state,
            String detail,
            @Nullable Instant at) {}

    /// A kind of work.
    ///
    /// @param idle the words for none
    record Group(String title, String idle, LoadedPart<List<Item>> items) {

        public int size() {
            return items.value() == null ? 0 : items.value().size();
        }
    }

    private record Loading(String title, String idle, Parts.Loading<List<Item>> items) {}

    List<Group> of(Scope scope) {
        Caller caller = Callers.current();
        List<Loading> loading = new ArrayList<>();
        load(
                loading,
                caller,
                Permission.APPROVAL_DECIDE,
                "Approvals waiting for you",
                "No request waits for you.",
                () -> approvals(scope));
        if (!caller.teamsWith(Permission.MODEL_PROMOTE).isEmpty()
                || !caller.teamsWith(Permission.PROMPT_PROMOTE).isEmpty()) {
            load(
                    loading,
                    caller,
                    Permission.APPROVAL_READ,
                    "Approved: promote now",
                    "No approved version waits for you to promote it.",
                    () -> promotions(scope, caller.id()));
        }
        load(
                loading,
                caller,
                Permission.INCIDENT_READ,
                "Open incidents",
                "No incident is open.",
                () -> incidents(scope));
        load(
                loading,
                caller,
                Permission.GATE_READ,
                "Gates that did not pass",
                "The newest gate of every version passed.",
                () -> gates(scope));
        load(
                loading,
                caller,
                Permission.ROLLOUT_READ,
                "Running rollouts",
                "No rollout is running.",
                () -> rollouts(scope));
        load(
                loading,
                caller,
                Permission.BUDGET_READ,
                "Budgets near their limit",
                "Every budget is below 80 %.",
                () -> budgets(scope));
        load(
                loading,
                caller,
                Permission.KEY_READ,
                "Keys that expire within 14 days",
                "No key expires soon.",
                () -> keys(scope));
        return loading.stream()
                .map(group ->
                        new Group(group.title(), group.idle(), group.items().get()))
                .toList();
    }

    private void load(
            List<Loading> loading,
            Caller caller,
            Permission permission,
            String title,
            String idle,
            Supplier<List<Item>> items) {
        if (!caller.teamsWith(permission).isEmpty()) {
            loading.add(new Loading(title, idle, parts.load(items)));
        }
    }

    private List<Item> approvals(Scope scope) {
        return approvals.list(null, null, null, true, LOOKED_AT, null).items().stream()
                .filter(approval -> scope.includes(approval.team()) && approval.isDecidable())
                .map(approval -> new Item(
                        approval.title(),
                        "/approvals/" + approval.id(),
                        approval.state(),
                        approval.team() + " · " + approval.approved() + " of " + approval.approvers() + " approved",
                        approval.createdAt()))
                .toList();
    }

    private List<Item> promotions(Scope scope, String requester) {
        return promotions.of(requester).stream()
                .filter(awaited -> scope.includes(awaited.approval().team()))
                .map(awaited -> new Item(
                        awaited.approval().title(),
                        awaited.href(),
                        awaited.approval().state(),
                        awaited.approval().team() + " · until",
                        awaited.approval().expiresAt()))
                .toList();
    }

    private List<Item> incidents(Scope scope) {
        return Stream.of("OPEN", "ACKNOWLEDGED")
                .flatMap(state -> incidents.list(state, LOOKED_AT).items().stream())
                .filter(incident -> scope.includes(incident.team()))
                .map(incident -> new Item(
                        incident.title(),
                        "/incidents/" + incident.id(),
                        incident.state(),
                        incident.team() + " · severity " + formats.words(incident.severity()),
                        incident.occurredAt()))
                .toList();
    }

    /// Only the newest gate of each suite and candidate counts: a failure that later passed needs no action.
    private List<Item> gates(Scope scope) {
        List<Gate> newest = gates.list(null, null, LOOKED_AT, null).items().stream()
                .filter(gate -> scope.includes(gate.team()))
                .collect(java.util.stream.Collectors.toMap(
                        gate -> gate.suite() + " " + gate.candidate().label(),
                        gate -> gate,
                        (newer, _) -> newer,
                        java.util.LinkedHashMap::new))
                .values()
                .stream()
                .toList();
        return newest.stream()
                .filter(gate -> List.of("FAIL", "INCONCLUSIVE", "ERROR").contains(gate.outcome()))
                .map(gate -> new Item(
                        gate.candidate().label(),
                        "/gates/" + gate.id(),
                        gate.outcome(),
                        gate.suite() + (gate.trouble().isEmpty() ? "" : " · " + gate.trouble()),
                        Objects.requireNonNullElse(gate.finishedAt(), gate.createdAt())))
                .toList();
    }

    private List<Item> rollouts(Scope scope) {
        return Stream.of("RUNNING", "PAUSED")
                .flatMap(state -> rollouts.list(state, LOOKED_AT).items().stream())
                .filter(rollout -> scope.includes(rollout.team()))
                .map(rollout -> new Item(
                        rollout.candidate().model() + "@" + rollout.candidate().version() + " on " + rollout.route(),
                        "/rollouts/" + rollout.id(),
                        rollout.state(),
                        rollout.team() + " · step " + (rollout.step() + 1) + " · " + rollout.weight()
                                + " % of the calls",
                        Objects.requireNonNullElse(rollout.startedAt(), rollout.createdAt())))
                .toList();
    }

    private List<Item> budgets(Scope scope) {
        return budgets.list(LOOKED_AT).items().stream()
                .filter(budget -> scope.includes(budget.team()) && budget.spentShare() >= NEAR_THE_LIMIT)
                .sorted(Comparator.comparingDouble(WorkClients.Budget::spentShare)
                        .reversed())
                .map(budget -> new Item(
                        budget.name(),
                        "/budgets/" + budget.name(),
                        budget.spentShare() >= 1 ? "EXHAUSTED" : "PENDING",
                        formats.money(budget.spentUsd()) + " of " + formats.money(budget.amountUsd()) + " · resets",
                        budget.resetsAt()))
                .toList();
    }

    private List<Item> keys(Scope scope) {
        Instant soon = clock.instant().plus(SOON);
        return keys.list(LOOKED_AT).items().stream()
                .filter(key -> scope.includes(key.team()) && key.revokedAt() == null)
                .filter(key -> key.expiresAt() != null
                        && key.expiresAt().isBefore(soon)
                        && key.expiresAt().isAfter(clock.instant()))
                .map(key -> new Item(
                        key.name(), "/keys/" + key.id(), "EXPIRES", key.team() + " · " + key.role(), key.expiresAt()))
                .toList();
    }
}
