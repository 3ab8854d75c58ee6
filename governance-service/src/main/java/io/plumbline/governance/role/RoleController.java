package io.plumbline.governance.role;

import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.web.Page;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// The roles of this version, which are fixed.
@RestController
@Tag(name = "roles")
class RoleController {

    /// A role.
    ///
    /// @param everyTeam whether it applies in every team, regardless of the team it is granted in
    /// @param grantable whether users and keys can have it
    /// @param permissions sorted
    record RoleInfo(String name, boolean everyTeam, boolean grantable, List<String> permissions) {

        static RoleInfo from(Role role) {
            return new RoleInfo(
                    role.code(),
                    role.everyTeam(),
                    role != Role.SERVICE,
                    role.permissions().stream().map(Permission::code).sorted().toList());
        }
    }

    /// Returns every role with its permissions.
    @GetMapping("/api/v1/roles")
    @RequiresPermission(Permission.TEAM_READ)
    Page<RoleInfo> list() {
        return new Page<>(Arrays.stream(Role.values()).map(RoleInfo::from).toList(), null);
    }
}
