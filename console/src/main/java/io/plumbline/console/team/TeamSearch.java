package io.plumbline.console.team;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds teams by name.
@Component
class TeamSearch implements SearchSource {

    private final TeamListClient teams;

    TeamSearch(TeamListClient teams) {
        this.teams = teams;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.TEAM_READ).isEmpty()) {
            return List.of();
        }
        return Listing.read(teams::list).stream()
                .filter(team -> team.name().contains(text))
                .map(team -> new Hit("Team", team.name(), "/teams/" + team.name(), ""))
                .toList();
    }
}
