package io.plumbline.governance.policy;

import io.plumbline.clients.governance.GovernanceClient.PolicyComparison;
import io.plumbline.clients.governance.GovernanceClient.PolicyPair;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.governance.policy.PolicyPlan.Stored;
import io.plumbline.governance.policy.PolicyResponses.PolicyDiff;
import io.plumbline.governance.policy.PolicyResponses.PolicyVersionView;
import io.plumbline.governance.policy.PolicyResponses.PolicyView;
import io.plumbline.governance.team.Teams;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.policy.document.PolicyFormatException;
import io.plumbline.guardrails.policy.order.PolicyOrder;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Manages guard policies. Each change is a new version; a document equal to the one in force is not a change.
/// [PolicyChanges] decides what a looser document requires. Built-in policies require nothing. Versions are
/// stored with all defaults spelled out, so that later defaults do not change the meaning of old versions.
@Service
@Transactional
public class Policies {

    public static final String STANDARD = BuiltInPolicy.STANDARD.wireName();

    private final PolicyRepository policies;
    private final PolicyVersionRepository versions;
    private final Teams teams;
    private final Changes changes;
    private final AuditTrail audit;
    private final JsonMapper json;
    private final Clock clock;

    Policies(
            PolicyRepository policies,
            PolicyVersionRepository versions,
            Teams teams,
            Changes changes,
            AuditTrail audit,
            JsonMapper json,
            Clock clock) {
        this.policies = policies;
        this.versions = versions;
        this.teams = teams;
        this.changes = changes;
        this.audit = audit;
        this.json = json;
        this.clock = clock;
    }

    /// The policy after a `PUT`.
    record Put(PolicyView policy, boolean created) {}

    /// Returns the effect of putting a document in force. Stores nothing.
    ///
    /// @param revoked approvals that no longer count
    @Transactional(readOnly = true)
    PolicyPlan plan(String name, PolicyRequest request, @Nullable String ifMatch, Set<UUID> revoked) {
        Map<String, Object> document = normal(request.document());
        String team = request.team() == null ? Caller.EVERY_TEAM : request.team();
        PolicyEntity policy = policies.findById(name).orElse(null);
        EntityTags.check(ifMatch, policy == null ? 0 : policy.number());
        if (policy == null) {
            checkNew(name, request.team());
        } else if (policy.isBuiltIn() && !name.equals(STANDARD)) {
            throw PolicyProblem.POLICY_BUILT_IN.because("Create a policy with another name from its document.");
        } else if (!policy.team().equals(team)) {
            throw PolicyProblem.POLICY_TEAM_FIXED.because("Send the same team as before, or create another policy.");
        }
        return plan(name, team, policy, document, revoked);
    }

    private void checkNew(String name, @Nullable String team) {
        if (team == null) {
            return;
        }
        if (name.equals(STANDARD)) {
            throw PolicyProblem.POLICY_TEAM_FIXED.because(
                    "The policy standard applies to all teams and has no team of its own.");
        }
        teams.requireTeam(team, "/team");
        if (policies.existsByTeam(team)) {
            throw defaultExists();
        }
    }

    private static ProblemException defaultExists() {
        return PolicyProblem.DEFAULT_POLICY_EXISTS.because("Change the team's existing default policy.");
    }

    private PolicyPlan plan(
            String name, String team, @Nullable PolicyEntity policy, Map<String, Object> document, Set<UUID> revoked) {
        Stored newest = policy == null ? null : stored(policy);
        Stored governing = newest == null ? before(team) : newest;
        Stored inForce = governing == null ? null : holding(governing, team, revoked);
        boolean same = inForce != null && inForce.document().equals(document);
        return new PolicyPlan(
                name,
                team,
                newest,
                governing == null ? null : governing.label(),
                inForce,
                document,
                LeafDiff.between(newest == null ? Map.of() : newest.document(), document),
                inForce == null || same ? List.of() : looser(document, inForce.document()));
    }

    /// Returns the policy that currently governs the calls of a new policy. A team's default replaces `standard`.
    /// Any other new policy governs nothing, since a route can only name existing policies.
    private @Nullable Stored before(String team) {
        return team.equals(Caller.EVERY_TEAM)
                ? null
                : policies.findById(STANDARD).map(Policies::stored).orElse(null);
    }

    /// Returns that version or, if its approval was revoked, the last previous one whose approval was not.
    private @Nullable Stored holding(Stored governing, String team, Set<UUID> revoked) {
        UUID approval = governing.grant().approvalId();
        if (approval == null || !revoked.contains(approval)) {
            return governing;
        }
        return versions.newestOfOthers(governing.name(), revoked)
                .map(version -> new Stored(governing.name(), version.number(), version.document(), version.grant()))
                .orElseGet(() -> before(team));
    }

    private static Stored stored(PolicyEntity policy) {
        return new Stored(policy.name(), policy.number(), policy.document(), policy.grant());
    }

    /// Puts a planned document in force, approved if required.
    ///
    /// @throws ProblemException 409 if the policy, or the one it replaces, has changed meanwhile
    Put put(PolicyPlan plan, PolicyGrant grant, Caller by) {
        PolicyEntity policy = policies.findById(plan.name()).orElse(null);
        Stored governing = policy == null ? before(plan.team()) : stored(policy);
        boolean same = (policy == null ? 0 : policy.number()) == plan.number()
                && Objects.equals(governing == null ? null : governing.label(), plan.governing());
        if (!same) {
            throw RequestProblem.CONFLICT.because("The policy was changed at the same time. Repeat the request.");
        }
        boolean created = policy == null;
        PolicyEntity stored = policy == null ? new PolicyEntity(plan.name(), plan.team()) : policy;
        if (plan.isNews()) {
            Stored measure = plan.inForce();
            store(stored, plan, plan.isCarried() && measure != null ? measure.grant() : grant, by.id());
        }
        return new Put(PolicyView.from(stored), created);
    }

