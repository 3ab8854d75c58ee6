package io.plumbline.gateway.restraint;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/routes/{name}/restraints")
class RestraintController {

    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    private final Restraints restraints;

    RestraintController(Restraints restraints) {
        this.restraints = restraints;
    }

    /// Lists the restraints in force on the route, at most one of each kind.
    @GetMapping
    @RequiresPermission(value = Permission.ROUTE_READ, route = "name")
    List<RestraintResponse> list(@PathVariable @Pattern(regexp = NAME) String name) {
        return restraints.of(name).stream().map(RestraintResponse::from).toList();
    }

    /// Holds the route back for a time. Only what tightens or reduces is accepted. The route's document stays as it is.
    /// A repeated request has no further effect.
    @PutMapping("/{id}")
    @RequiresPermission(value = Permission.ROUTE_RESTRAIN, route = "name")
    RestraintResponse put(
            @PathVariable @Pattern(regexp = NAME) String name,
            @PathVariable UUID id,
            @Valid @RequestBody RestraintRequest request) {
        return RestraintResponse.from(restraints.put(name, id, request));
    }

    /// Ends a restraint.
    ///
    /// @param onlyIfUnchanged whether to refuse if the route's document was changed since; false unless set
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresPermission(value = Permission.ROUTE_RESTRAIN, route = "name")
    void end(
            @PathVariable @Pattern(regexp = NAME) String name,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "false") boolean onlyIfUnchanged) {
        restraints.end(name, id, onlyIfUnchanged);
    }
}
