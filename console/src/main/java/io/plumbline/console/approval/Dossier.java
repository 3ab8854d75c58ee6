package io.plumbline.console.approval;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.approval.ApprovalClient.Approval;
import io.plumbline.console.approval.SubjectClients.Asset;
import io.plumbline.console.approval.SubjectClients.Gate;
import io.plumbline.console.approval.SubjectClients.Move;
import io.plumbline.console.approval.SubjectClients.Rollout;
import io.plumbline.console.audit.AuditClient;
import io.plumbline.console.page.Formats;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/// Collects what an approver needs to know about a subject: the difference from production, the gates, and what has
/// happened, or will happen, by the approval. Parts that a service does not give, or the user may not see, are left
/// out.
@Component
final class Dossier {

    private static final int MOST = 100;
    /// Members of a version that say who made it and where it stands, not how it answers.
    private static final List<String> NOT_COMPARED = List.of(
            "name", "version", "team", "stage", "digest", "createdAt", "createdBy", "aliases", "messages", "variables");

    private final SubjectClients.Registry registry;
    private final SubjectClients.Gates gates;
    private final SubjectClients.Rollouts rollouts;
    private final AuditClient audit;
    private final Parts parts;
    private final Formats formats;

    Dossier(
            SubjectClients.Registry registry,
            SubjectClients.Gates gates,
            SubjectClients.Rollouts rollouts,
            AuditClient audit,
            Parts parts,
            Formats formats) {
        this.registry = registry;
        this.gates = gates;
        this.rollouts = rollouts;
        this.audit = audit;
        this.parts = parts;
        this.formats = formats;
    }

    /// What is known of a subject.
    ///
    /// @param known whether the subject exists and the user may see it
    /// @param compared the version that it is compared with; null for none
    /// @param differences from that version
    /// @param unified the difference of prompts, as lines that start with `+`, `-` or a space
    record Contents(
            boolean known,
            @Nullable String compared,
            List<Difference> differences,
            List<String> unified,
            LoadedPart<List<Gate>> gates,
            Outcome outcome) {}

    /// A member that differs.
    record Difference(String member, String before, String after) {}

    /// What happens next, or has happened.
    ///
    /// @param tone `good`, `bad`, `warn` or empty
    /// @param promote the address that promotes the version; null unless the approval waits for it
    record Outcome(
            String headline,
            String text,
            String tone,
            @Nullable String promote) {}

    Contents of(Approval approval) {
        String kind = kindOf(approval);
        Integer version = approval.version();
        Parts.Loading<List<Gate>> gatesLoading = parts.load(() -> gatesOf(approval));
        if (kind == null || version == null) {
            Outcome outcome = approval.isGranted() && !approval.isByCaller() ? effect(approval) : standing(approval);
            return new Contents(true, null, List.of(), List.of(), gatesLoading.get(), outcome);
        }
        String name = approval.name();
        Parts.Loading<Asset> asset = parts.load(() -> registry.asset(kind, name));
        Parts.Loading<Page<Move>> history = parts.load(() -> registry.history(kind, name, MOST));
        List<Move> moves = history.get().value() == null
                ? List.of()
                : history.get().value().items();
        Asset known = asset.get().value();
        Optional<Move> promotion = moves.stream()
                .filter(move -> approval.id().equals(move.approvalId()) && "production".equals(move.pointer()))
                .min(Comparator.comparing(Move::movedAt));
        Integer other = promotion
                .map(Move::fromVersion)
                .orElseGet(() -> promotion.isPresent() || known == null ? null : production(approval, known, moves));
        if (version.equals(other)) {
            other = null;
        }
        Map<String, Object> candidate = version(kind, name, version);
        return new Contents(
                !candidate.isEmpty(),
                other == null ? null : name + "@" + other,
                other == null ? List.of() : differences(version(kind, name, other), candidate),
                other == null || !"prompts".equals(kind) ? List.of() : unified(name, other, version),
                gatesLoading.get(),
                promotion
                        .map(move -> promoted(approval, move, known))
                        .orElseGet(() -> approval.isGranted() && !approval.isByCaller()
                                ? awaited(approval, kind)
                                : standing(approval)));
    }

