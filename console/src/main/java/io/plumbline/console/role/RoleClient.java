package io.plumbline.console.role;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.List;
import org.springframework.web.service.annotation.GetExchange;

/// The roles of the installation.
@ServiceApi(RemoteService.GOVERNANCE)
public interface RoleClient {

    @GetExchange("/api/v1/roles")
    Page<RoleInfo> list();

    /// A role.
    record RoleInfo(String name, boolean everyTeam, boolean grantable, List<String> permissions) {}

    /// Returns the names of the roles that users and keys can have.
    default List<String> grantable() {
        return list().items().stream()
                .filter(RoleInfo::grantable)
                .map(RoleInfo::name)
                .toList();
    }
}
