package io.plumbline.console.user;

import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Scope;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.role.RoleClient;
import io.plumbline.console.user.UserClient.User;
import io.plumbline.console.user.UserClient.UserGrant;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// The list of users, and the form that invites one.
@Controller
@ConsolePage(
        section = Section.ADMIN,
        label = "Users",
        path = "/users",
        permission = Permission.USER_READ,
        order = 10,
        docs = "guides/users-and-keys.md")
class UserPages {

    static final String PASSWORD_HINT = "Give it to the user. At the first sign-in they replace it with their own.";
    private static final String FORM = "console/user/new";

    private final UserClient users;
    private final RoleClient roles;
    private final TemporaryPassword passwords;

    UserPages(UserClient users, RoleClient roles, TemporaryPassword passwords) {
        this.users = users;
        this.roles = roles;
        this.passwords = passwords;
    }

    @GetMapping("/users")
    @RequiresPermission(Permission.USER_READ)
    String list(
            Model model,
            @ModelAttribute("scope") Scope scope,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String sort) {
        String words = q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath("/users")
                .queryParam("q", words)
                .queryParam("state", Objects.requireNonNullElse(state, ""))
                .build()
                .encode()
                .toUriString();
        Column<User> columns = Column.<User>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(User::username))
                .by("state", Comparator.comparing(User::state))
                .by("created", Comparator.comparing(User::createdAt))
                .by(
                        "seen",
                        Comparator.comparing(user -> Objects.requireNonNullElse(user.lastSignInAt(), Instant.EPOCH)));
        Listing<User> all = Listing.read((limit, cursor) -> users.list(scope.team(), limit, cursor));
        all.show(
                all.stream()
                        .filter(user -> user.username().contains(words)
                                || user.grants().stream()
                                        .anyMatch(grant -> grant.role().contains(words)))
                        .filter(user -> state == null || state.isEmpty() || state.equals(user.state()))
                        .toList(),
                columns,
                model);
        model.addAttribute("q", words);
        model.addAttribute("state", state);
        model.addAttribute("states", List.of("ACTIVE", "INVITED", "PASSWORD_RESET", "DEACTIVATED"));
        model.addAttribute(
                "mayWrite", !Callers.current().teamsWith(Permission.USER_WRITE).isEmpty());
        return "console/user/list";
    }

    @GetMapping("/users/new")
    @RequiresPermission(Permission.USER_WRITE)
    String form(Model model, @ModelAttribute("scope") Scope scope) {
        model.addAllAttributes(shown("", Objects.requireNonNullElse(scope.team(), ""), "ml-engineer"));
        return FORM;
    }

    @PostMapping("/users/new")
    @RequiresPermission(Permission.USER_WRITE)
    ModelAndView create(
            @RequestParam String username,
            @RequestParam("grants.0.team") String team,
            @RequestParam("grants.0.role") String role) {
        return Submission.of(FORM, shown(username, team, role), "The user is created.", () -> {
            String password = passwords.next();
            User created = users.create(
                    new UserClient.NewUser(username.strip(), password, List.of(new UserGrant(team, role)), true));
            new OneTimeSecret("Temporary password", password, PASSWORD_HINT).showNext();
            return "/users/" + created.id();
        });
    }

    private Map<String, Object> shown(String username, String team, String role) {
        return Map.of("username", username, "grantTeam", team, "grantRole", role, "roles", roles.grantable());
    }
}
