package io.plumbline.gateway.configuration;

import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.GovernanceClient.PolicyPair;
import io.plumbline.clients.governance.GovernanceSnapshot;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.RegistryClient.VersionRef;
import io.plumbline.clients.registry.RegistrySnapshot.ModelEntry;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.clients.registry.VersionStanding.Evidence;
import io.plumbline.configuration.ChangeRules;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Policy;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Target;
import io.plumbline.configuration.Standing;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.resolve.Registrations;
import io.plumbline.kit.sibling.GovernanceState;
import io.plumbline.kit.sibling.SnapshotFollower;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import tools.jackson.databind.JsonNode;

/// Determines the status of versions and policies: from the snapshots or, for a change by a person, from the
/// registry itself, since a snapshot may be seconds old. Governance compares what policies forbid; the results
/// are cached, since revisions never change. Thread-safe.
@Component
class VersionStandings {

    private static final int MOST_COMPARED = 10_000;

    private final Registry registry;
    private final RegistryClient registryClient;
    private final GovernanceClient governance;
    private final SnapshotFollower<GovernanceSnapshot, GovernanceState> follower;
    private final Map<Pair, Boolean> compared = new ConcurrentHashMap<>();

    VersionStandings(
            Registry registry,
            RegistryClient registryClient,
            GovernanceClient governance,
            SnapshotFollower<GovernanceSnapshot, GovernanceState> governanceFollower) {
        this.registry = registry;
        this.registryClient = registryClient;
        this.governance = governance;
        this.follower = governanceFollower;
    }

    private record Pair(Policy policy, Policy than) {}

    /// Returns governance's table.
    ChangeRules rules() {
        GovernanceState state = follower.state();
        return state == null ? ChangeRules.STANDARD : state.changeRules();
    }

    /// Returns the status from memory.
    ///
    /// @param approved what people have approved of the route beyond its versions
    Standing remembered(Collection<Authorized> approved) {
        return new Known(Map.of(), approved);
    }

    /// Returns the status according to the registry's current state.
    ///
    /// @param configurations whose versions are looked up
    /// @throws io.plumbline.kit.problem.ProblemException 503 if the registry or eval-service is unavailable
    Standing now(Collection<ServedConfiguration> configurations, Collection<Authorized> approved) {
        Set<VersionRef> wanted = new LinkedHashSet<>();
        for (ServedConfiguration configuration : configurations) {
            configuration.answering().flatMap(target -> ref(target).stream()).forEach(wanted::add);
            Prompt prompt = configuration.prompt();
            if (prompt != null) {
                wanted.add(ref(prompt));
            }
        }
        return new Known(ask(List.copyOf(wanted)), approved);
    }

    private Map<VersionRef, VersionStanding> ask(List<VersionRef> wanted) {
        if (wanted.isEmpty()) {
            return Map.of();
        }
        try {
            List<VersionStanding> standings = registryClient.standings(wanted);
            Map<VersionRef, VersionStanding> known = new HashMap<>();
            for (int i = 0; i < wanted.size(); i++) {
                known.put(wanted.get(i), standings.get(i));
            }
            return known;
        } catch (HttpClientErrorException.NotFound e) {
            // A registry of the edition before tells none; and what is not there is not in the snapshot either.
            return Map.of();
        }
    }

    private static Optional<VersionRef> ref(Target target) {
        return target.model() == null || target.version() == null
                ? Optional.empty()
                : Optional.of(new VersionRef("MODEL", target.model(), target.version()));
    }

    private static VersionRef ref(Prompt prompt) {
        return new VersionRef("PROMPT", prompt.name(), prompt.version());
    }

    /// Returns the configurations with which a version passed its gates, newest first.
    List<ServedConfiguration> evaluated(Target target) {
        return remembered(ref(target).orElse(null))
                .map(VersionStandings::passed)
                .orElse(List.of());
    }

    private static List<ServedConfiguration> passed(VersionStanding standing) {
        return standing.evidence().stream()
                .filter(evidence -> evidence.verdict().equals("PASS"))
                .flatMap(evidence -> document(evidence).stream())
                .toList();
    }

