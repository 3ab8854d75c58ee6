package io.plumbline.governance.approval;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.ApprovalRequirement;
import io.plumbline.governance.team.TeamName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Request bodies of approvals.
final class ApprovalRequests {

    static final String ACTION = "[a-z][a-z0-9]{0,31}(\\.[a-z][A-Za-z0-9]{0,40}){1,2}";
    static final String KIND = "[a-z][a-z0-9-]{0,63}";
    static final String RESOURCE = "(\\*|" + KIND + "):[^\\p{Cntrl}]{1,256}";
    static final int MAX_APPROVERS = 5;
    static final int MAX_TEXT = 2_000;
    static final int MAX_EXCLUDED = 20;
    static final int WEEK_SECONDS = 604_800;

    private ApprovalRequests() {}

    /// @param action the action, as `service.thing.verb`
    /// @param approvers number of different approvers; default 1
    record NewApproval(
            @Nullable @TeamName String team,
            @NotNull @Pattern(regexp = ACTION) String action,
            @NotNull @Pattern(regexp = KIND) String resourceType,
            @NotBlank @Size(max = 256) String resourceId,
            @Nullable @Min(1) @Max(MAX_APPROVERS) Integer approvers,
            @Nullable @Size(max = MAX_TEXT) String reason) {}

    /// Filters for approvals; all given filters must match.
    ///
    /// @param resource only those of this resource, as `TYPE:ID`, for example `model-version:support@3`; an id that
    ///     ends in `*` stands for all ids that start like it, and the type `*` for all types
    /// @param waiting whether to return only those that the caller may decide now. A page may then hold fewer than
    ///     `limit` although more follow
    record ApprovalQuery(
            Approval.@Nullable State state,

            @Nullable @Pattern(regexp = RESOURCE, message = "must be TYPE:ID")
            String resource,

            @Nullable @Size(max = 63) String team,
            @Nullable Boolean waiting) {

        boolean waitingOnly() {
            return Boolean.TRUE.equals(waiting);
        }

        Approval.@Nullable State stateWanted() {
            return waitingOnly() ? Approval.State.PENDING : state;
        }

        @Nullable
        String resourceType() {
            return resource == null || resource.startsWith("*:") ? null : resource.substring(0, resource.indexOf(':'));
        }

        @Nullable
        String resourceId() {
            return resource == null ? null : resource.substring(resource.indexOf(':') + 1);
        }

        /// Returns the team, if given; forms send empty values.
        @Nullable
        String teamGiven() {
            return team == null || team.isBlank() ? null : team.strip();
        }
    }

    record NewDecision(
            @NotNull ApprovalDecision decision,
            @Nullable @Size(max = MAX_TEXT) String comment) {}

    /// @param comment why it is revoked
    record NewRevocation(@NotBlank @Size(max = MAX_TEXT) String comment) {}

    /// An approval that a service needs on behalf of a requester.
    ///
    /// @param since an approval requested before this time does not count
    /// @param terms null for the defaults
    /// @param excluded actors besides the requester who cannot decide; null for none
    record Requirement(
            @NotNull @TeamName String team,
            @NotNull @Pattern(regexp = ACTION) String action,
            @NotNull @Pattern(regexp = KIND) String resourceType,
            @NotBlank @Size(max = 256) String resourceId,
            @NotBlank @Size(max = 100) String requestedBy,
            @NotNull @Min(1) @Max(MAX_APPROVERS) Integer approvers,
            @Nullable @Size(max = MAX_TEXT) String reason,
            @Nullable Instant since,
            @Nullable @Valid Terms terms,

            @Nullable @Size(max = MAX_EXCLUDED) List<@NotBlank @Size(max = 100) String> excluded) {

        static Requirement from(ApprovalRequirement wanted) {
            return new Requirement(
                    wanted.team(),
                    wanted.action(),
                    wanted.resourceType(),
                    wanted.resourceId(),
                    wanted.requestedBy(),
                    wanted.approvers(),
                    wanted.reason(),
                    wanted.since(),
                    wanted.terms() == null ? null : Terms.from(wanted.terms()),
                    wanted.excluded());
        }

        List<String> excludedOrNone() {
            return excluded == null ? List.of() : excluded;
        }

        ApprovalSubject subject() {
            return new ApprovalSubject(team, action, resourceType, resourceId);
        }

        Terms termsOrUsual() {
            return terms == null ? Terms.USUAL : terms;
        }
    }

    /// The terms of a decision.
    ///
    /// @param byPerson whether the key of a machine cannot decide
    /// @param lifetimeSeconds how long it can be decided, and how long it then holds
    record Terms(
            @NotNull @Size(max = 40) List<@NotNull @Valid ApprovalDetail> details,
            boolean byPerson,
            @NotNull @Min(1) @Max(WEEK_SECONDS) Integer lifetimeSeconds) {

        static final Terms USUAL = new Terms(List.of(), false, WEEK_SECONDS);

        static Terms from(ApprovalRequirement.Terms terms) {
            List<ApprovalDetail> details = terms.details().stream()
                    .map(detail -> new ApprovalDetail(detail.label(), detail.text()))
                    .toList();
            return new Terms(details, terms.byPerson(), terms.lifetimeSeconds());
        }
    }
}