    /// Returns the version with which the approvers compared: once they have decided, later promotions of other
    /// versions do not matter.
    private static @Nullable Integer production(Approval approval, Asset asset, List<Move> moves) {
        if (approval.isPending()) {
            return asset.production();
        }
        Instant decided = approval.decisions().stream()
                .map(ApprovalClient.Decision::decidedAt)
                .max(Comparator.naturalOrder())
                .orElse(approval.createdAt());
        return moves.stream()
                .filter(move ->
                        "production".equals(move.pointer()) && !move.movedAt().isAfter(decided))
                .max(Comparator.comparing(Move::movedAt))
                .map(Move::toVersion)
                .orElse(null);
    }

    /// Returns the address that promotes a version whose approval is granted; null if it was promoted, is in a rollout
    /// or cannot be promoted by the user.
    @Nullable
    String promotion(Approval approval) {
        String kind = kindOf(approval);
        if (kind == null || approval.version() == null || !approval.isGranted() || approval.isByCaller()) {
            return null;
        }
        Page<Move> moves =
                Parts.now(() -> registry.history(kind, approval.name(), MOST)).value();
        boolean promoted = moves == null
                || moves.items().stream()
                        .anyMatch(
                                move -> approval.id().equals(move.approvalId()) && "production".equals(move.pointer()));
        return promoted ? null : awaited(approval, kind).promote();
    }

    private static @Nullable String kindOf(Approval approval) {
        return switch (approval.resourceType()) {
            case "model-version" -> "models";
            case "prompt-version" -> "prompts";
            default -> null;
        };
    }

    private List<Gate> gatesOf(Approval approval) {
        if (Callers.current().teamsWith(Permission.GATE_READ).isEmpty()) {
            return List.of();
        }
        return switch (approval.resourceType()) {
            case "model-version", "prompt-version" ->
                gates.of(approval.resourceId(), 5).items();
            case "suite-baseline" -> {
                String id =
                        approval.resourceId().substring(approval.resourceId().indexOf('/') + 1);
                yield List.of(gates.get(UUID.fromString(id)));
            }
            default -> List.of();
        };
    }

    /// Returns the members of a version; none if there is no such version that the user may see.
    private Map<String, Object> version(String kind, String name, int version) {
        return Objects.requireNonNullElse(
                Parts.now(() -> registry.version(kind, name, version)).value(), Map.of());
    }

