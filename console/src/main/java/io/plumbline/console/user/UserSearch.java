package io.plumbline.console.user;

import io.plumbline.console.page.Listing;
import io.plumbline.console.search.SearchSource;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Finds users by name and id.
@Component
class UserSearch implements SearchSource {

    private final UserClient users;

    UserSearch(UserClient users) {
        this.users = users;
    }

    @Override
    public List<Hit> find(String text) {
        if (Callers.current().teamsWith(Permission.USER_READ).isEmpty()) {
            return List.of();
        }
        return Listing.read((limit, cursor) -> users.list(null, limit, cursor)).stream()
                .filter(user ->
                        user.username().contains(text) || user.id().toString().equals(text))
                .map(user -> new Hit(
                        "User",
                        user.username(),
                        "/users/" + user.id(),
                        user.grants().stream()
                                .map(grant -> grant.role() + " · " + grant.team())
                                .collect(Collectors.joining(", "))))
                .toList();
    }
}
