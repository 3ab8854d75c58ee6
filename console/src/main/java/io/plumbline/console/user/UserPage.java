package io.plumbline.console.user;

import io.plumbline.console.api.Parts;
import io.plumbline.console.key.KeyClient;
import io.plumbline.console.page.Confirmation;
import io.plumbline.console.page.Navigation;
import io.plumbline.console.page.OneTimeSecret;
import io.plumbline.console.page.Submission;
import io.plumbline.console.role.RoleClient;
import io.plumbline.console.user.UserClient.User;
import io.plumbline.console.user.UserClient.UserChange;
import io.plumbline.console.user.UserClient.UserGrant;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The page of a user: grants, keys, deactivation, a new password.
@Controller
@RequestMapping("/users/{id}")
class UserPage {

    private static final int MOST = 500;

    private final UserClient users;
    private final KeyClient keys;
    private final RoleClient roles;
    private final TemporaryPassword passwords;
    private final Navigation navigation;
    private final Parts parts;

    UserPage(
            UserClient users,
            KeyClient keys,
            RoleClient roles,
            TemporaryPassword passwords,
            Navigation navigation,
            Parts parts) {
        this.users = users;
        this.keys = keys;
        this.roles = roles;
        this.passwords = passwords;
        this.navigation = navigation;
        this.parts = parts;
    }

    @GetMapping
    @RequiresPermission(Permission.USER_READ)
    String show(@PathVariable UUID id, Model model) {
        var owned = parts.load(() -> keys.list(null, MOST, null).items().stream()
                .filter(key -> id.equals(key.owner()) && key.revokedAt() == null)
                .toList());
        var all = parts.load(roles::list);
        User user = users.get(id);
        Caller caller = Callers.current();
        model.addAttribute("user", user);
        model.addAttribute("keys", owned.get());
        var known = all.get().value();
        model.addAttribute(
                "roles",
                known == null
                        ? List.of()
                        : known.items().stream()
                                .filter(RoleClient.RoleInfo::grantable)
                                .map(RoleClient.RoleInfo::name)
                                .toList());
        model.addAttribute(
                "everyTeam",
                known == null
                        ? List.of()
                        : known.items().stream()
                                .filter(RoleClient.RoleInfo::everyTeam)
                                .map(RoleClient.RoleInfo::name)
                                .toList());
        model.addAttribute("self", caller.id().equals(id.toString()));
        model.addAttribute("mayWrite", !caller.teamsWith(Permission.USER_WRITE).isEmpty());
        model.addAttribute(
                "mayCreateKeys", !caller.teamsWith(Permission.KEY_WRITE).isEmpty() && !user.disabled());
        model.addAttribute("hasAudit", navigation.isOpen("/audit", caller));
        return "console/user/show";
    }

    @PostMapping("/grants")
    @RequiresPermission(Permission.USER_WRITE)
    ModelAndView grant(@PathVariable UUID id, @RequestParam String team, @RequestParam String role) {
        return Submission.action(page(id), "The role " + role + " is granted in " + team + ".", () -> {
            User user = users.get(id);
            List<UserGrant> grants = Stream.concat(user.grants().stream(), Stream.of(new UserGrant(team, role)))
                    .distinct()
                    .toList();
            users.change(id, user.tag(), new UserChange(null, null, grants, null));
        });
    }

    @GetMapping("/grants/remove")
    @RequiresPermission(Permission.USER_WRITE)
    String confirmRemoval(@PathVariable UUID id, @RequestParam String team, @RequestParam String role, Model model) {
        return confirm(
                model,
                "Remove the role " + role + " in " + team + " from "
                        + users.get(id).username() + "?",
                "It takes effect within five minutes. Keys of the user that need the role are revoked at once, and stay"
                        + " revoked.",
                page(id) + "/grants/remove",
                "Remove",
                id,
                Map.of("team", team, "role", role));
    }

    @PostMapping("/grants/remove")
    @RequiresPermission(Permission.USER_WRITE)
    ModelAndView remove(@PathVariable UUID id, @RequestParam String team, @RequestParam String role) {
        return Submission.action(page(id), "The role " + role + " in " + team + " is removed.", () -> {
            User user = users.get(id);
            List<UserGrant> grants = user.grants().stream()
                    .filter(grant -> !grant.equals(new UserGrant(team, role)))
                    .toList();
            users.change(id, user.tag(), new UserChange(null, null, grants, null));
        });
    }

    @GetMapping("/deactivate")
    @RequiresPermission(Permission.USER_WRITE)
    String confirmDeactivation(@PathVariable UUID id, Model model) {
        return confirm(
                model,
                "Deactivate " + users.get(id).username() + "?",
                "The user is signed out everywhere and cannot sign in. Their keys are revoked, and stay revoked if you"
                        + " reactivate the user.",
                page(id) + "/deactivate",
                "Deactivate",
                id,
                Map.of());
    }

    @PostMapping("/deactivate")
    @RequiresPermission(Permission.USER_WRITE)
    ModelAndView deactivate(@PathVariable UUID id) {
        return Submission.action(
                page(id),
                "The user is deactivated.",
                () -> users.change(id, null, new UserChange(null, true, null, null)));
    }

    @PostMapping("/reactivate")
    @RequiresPermission(Permission.USER_WRITE)
    ModelAndView reactivate(@PathVariable UUID id) {
        return Submission.action(
                page(id),
                "The user can sign in again.",
                () -> users.change(id, null, new UserChange(null, false, null, null)));
    }

    @GetMapping("/password")
    @RequiresPermission(Permission.USER_WRITE)
    String confirmReset(@PathVariable UUID id, Model model) {
        return confirm(
                model,
                "Reset the password of " + users.get(id).username() + "?",
                "The user is signed out everywhere. The next page shows a temporary password once.",
                page(id) + "/password",
                "Reset the password",
                id,
                Map.of());
    }

    @PostMapping("/password")
    @RequiresPermission(Permission.USER_WRITE)
    ModelAndView reset(@PathVariable UUID id) {
        return Submission.action(page(id), "The password is reset.", () -> {
            String password = passwords.next();
            users.change(id, null, new UserChange(password, null, null, true));
            new OneTimeSecret("Temporary password", password, UserPages.PASSWORD_HINT).showNext();
        });
    }

    private static String confirm(
            Model model, String title, String text, String action, String button, UUID id, Map<String, String> fields) {
        model.addAttribute(
                Confirmation.ATTRIBUTE, new Confirmation(title, text, action, button, true, page(id), fields, false));
        return Confirmation.VIEW;
    }

    private static String page(UUID id) {
        return "/users/" + id;
    }
}
