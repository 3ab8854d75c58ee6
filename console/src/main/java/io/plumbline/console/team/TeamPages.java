package io.plumbline.console.team;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.key.KeyClient;
import io.plumbline.console.page.Column;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.FormErrors;
import io.plumbline.console.page.Listing;
import io.plumbline.console.page.Navigation;
import io.plumbline.console.page.Section;
import io.plumbline.console.page.Submission;
import io.plumbline.console.team.TeamListClient.Team;
import io.plumbline.console.user.UserClient;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.UriComponentsBuilder;

/// Teams: the list, the form that creates one, and the page of a team with its members and keys.
@Controller
@ConsolePage(
        section = Section.ADMIN,
        label = "Teams",
        path = "/teams",
        permission = Permission.TEAM_READ,
        order = 30,
        docs = "guides/users-and-keys.md")
class TeamPages {

    private static final String FORM = "console/team/new";
    private static final String ADMIN = "Admin";

    private final TeamListClient teams;
    private final UserClient users;
    private final KeyClient keys;
    private final Navigation navigation;
    private final Parts parts;
    private final Clock clock;

    TeamPages(TeamListClient teams, UserClient users, KeyClient keys, Navigation navigation, Parts parts, Clock clock) {
        this.teams = teams;
        this.users = users;
        this.keys = keys;
        this.navigation = navigation;
        this.parts = parts;
        this.clock = clock;
    }

    /// A row of the list. A number is null if the reader may not see what it counts.
    record Row(Team team, @Nullable Long members, @Nullable Long keys) {}

    @GetMapping("/teams")
    @RequiresPermission(Permission.TEAM_READ)
    String list(
            Model model,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String sort) {
        Caller caller = Callers.current();
        LoadedPart<List<UserClient.User>> people = people(caller, null).get();
        LoadedPart<List<KeyClient.ApiKey>> programs = programs(caller, null).get();
        String words = q.strip().toLowerCase(Locale.ROOT);
        String filtered = UriComponentsBuilder.fromPath("/teams")
                .queryParam("q", words)
                .build()
                .encode()
                .toUriString();
        Column<Row> columns = Column.<Row>sorted(sort, "name", filtered)
                .by("name", Comparator.comparing(row -> row.team().name()))
                .by("members", Comparator.comparingLong(row -> row.members() == null ? 0L : row.members()))
                .by("keys", Comparator.comparingLong(row -> row.keys() == null ? 0L : row.keys()))
                .by("created", Comparator.comparing(row -> row.team().createdAt()));
        Listing<Team> all = Listing.read(teams::list);
        all.show(
                all.stream()
                        .filter(team -> team.name().contains(words))
                        .map(team -> new Row(
                                team, members(people.value(), team.name()), keysOf(programs.value(), team.name())))
                        .toList(),
                columns,
                model);
        model.addAttribute("q", words);
        model.addAttribute("seesPeople", people.isPresent());
        model.addAttribute("seesKeys", programs.isPresent());
        model.addAttribute("mayCreate", !caller.teamsWith(Permission.TEAM_WRITE).isEmpty());
        return "console/team/list";
    }

    @GetMapping("/teams/new")
    @RequiresPermission(Permission.TEAM_WRITE)
    String form(Model model) {
        model.addAttribute("name", "");
        return FORM;
    }

    @PostMapping("/teams/new")
    @RequiresPermission(Permission.TEAM_WRITE)
    ModelAndView create(@RequestParam String name) {
        String wanted = name.strip();
        // The service answers 409 without a place.
        if (!wanted.isEmpty() && Parts.now(() -> teams.get(wanted)).isPresent()) {
            return Submission.again(
                    FORM, Map.of("name", name), FormErrors.at("name", "is the name of an existing team"));
        }
        return Submission.of(
                FORM,
                Map.of("name", name),
                "The team is created. Give users a role in it.",
                () -> "/teams/"
                        + teams.create(new TeamListClient.NewTeam(wanted)).name());
    }

    @GetMapping("/teams/{name}")
    @RequiresPermission(Permission.TEAM_READ)
    String show(@PathVariable String name, Model model) {
        Caller caller = Callers.current();
        Parts.Loading<List<UserClient.User>> people = people(caller, name);
        Parts.Loading<List<KeyClient.ApiKey>> programs = programs(caller, name);
        model.addAttribute("team", teams.get(name));
        model.addAttribute("members", people.get());
        model.addAttribute("keys", programs.get());
        model.addAttribute("resources", resources(caller));
        model.addAttribute("mayInvite", !caller.teamsWith(Permission.USER_WRITE).isEmpty());
        model.addAttribute("mayCreateKeys", caller.may(Permission.KEY_WRITE, name));
        return "console/team/show";
    }

    private Parts.Loading<List<UserClient.User>> people(Caller caller, @Nullable String team) {
        return caller.teamsWith(Permission.USER_READ).isEmpty()
                ? () -> new LoadedPart<>(null, null, true)
                : parts.load(() -> Listing.read((limit, cursor) -> users.list(team, limit, cursor))
                        .all());
    }

    private Parts.Loading<List<KeyClient.ApiKey>> programs(Caller caller, @Nullable String team) {
        Instant now = clock.instant();
        return caller.teamsWith(Permission.KEY_READ).isEmpty()
                ? () -> new LoadedPart<>(null, null, true)
                : parts.load(() -> Listing.read((limit, cursor) -> keys.list(team, limit, cursor)).stream()
                        .filter(key -> key.isInForce(now))
                        .toList());
    }

    /// Returns the pages of all other sections that the caller may see.
    private Map<String, List<Navigation.Item>> resources(Caller caller) {
        Map<String, List<Navigation.Item>> sections = new LinkedHashMap<>(navigation.items(caller, ""));
        sections.remove(ADMIN);
        return sections;
    }

    private static @Nullable Long members(@Nullable List<UserClient.User> users, String team) {
        return users == null
                ? null
                : users.stream()
                        .filter(user -> !user.disabled()
                                && user.grants().stream()
                                        .anyMatch(grant -> grant.team().equals(team)))
                        .count();
    }

    private static @Nullable Long keysOf(@Nullable List<KeyClient.ApiKey> keys, String team) {
        return keys == null
                ? null
                : keys.stream().filter(key -> key.team().equals(team)).count();
    }
}
