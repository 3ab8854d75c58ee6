package io.plumbline.registry.trainingplan;

import io.plumbline.clients.governance.CallerGrants;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.asset.Author;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// The rights that plans need: those of their authors, when a plan is stored and again before each step.
@Component
class PlanAuthority {

    private static final List<Permission> NEEDED =
            List.of(Permission.MODEL_WRITE, Permission.DATASET_READ, Permission.GATE_RUN);

    private final GovernanceClient governance;

    PlanAuthority(GovernanceClient governance) {
        this.governance = governance;
    }

    /// @throws ProblemException 403 naming the first permission that the caller lacks in the team
    void require(Caller caller, String team, TrainingPlanDocument plan) {
        NEEDED.forEach(permission -> require(caller, team, permission));
        if (plan.requestPromotion()) {
            require(caller, team, Permission.MODEL_PROMOTE);
        }
    }

    private static void require(Caller caller, String team, Permission permission) {
        if (!caller.may(permission, team)) {
            throw AccessProblem.FORBIDDEN
                    .because("A training plan needs the permission " + permission.code() + " in the team of its model.")
                    .with("permission", permission.code());
        }
    }

    /// Returns an author with the present grants. Its grants may have ended since the plan was stored.
    Caller present(Author author) {
        CallerGrants grants;
        try {
            grants = governance.callerGrants(author.type().name(), author.id());
        } catch (HttpClientErrorException.NotFound e) {
            grants = new CallerGrants(Map.of(), List.of(), List.of());
        }
        Map<String, Set<Role>> roles = new TreeMap<>();
        grants.grants().forEach((team, codes) -> {
            Set<Role> held = EnumSet.noneOf(Role.class);
            codes.forEach(code -> Role.ofCode(code).ifPresent(held::add));
            roles.put(team, held);
        });
        return new Caller(
                author.type(),
                author.id(),
                Map.copyOf(roles),
                Set.copyOf(grants.scopes()),
                Set.copyOf(grants.routes()));
    }
}
