package io.plumbline.monitoring.inventory;

import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.monitoring.call.CallHours;
import io.plumbline.monitoring.call.CallHours.Traffic;
import io.plumbline.monitoring.call.CallHours.TrafficFigures;
import io.plumbline.monitoring.unguarded.UnguardedUsage;
import io.plumbline.monitoring.unguarded.UnguardedUsage.TracedCalls;
import io.plumbline.monitoring.unguarded.UnguardedUsage.UnguardedModel;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Lists what is in production in the caller's teams, with its grounds and its production traffic of the last
/// seven days, and the models in use that are not registered.
@Service
class Inventory {

    private static final Duration WEEK = Duration.ofDays(7);
    /// Routes and models are made by people; an installation has hundreds.
    private static final int MOST = 5_000;
    /// The target of calls that were refused before they had one.
    private static final String UNRESOLVED = "unresolved/unresolved";

    private final InventoryStore store;
    private final CallHours hours;
    private final UnguardedUsage unguarded;
    private final Clock clock;

    Inventory(InventoryStore store, CallHours hours, UnguardedUsage unguarded, Clock clock) {
        this.store = store;
        this.hours = hours;
        this.unguarded = unguarded;
        this.clock = clock;
    }

    /// How something is in production.
    enum InventoryState {
        /// A production route serves it.
        SERVED,
        /// In production in the registry, and on no production route.
        PROMOTED,
        /// A provider's model that is called without being registered, as traffic or received traces show.
        UNREGISTERED
    }

    /// What an inventory is sorted by.
    enum InventorySort {
        /// Team, route, variant and name.
        NAME,
        /// The most calls first.
        CALLS,
        /// The most expensive first.
        COST,
        /// The oldest gate first; before it, those without a gate.
        GATE
    }

    /// One entry of the inventory.
    ///
    /// @param team the owner
    /// @param route null for an entry that no route serves
    /// @param variant null likewise
    /// @param target `name@version` of a registered model, else `provider/model`; null for a prompt alone
    /// @param prompt `name@version`
    /// @param policy guard policy as `name@version`
    /// @param riskTier `MINIMAL`, `LIMITED` or `HIGH`; null if unknown
    /// @param production the grounds; null for an unregistered model
    /// @param lastGate the newest gate of the configuration, else of the model or prompt version; null without one
    /// @param traffic production calls of the last seven days; of a model that bypasses the gateway, its calls in
    ///     received traces
    /// @param lastCallHour start of the last hour with calls; null without calls
    record InventoryItem(
            InventoryState state,
            String team,
            @Nullable String route,
            @Nullable String variant,
            @Nullable String target,
            @Nullable String prompt,
            @Nullable String policy,
            @Nullable String riskTier,
            @Nullable ProductionGrounds production,
            @Nullable LastGate lastGate,
            InventoryTraffic traffic,
            @Nullable Instant lastCallHour) {

        private String name() {
            return String.join(
                    "\u001f",
                    team,
                    Objects.requireNonNullElse(route, ""),
                    Objects.requireNonNullElse(variant, ""),
                    Objects.requireNonNullElse(target, ""),
                    Objects.requireNonNullElse(prompt, ""),
                    String.join(" ", traffic.unguardedServices()));
        }

        private boolean mentions(String text) {
            return name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
        }

        private Instant gatedAt() {
            return lastGate == null ? Instant.MIN : lastGate.finishedAt();
        }
    }

    /// Why something is in production.
    ///
    /// @param servedConfiguration digest; null for an entry that no route serves
    /// @param since when it was authorised or promoted
    /// @param basis basis of the authorisation; null for an entry that no route serves
    /// @param expiresAt end of a temporary authorisation; null without one
    /// @param approvalId approval of the change of the route, or of the promotion; null if none was required
    /// @param approvers those who approved the change of the route; if it needed none, those who approved the
    ///     promotion of the model and prompt version
    record ProductionGrounds(
            @Nullable String servedConfiguration,
            Instant since,
            @Nullable String basis,
            @Nullable String expiresAt,
            @Nullable String approvalId,
            List<ProductionApprover> approvers) {}

    /// Somebody who approved, by opaque id.
    record ProductionApprover(String type, String id, Instant decidedAt) {}

    /// The newest gate.
    record LastGate(String id, @Nullable String suite, String verdict, Instant finishedAt, long ageDays) {}

    /// Selects entries; null selects all.
    ///
    /// @param text part of the name of a team, route, variant, model or prompt
    record Filter(
            @Nullable String team,
            @Nullable InventoryState state,
            @Nullable String riskTier,
            @Nullable String text) {

        boolean admits(InventoryItem item) {
            return (team == null || team.equals(item.team()))
                    && (state == null || state == item.state())
                    && (riskTier == null || riskTier.equals(item.riskTier()))
                    && (text == null || item.mentions(text));
        }
    }

    /// @param sort ties are sorted by name
    @Transactional(readOnly = true)
    Page<InventoryItem> list(Filter filter, InventorySort sort, Paging paging) {
        int first =
                paging.after(1).map(cursor -> Math.max(0, cursor.integer(0))).orElse(0);
        List<InventoryItem> rest =
                all(filter, sort).stream().skip(first).limit(paging.size() + 1L).toList();
        return Page.of(rest, paging, _ -> Cursor.of(first + paging.size()));
    }

    @Transactional(readOnly = true)
    List<InventoryItem> all(Filter filter, InventorySort sort) {
        Instant now = clock.instant();
        return new Reading(now, hours.traffic(now.minus(WEEK)), bypassing(now))
                .items().stream().filter(filter::admits).sorted(order(sort)).toList();
    }