    private static Optional<ServedConfiguration> document(Evidence evidence) {
        JsonNode document = evidence.document();
        try {
            return document == null ? Optional.empty() : Optional.of(ServedConfiguration.read(document));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<VersionStanding> remembered(@Nullable VersionRef ref) {
        if (ref == null) {
            return Optional.empty();
        }
        return ref.type().equals("MODEL")
                ? registry.model(ref.name())
                        .flatMap(model -> Registry.version(model, ref.version()))
                        .map(version -> version.standing())
                : registry.prompt(ref.name())
                        .flatMap(prompt -> Registry.version(prompt, ref.version()))
                        .map(version -> version.standing());
    }

    /// Returns when the evidence of a configuration was withdrawn: of a version, or of an approval on which it is
    /// based. Null while it is valid.
    @Nullable
    Instant withdrawn(Authorized authorized) {
        ServedConfiguration configuration = authorized.configuration();
        Stream<Instant> versions = Stream.concat(
                        ref(configuration.target()).stream(),
                        Optional.ofNullable(configuration.prompt()).map(VersionStandings::ref).stream())
                .flatMap(ref -> remembered(ref).stream())
                .map(Registrations::withdrawn)
                .filter(Objects::nonNull);
        return Stream.concat(versions, Stream.ofNullable(revokedAt(authorized)))
                .min(Instant::compareTo)
                .orElse(null);
    }

    /// Returns when the first of the approvals on which it is based was revoked; null for none.
    @Nullable
    Instant revokedAt(Authorized authorized) {
        return revokedAt(authorized.restsOn().all().stream());
    }

    private @Nullable Instant revokedAt(Stream<UUID> approvals) {
        GovernanceState state = follower.state();
        return state == null
                ? null
                : approvals
                        .map(state.revokedApprovals()::get)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null);
    }

    /// Returns the approval of a policy revision if it is the newest; null if it required none.
    @Nullable
    UUID approvalOf(Policy policy) {
        return revision(policy).map(PolicyEntry::approvalId).orElse(null);
    }

    private Optional<PolicyEntry> revision(Policy policy) {
        return Optional.ofNullable(follower.state())
                .map(state -> state.policies().get(policy.name()))
                .filter(entry -> entry.version() == policy.version());
    }

    private boolean compare(Policy policy, Policy than) {
        Boolean known = compared.get(new Pair(policy, than));
        if (known != null) {
            return known;
        }
        boolean strict;
        try {
            strict = governance
                    .comparePolicies(new PolicyPair(policy.label(), than.label()))
                    .atLeastAsStrict();
        } catch (HttpClientErrorException.NotFound e) {
            // One that nobody knows any more is compared with nothing.
            strict = false;
        }
        if (compared.size() < MOST_COMPARED) {
            compared.put(new Pair(policy, than), strict);
        }
        return strict;
    }

    /// Uses the registry's answer for versions that were just looked up, the snapshot for all others.
    private final class Known implements Standing {

        private final Map<VersionRef, VersionStanding> asked;
        private final Collection<Authorized> approved;

        Known(Map<VersionRef, VersionStanding> asked, Collection<Authorized> approved) {
            this.asked = asked;
            this.approved = approved;
        }

        @Override
        public OfVersion of(Target target) {
            String model = target.model();
            Integer version = target.version();
            if (model == null || version == null) {
                return OfVersion.NONE;
            }
            VersionRef ref = new VersionRef("MODEL", model, version);
            int approvedHere =
                    approvedHere(configuration -> configuration.answering().anyMatch(each -> each.answersLike(target)));
            ModelEntry entry = registry.model(model).orElse(null);
            boolean serves = entry != null
                    && Registry.version(entry, version)
                            .map(each -> each.mayServeProduction())
                            .orElse(false);
            int usual = entry == null ? 0 : Registrations.tier(entry.riskTier()).approvers();
            return standing(ref, serves, usual, approvedHere);
        }

        @Override
        public OfVersion of(Prompt prompt) {
            int approvedHere = approvedHere(configuration -> prompt.equals(configuration.prompt()));
            boolean serves = registry.prompt(prompt.name())
                    .flatMap(entry -> Registry.version(entry, prompt.version()))
                    .map(each -> each.mayServeProduction())
                    .orElse(false);
            int usual = registry.prompt(prompt.name())
                    .map(entry -> Registrations.tier(entry.riskTier()).approvers())
                    .orElse(0);
            return standing(ref(prompt), serves, usual, approvedHere);
        }

        /// @param serves whether the snapshot allows it to serve
        /// @param usual number of approvers if the registry does not state it
        private OfVersion standing(VersionRef ref, boolean serves, int usual, int approvedHere) {
            VersionStanding told = asked.get(ref);
            VersionStanding standing = told == null ? remembered(ref).orElse(null) : told;
            if (standing == null) {
                return new OfVersion(serves, Math.max(serves ? usual : 0, approvedHere), List.of());
            }
            boolean gated = standing.gated() && (told != null || serves);
            return new OfVersion(gated, Math.max(standing.approvers(), approvedHere), passed(standing));
        }

        private int approvedHere(Predicate<ServedConfiguration> holds) {
            int most = 0;
            for (Authorized each : approved) {
                if (revokedAt(each) == null && holds.test(each.configuration())) {
                    most = Math.max(most, each.approvers());
                }
            }
            return most;
        }

        @Override
        public boolean isAtLeastAsStrict(Policy policy, Policy than) {
            return compare(policy, than);
        }

        @Override
        public int approvers(Policy policy) {
            return revision(policy)
                    .filter(entry -> revokedAt(Stream.ofNullable(entry.approvalId())) == null)
                    .map(PolicyEntry::approvers)
                    .orElse(0);
        }
    }

    /// Returns the revisions of policies and versions on which decisions are based, to detect changes.
    List<Object> seen() {
        List<Object> seen = new ArrayList<>();
        seen.add(registry.seen());
        seen.add(follower.state() == null ? 0L : follower.state().version());
        return seen;
    }
}
