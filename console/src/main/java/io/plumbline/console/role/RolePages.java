package io.plumbline.console.role;

import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Section;
import io.plumbline.console.role.RoleClient.RoleInfo;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The table of roles and their permissions.
@Controller
@ConsolePage(
        section = Section.ADMIN,
        label = "Roles",
        path = "/roles",
        permission = Permission.TEAM_READ,
        order = 40,
        docs = "reference/roles.md")
class RolePages {

    private final RoleClient roles;

    RolePages(RoleClient roles) {
        this.roles = roles;
    }

    @GetMapping("/roles")
    @RequiresPermission(Permission.TEAM_READ)
    String list(Model model) {
        List<RoleInfo> all = roles.list().items();
        model.addAttribute("roles", all);
        model.addAttribute("things", verbs(all));
        return "console/role/list";
    }

    /// Returns, by thing (`model`), what each role may do with it (`read, write`), in the order of the roles.
    private static Map<String, List<String>> verbs(List<RoleInfo> roles) {
        Map<String, Map<String, List<String>>> byThing = new TreeMap<>();
        for (RoleInfo role : roles) {
            for (String permission : role.permissions()) {
                int colon = permission.indexOf(':');
                byThing.computeIfAbsent(permission.substring(0, colon), _ -> new TreeMap<>())
                        .computeIfAbsent(role.name(), _ -> new ArrayList<>())
                        .add(permission.substring(colon + 1));
            }
        }
        Map<String, List<String>> rows = new LinkedHashMap<>();
        byThing.forEach((thing, byRole) -> rows.put(
                thing,
                roles.stream()
                        .map(role -> String.join(", ", byRole.getOrDefault(role.name(), List.of())))
                        .toList()));
        return rows;
    }
}