    private List<UnguardedModel> bypassing(Instant now) {
        return unguarded.busiest(
                new UnguardedUsage.Filter(null, null, now.minus(WEEK), now.plus(Duration.ofHours(1))), MOST);
    }

    private static Comparator<InventoryItem> order(InventorySort sort) {
        Comparator<InventoryItem> byName = Comparator.comparing(InventoryItem::name);
        return switch (sort) {
            case NAME -> byName;
            case CALLS ->
                Comparator.<InventoryItem>comparingLong(item -> -item.traffic().calls())
                        .thenComparing(byName);
            case COST ->
                Comparator.<InventoryItem, BigDecimal>comparing(
                                item -> item.traffic().costUsd())
                        .reversed()
                        .thenComparing(byName);
            case GATE -> Comparator.comparing(InventoryItem::gatedAt).thenComparing(byName);
        };
    }

    /// The inventory at one time.
    private final class Reading {

        private final Instant now;
        private final Map<String, InventoryStore.Gate> gates = store.gates();
        private final Map<String, List<InventoryStore.Approver>> approvers = store.approvers();
        private final Map<List<String>, Traffic> served = new HashMap<>();
        private final Map<String, InventoryStore.Promoted> promoted = new LinkedHashMap<>();
        private final List<InventoryItem> items = new ArrayList<>();

        Reading(Instant now, List<Traffic> traffic, List<UnguardedModel> bypassing) {
            this.now = now;
            bypassing.forEach(this::addBypassing);
            store.promoted(MOST).forEach(each -> promoted.put(subject(each), each));
            for (Traffic each : traffic) {
                if (each.registered()) {
                    served.put(List.of(each.team(), each.route(), each.variant(), each.target()), each);
                } else if (!each.target().equals(UNRESOLVED)) {
                    items.add(unregistered(each));
                }
            }
            Set<String> onRoutes = new HashSet<>();
            for (InventoryStore.Configuration each : store.configurations(MOST)) {
                onRoutes.add("model:" + each.target().label());
                onRoutes.add("prompt:" + each.prompt());
                items.add(served(each));
            }
            for (InventoryStore.Promoted each : promoted.values()) {
                if (!onRoutes.contains(subject(each))) {
                    items.add(promoted(each));
                }
            }
        }

        List<InventoryItem> items() {
            return items;
        }

        private InventoryItem unregistered(Traffic traffic) {
            return new InventoryItem(
                    InventoryState.UNREGISTERED,
                    traffic.team(),
                    traffic.route(),
                    traffic.variant(),
                    traffic.target(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    InventoryTraffic.of(traffic.figures()),
                    traffic.lastHour());
        }

        private void addBypassing(UnguardedModel model) {
            TracedCalls calls = model.traced();
            if (calls != null) {
                items.add(new InventoryItem(
                        InventoryState.UNREGISTERED,
                        model.team(),
                        null,
                        null,
                        model.target(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        InventoryTraffic.of(model.service(), calls),
                        model.lastHour()));
            }
        }

        private InventoryItem served(InventoryStore.Configuration each) {
            String target = each.target().label();
            Traffic traffic = served.get(List.of(each.team(), each.route(), each.variant(), target));
            return new InventoryItem(
                    InventoryState.SERVED,
                    each.team(),
                    each.route(),
                    each.variant(),
                    target,
                    each.prompt(),
                    each.policy(),
                    each.riskTier(),
                    new ProductionGrounds(
                            each.digest(),
                            each.authorizedAt(),
                            each.grounds().basis(),
                            each.grounds().expiresAt(),
                            each.grounds().approvalId(),
                            approvers(each)),
                    gate("configuration:" + each.digest(), "model:" + target),
                    InventoryTraffic.of(traffic == null ? TrafficFigures.NONE : traffic.figures()),
                    traffic == null ? null : traffic.lastHour());
        }

        private InventoryItem promoted(InventoryStore.Promoted each) {
            String version = each.name() + "@" + each.version();
            boolean model = each.kind() == InventoryKind.MODEL;
            return new InventoryItem(
                    InventoryState.PROMOTED,
                    each.team(),
                    null,
                    null,
                    model ? version : null,
                    model ? null : version,
                    null,
                    each.riskTier(),
                    new ProductionGrounds(
                            null, each.since(), null, null, each.approvalId(), approvers(each.approvalId())),
                    gate(subject(each)),
                    InventoryTraffic.of(TrafficFigures.NONE),
                    null);
        }

        private static String subject(InventoryStore.Promoted each) {
            return each.kind().name().toLowerCase(Locale.ROOT) + ":" + each.name() + "@" + each.version();
        }

        private List<ProductionApprover> approvers(InventoryStore.Configuration each) {
            List<ProductionApprover> ofChange = approvers(each.grounds().approvalId());
            return ofChange.isEmpty()
                    ? Stream.of("model:" + each.target().label(), "prompt:" + each.prompt())
                            .flatMap(subject -> Stream.ofNullable(promoted.get(subject)))
                            .flatMap(version -> approvers(version.approvalId()).stream())
                            .distinct()
                            .toList()
                    : ofChange;
        }

        private List<ProductionApprover> approvers(@Nullable String approvalId) {
            return approvalId == null
                    ? List.of()
                    : approvers.getOrDefault(approvalId, List.of()).stream()
                            .map(each -> new ProductionApprover(each.type(), each.id(), each.decidedAt()))
                            .toList();
        }

        private @Nullable LastGate gate(String... subjects) {
            for (String subject : subjects) {
                InventoryStore.Gate gate = gates.get(subject);
                if (gate != null) {
                    return new LastGate(
                            gate.id(),
                            gate.suite(),
                            gate.verdict(),
                            gate.finishedAt(),
                            Duration.between(gate.finishedAt(), now).toDays());
                }
            }
            return null;
        }
    }
}
