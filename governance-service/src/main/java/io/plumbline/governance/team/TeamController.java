package io.plumbline.governance.team;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/teams")
class TeamController {

    private final Teams teams;

    TeamController(Teams teams) {
        this.teams = teams;
    }

    record TeamRequest(@NotNull @TeamName String name) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @RequiresPermission(Permission.TEAM_WRITE)
    ResponseEntity<Team> create(@Valid @RequestBody TeamRequest request) {
        Team team = teams.create(request.name());
        return ResponseEntity.created(URI.create("/api/v1/teams/" + team.name()))
                .body(team);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.TEAM_READ)
    Team get(@PathVariable @Size(max = 63) String name) {
        return teams.get(name);
    }

    @GetMapping
    @RequiresPermission(Permission.TEAM_READ)
    Page<Team> list(@Valid @ParameterObject Paging paging) {
        return teams.list(paging);
    }
}