    private static List<Difference> differences(Map<String, Object> before, Map<String, Object> after) {
        List<Difference> differences = new ArrayList<>();
        for (Map.Entry<String, Object> member : after.entrySet()) {
            String was = text(before.get(member.getKey()));
            String is = text(member.getValue());
            if (!NOT_COMPARED.contains(member.getKey()) && !was.equals(is)) {
                differences.add(new Difference(member.getKey(), was, is));
            }
        }
        return differences;
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private List<String> unified(String name, int from, int to) {
        SubjectClients.PromptDiff diff =
                Parts.now(() -> registry.promptDiff(name, from, to)).value();
        return diff == null ? List.of() : diff.unified().lines().toList();
    }

    private Outcome promoted(Approval approval, Move move, @Nullable Asset known) {
        String when = "Version " + approval.version() + " was promoted on " + formats.time(move.movedAt()) + ".";
        Integer production = known == null ? null : known.production();
        if (Objects.equals(production, approval.version())) {
            return new Outcome("Promoted", when + " It is in production.", "good", null);
        }
        boolean back = production != null && approval.version() != null && production < approval.version();
        return new Outcome(
                back ? "Rolled back since" : "Replaced since",
                when
                        + (production == null
                                ? " No version is in production now."
                                : " Version " + production + " is in production now."),
                back ? "bad" : "",
                null);
    }

    private Outcome awaited(Approval approval, String kind) {
        Optional<Rollout> rollout =
                Callers.current().teamsWith(Permission.ROLLOUT_READ).isEmpty() ? Optional.empty() : rolloutOf(approval);
        if (rollout.isPresent()) {
            Rollout found = rollout.get();
            String of = "The rollout on the route " + found.route() + " ";
            return switch (found.state()) {
                case "ROLLED_BACK" ->
                    new Outcome("Rolled back since", of + "served it to some calls and was rolled back.", "bad", null);
                case "ABORTED" -> new Outcome("Rollout aborted", of + "was aborted.", "warn", null);
                case "PROMOTED" -> new Outcome("Promoted", of + "promoted it.", "good", null);
                default ->
                    new Outcome("In rollout", of + "serves it to " + found.weight() + " % of the calls.", "", null);
            };
        }
        boolean may = !Callers.current()
                .teamsWith("models".equals(kind) ? Permission.MODEL_PROMOTE : Permission.PROMPT_PROMOTE)
                .isEmpty();
        return new Outcome(
                "Approved, awaiting promotion",
                "Promote the version, or start a rollout with it, by " + formats.time(approval.expiresAt()) + ".",
                "warn",
                may
                        ? "/" + kind + "/" + approval.name() + "/versions/" + approval.version()
                                + "/transition?to=PRODUCTION"
                        : null);
    }

    private Optional<Rollout> rolloutOf(Approval approval) {
        Page<Rollout> all = Parts.now(() -> rollouts.list(MOST)).value();
        return all == null
                ? Optional.empty()
                : all.items().stream()
                        .filter(rollout -> approval.name()
                                        .equals(rollout.candidate().model())
                                && Objects.equals(
                                        approval.version(), rollout.candidate().version())
                                && rollout.createdAt().isAfter(approval.createdAt()))
                        .max(Comparator.comparing(Rollout::createdAt));
    }

    /// Returns the outcome of a granted approval of another kind, from the audit log.
    private Outcome effect(Approval approval) {
        String action = effectOf(approval);
        if (action != null
                && !Callers.current().teamsWith(Permission.AUDIT_READ).isEmpty()) {
            MultiValueMap<String, String> filters = new LinkedMultiValueMap<>();
            filters.set("action", action);
            filters.set("team", approval.team());
            filters.set("from", approval.createdAt().toString());
            filters.set("limit", Integer.toString(MOST));
            Page<AuditClient.Event> events =
                    Parts.now(() -> audit.events(filters)).value();
            Optional<AuditClient.Event> done = events == null
                    ? Optional.empty()
                    : events.items().stream()
                            .filter(event -> event.resource() != null
                                    && "SUCCESS".equals(event.outcome())
                                    && (event.resource().id().equals(approval.name())
                                            || approval.resourceId()
                                                    .endsWith("/"
                                                            + event.resource().id())))
                            .findFirst();
            if (done.isPresent()) {
                return new Outcome(
                        "Done", "It took effect on " + formats.time(done.get().time()) + ".", "good", null);
            }
        }
        return new Outcome(
                "Approved, awaiting the requester",
                "The requester repeats the request by " + formats.time(approval.expiresAt())
                        + ". It takes effect then.",
                "warn",
                null);
    }

    private static @Nullable String effectOf(Approval approval) {
        return switch (approval.action()) {
            case "eval.baseline.bless" -> "eval.baseline.blessed";
            case "eval.calibration.confirm" -> "eval.calibration.confirmed";
            case "eval.suite.change" -> "eval.suite.stored";
            case "governance.policy.change" -> "governance.policy.changed";
            case "gateway.route.change" -> "gateway.route.changed";
            case "gateway.route.remove" -> "gateway.route.removed";
            case "gateway.provider.change" -> "gateway.provider.changed";
            case "gateway.call.resume" -> "gateway.parkedCall.resumed";
            default -> null;
        };
    }

    private Outcome standing(Approval approval) {
        return switch (approval.state()) {
            case "PENDING" -> {
                int missing = approval.approvers() - approval.approved();
                yield new Outcome(
                        missing == 1 ? "One more approval is needed" : missing + " more approvals are needed",
                        "Open until " + formats.time(approval.expiresAt())
                                + ". Once it is granted, the requester repeats the request, which then takes effect.",
                        "warn",
                        null);
            }
            case "APPROVED" ->
                new Outcome(
                        "Approved, without effect",
                        "A caller of the API created this request, and wrote what its approvers saw. No service accepts"
                                + " it: make the change itself, which requests its own approval.",
                        "",
                        null);
            case "REJECTED" ->
                new Outcome(
                        "Rejected",
                        "Production is unchanged. The requester needs a new approval, for example for a better version.",
                        "bad",
                        null);
            case "REVOKED" ->
                new Outcome("Revoked", "Everything that depended on this approval has lost it.", "bad", null);
            default ->
                new Outcome(
                        "Expired",
                        "No approver decided in time. To ask again, the requester repeats the request.",
                        "",
                        null);
        };
    }
}