    private void store(PolicyEntity policy, PolicyPlan plan, PolicyGrant grant, String by) {
        PolicyVersion version =
                policy.next(plan.document(), grant, by, clock.instant().truncatedTo(ChronoUnit.MICROS), changes.next());
        try {
            policies.saveAndFlush(policy);
        } catch (DataIntegrityViolationException e) {
            throw defaultExists();
        }
        versions.save(version);
        audit.append(PolicyEvent.of(policy, plan, grant, json));
    }

    /// Returns the policy of a stored document.
    static GuardPolicy read(Map<String, Object> document) {
        return PolicyDocument.read(document);
    }

    /// Returns where a document is looser than another. An unreadable document is looser as a whole.
    private static List<String> looser(Map<String, Object> document, Map<String, Object> than) {
        try {
            return PolicyOrder.looser(read(document), read(than));
        } catch (PolicyFormatException e) {
            return List.of(e.pointer());
        }
    }

    /// Compares two stored versions, each as `name@version`.
    @Transactional(readOnly = true)
    PolicyComparison compare(PolicyPair pair) {
        List<String> looser =
                looser(labelled(pair.policy()).document(), labelled(pair.than()).document());
        return new PolicyComparison(looser.isEmpty(), looser);
    }

    private PolicyVersion labelled(String label) {
        int at = label.lastIndexOf('@');
        return find(label.substring(0, at), Integer.parseInt(label.substring(at + 1)));
    }

    private static Map<String, Object> normal(Map<String, Object> document) {
        return PolicyDocument.write(checked(document));
    }

    /// Returns the policy of a document after checking all names in it.
    static GuardPolicy checked(Map<String, Object> document) {
        try {
            GuardPolicy policy = PolicyDocument.read(document);
            PolicyNameCheck.check(policy);
            return policy;
        } catch (PolicyFormatException e) {
            throw PolicyProblem.INVALID_POLICY
                    .because("The policy is invalid. errors points to the place.")
                    .at(e.pointer(), String.valueOf(e.getMessage()));
        }
    }

    @Transactional(readOnly = true)
    PolicyView get(String name) {
        return PolicyView.from(find(name));
    }

    @Transactional(readOnly = true)
    Page<PolicyView> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<PolicyEntity> rows = policies.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, policy -> Cursor.of(policy.name())).map(PolicyView::from);
    }

    @Transactional(readOnly = true)
    Page<PolicyVersionView> versions(String name, Paging paging) {
        find(name);
        int before = paging.after(1).map(cursor -> cursor.integer(0)).orElse(Integer.MAX_VALUE);
        List<PolicyVersion> rows =
                versions.findByPolicyAndNumberLessThanOrderByNumberDesc(name, before, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, version -> Cursor.of(version.number())).map(PolicyVersionView::from);
    }

    @Transactional(readOnly = true)
    PolicyVersionView version(String name, int number) {
        return PolicyVersionView.from(find(name, number));
    }

    @Transactional(readOnly = true)
    PolicyDiff diff(String name, int from, int to) {
        return new PolicyDiff(
                from,
                to,
                LeafDiff.between(find(name, from).document(), find(name, to).document()));
    }

    /// Returns the changes that storing a document would make.
    @Transactional(readOnly = true)
    PolicyDiff diff(String name, PolicyRequest request) {
        Map<String, Object> document = normal(request.document());
        PolicyEntity policy = policies.findById(name).orElse(null);
        int from = policy == null ? 0 : policy.number();
        Map<String, Object> before = policy == null ? Map.of() : policy.document();
        List<PolicyDiff.Change> changes = LeafDiff.between(before, document);
        return new PolicyDiff(from, policy != null && changes.isEmpty() ? from : from + 1, changes);
    }

    /// Returns the newest version; empty if the caller cannot see a policy of that name.
    @Transactional(readOnly = true)
    Optional<GuardPolicy> inForce(String name) {
        return policies.findById(name).map(policy -> PolicyDocument.read(policy.document()));
    }

    /// Returns the policies changed after the given change, each in its newest version.
    @Transactional(readOnly = true)
    public List<PolicyEntry> changedAfter(long change) {
        return policies.findByChangeGreaterThanOrderByChange(change).stream()
                .map(policy -> new PolicyEntry(
                        policy.name(),
                        policy.number(),
                        policy.team().equals(Caller.EVERY_TEAM) ? null : policy.team(),
                        json.valueToTree(policy.document()),
                        policy.grant().approvers(),
                        policy.grant().approvalId()))
                .toList();
    }

    /// Updates built-in policies to this release. A policy created or changed by a user stays unchanged.
    public void bootstrap() {
        for (BuiltInPolicy builtIn : BuiltInPolicy.values()) {
            String name = builtIn.wireName();
            PolicyEntity policy = policies.findById(name).orElse(null);
            Map<String, Object> document = PolicyDocument.write(builtIn.policy());
            PolicyPlan plan = plan(name, Caller.EVERY_TEAM, policy, document, Set.of());
            boolean ours = policy == null || policy.isBuiltIn();
            if (ours && !plan.changes().isEmpty()) {
                store(
                        policy == null ? new PolicyEntity(name, Caller.EVERY_TEAM) : policy,
                        plan,
                        PolicyGrant.OF_THE_SOFTWARE,
                        PolicyEntity.BUILDER);
            }
        }
    }

    private PolicyEntity find(String name) {
        return policies.findById(name)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No guard policy has this name."));
    }

    private PolicyVersion find(String name, int number) {
        return versions.findByPolicyAndNumber(name, number)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such version of a guard policy exists."));
    }
}
