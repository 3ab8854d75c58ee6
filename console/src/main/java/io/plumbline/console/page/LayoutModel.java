package io.plumbline.console.page;

import io.plumbline.console.api.Parts;
import io.plumbline.console.session.ConsoleUser;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.support.RequestContextUtils;

/// Gives every page what the layout shows: sidebar, pickers, user, message of the last action.
@ControllerAdvice(annotations = Controller.class)
class LayoutModel {

    private static final String SCOPE = "scope";
    private static final Pattern TEAM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");

    private final Navigation navigation;
    private final Formats formats;
    private final TeamClient teams;

    LayoutModel(Navigation navigation, Formats formats, TeamClient teams) {
        this.navigation = navigation;
        this.formats = formats;
        this.teams = teams;
    }

    /// The signed-in user in the sidebar.
    record Who(String name, List<String> roles) {}

    @ModelAttribute
    void layout(HttpServletRequest request, org.springframework.ui.Model model) {
        model.addAllAttributes(of(request));
    }

    /// Returns the layout's attributes, for a page without a controller.
    Map<String, Object> of(HttpServletRequest request) {
        Map<String, Object> model = new HashMap<>();
        model.put("fmt", formats);
        model.put("errors", FormErrors.NONE);
        Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
        if (flash != null && flash.get(Submission.FLASH) != null) {
            model.put(Submission.FLASH, flash.get(Submission.FLASH));
        }
        Optional<ConsoleUser> user = ConsoleUser.current();
        model.put("who", user.map(LayoutModel::who).orElse(null));
        if (user.isPresent()) {
            String path = request.getServletPath();
            Scope scope = scope(request);
            model.put(SCOPE, scope);
            model.put("ranges", TimeRange.values());
            model.put("teams", teamsOf(user.get()));
            model.put("navigation", navigation.items(user.get().caller(), path));
            model.put("path", path);
            model.put("here", navigation.of(path).orElse(null));
        }
        return model;
    }

    private static Scope scope(HttpServletRequest request) {
        HttpSession session = request.getSession();
        Scope scope = session.getAttribute(SCOPE) instanceof Scope kept ? kept : Scope.INITIAL;
        String team = request.getParameter("scopeTeam");
        String range = request.getParameter("scopeRange");
        if (team != null || range != null) {
            scope = new Scope(
                    team == null ? scope.team() : TEAM.matcher(team).matches() ? team : null,
                    range == null ? scope.range() : TimeRange.ofCode(range));
            session.setAttribute(SCOPE, scope);
        }
        return scope;
    }

    private List<String> teamsOf(ConsoleUser user) {
        if (user.caller().teamsWith(Permission.TEAM_READ).isEmpty()) {
            return List.copyOf(user.caller().teams());
        }
        List<TeamClient.Team> found = Optional.ofNullable(
                        Parts.now(() -> teams.list(500)).value())
                .map(io.plumbline.kit.web.Page::items)
                .orElse(List.of());
        return found.stream().map(TeamClient.Team::name).toList();
    }

    private static Who who(ConsoleUser user) {
        List<String> roles = user.caller().grants().entrySet().stream()
                .map(grant -> grant.getValue().stream().map(Role::code).sorted().collect(Collectors.joining(", "))
                        + of(grant.getKey(), grant.getValue()))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
        return new Who(user.username(), roles);
    }

    private static @Nullable String of(String team, java.util.Set<Role> roles) {
        return roles.stream().allMatch(Role::everyTeam) ? "" : " · " + team;
    }
}
