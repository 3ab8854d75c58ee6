package io.plumbline.governance.team;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Manages the teams of the installation.
@Service
@Transactional
public class Teams {

    private final TeamStore teams;
    private final Changes changes;
    private final AuditTrail audit;
    private final Clock clock;

    Teams(TeamStore teams, Changes changes, AuditTrail audit, Clock clock) {
        this.teams = teams;
        this.changes = changes;
        this.audit = audit;
        this.clock = clock;
    }

    /// Creates a team.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 409 if it exists
    Team create(String name) {
        Team team = new Team(name, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!teams.insert(name, team.createdAt(), changes.next())) {
            throw TeamProblem.TEAM_EXISTS.because("Choose another name, or use the existing team.");
        }
        audit.append(AuditEntry.of(TeamAction.CREATED, name, "team", name));
        return team;
    }

    @Transactional(readOnly = true)
    Team get(String name) {
        return teams.find(name)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("None of your teams has this name."));
    }

    @Transactional(readOnly = true)
    Page<Team> list(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        return Page.of(teams.after(after, paging.size() + 1), paging, team -> Cursor.of(team.name()));
    }

    /// Returns the sorted names of all teams that the current thread sees.
    @Transactional(readOnly = true)
    public List<String> names() {
        return teams.names();
    }

    /// Refuses (400) a team that does not exist or that the current thread cannot see.
    ///
    /// @param pointer its position in the request body
    @Transactional(readOnly = true)
    public void requireTeam(String name, String pointer) {
        if (teams.find(name).isEmpty()) {
            throw RequestProblem.INVALID_REQUEST
                    .because("No team has this name. Create it first.")
                    .at(pointer, "is not a team");
        }
    }
}
