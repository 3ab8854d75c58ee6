package io.plumbline.registry.snapshot;

import io.plumbline.clients.registry.RegistryClient.SuiteUses;
import io.plumbline.clients.registry.VersionStanding;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.asset.AssetType;
import io.plumbline.registry.asset.Names;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Queries of siblings before they change what serves production.
@RestController
class StandingController {

    private final Standings standings;

    StandingController(Standings standings) {
        this.standings = standings;
    }

    /// A version of a model or a prompt.
    record VersionQuery(
            @NotNull AssetType type,

            @NotNull @Pattern(regexp = Names.NAME) String name,

            @Min(1) int version) {}

    /// Returns the current production standing of versions, in the order of the query.
    @PostMapping("/internal/v1/standings")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    List<VersionStanding> standings(@RequestBody @Size(max = 100) List<@NotNull @Valid VersionQuery> versions) {
        return standings.now(versions);
    }

    /// Returns the versions that depend on a suite and are in production or may return to it.
    @GetMapping("/internal/v1/suites/{name}/uses")
    @RequiresPermission(Permission.SNAPSHOT_READ)
    SuiteUses uses(@PathVariable @Pattern(regexp = Names.SUITE) String name) {
        return standings.usesOf(name);
    }
}
