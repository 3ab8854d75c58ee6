package io.plumbline.governance.user;

import io.plumbline.audit.UuidV7;
import io.plumbline.governance.team.Teams;
import io.plumbline.governance.user.UserRequests.GrantRequest;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Manages users and their grants. Names are case-insensitive. A revoked grant disappears from governance's pages
/// with the next request, and from tokens within their lifetime of five minutes. The keys of a disabled user are
/// revoked, and so are keys that revoked grants had covered. They stay revoked if the user or the grant returns.
@Service
@Transactional
public class Users {

    private static final int MOST_NAMES = 20;

    private final UserRepository users;
    private final Teams teams;
    private final PasswordEncoder passwords;
    private final AuditTrail audit;
    private final UuidV7 ids;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Users(
            UserRepository users,
            Teams teams,
            PasswordEncoder passwords,
            AuditTrail audit,
            UuidV7 ids,
            Clock clock,
            ApplicationEventPublisher events) {
        this.users = users;
        this.teams = teams;
        this.passwords = passwords;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
        this.events = events;
    }

    User create(UserRequests.NewUser request, Caller by) {
        String username = normal(request.username());
        if (users.findByUsername(username).isPresent()) {
            throw taken();
        }
        UserAccount account = account(username, request.password(), grantsOf(request.grants(), by));
        if (Boolean.TRUE.equals(request.mustChangePassword())) {
            account.expirePassword();
        }
        try {
            users.saveAndFlush(account);
        } catch (DataIntegrityViolationException e) {
            throw taken();
        }
        audit.append(entry(UserAction.CREATED, account)
                .with("grants", account.grants().size()));
        return User.from(account);
    }

    @Transactional(readOnly = true)
    User get(UUID id) {
        return User.from(find(id));
    }

    @Transactional(readOnly = true)
    Page<User> list(@Nullable String team, Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        Limit limit = Limit.of(paging.size() + 1);
        List<UserAccount> rows = team == null
                ? users.findByUsernameGreaterThanOrderByUsername(after, limit)
                : users.ofTeam(team, after, limit);
        return Page.of(rows, paging, account -> Cursor.of(account.username())).map(User::from);
    }

    User change(UUID id, UserRequests.UserChange change, @Nullable String ifMatch, Caller by) {
        UserAccount account = find(id);
        EntityTags.check(ifMatch, account.version());
        if (change.grants() != null) {
            Map<String, Set<Role>> before = account.rolesByTeam();
            account.grant(grantsOf(change.grants(), by));
            events.publishEvent(new GrantsChanged(id, before, account.rolesByTeam()));
            audit.append(entry(UserAction.GRANTED, account)
                    .with("grants", account.rolesByTeam().size()));
        }
        if (change.password() != null) {
            change(account, change.password(), Boolean.TRUE.equals(change.mustChangePassword()));
        }
        if (change.disabled() != null && change.disabled() != account.disabled()) {
            if (change.disabled()) {
                account.disable();
                events.publishEvent(new UserDisabled(id));
            } else {
                account.enable();
            }
            audit.append(entry(change.disabled() ? UserAction.DISABLED : UserAction.ENABLED, account));
        }
        return User.from(users.saveAndFlush(account));
    }

    /// Returns a user's own account.
    @Transactional(readOnly = true)
    public Account account(UUID id) {
        User user = get(id);
        return new Account(user.id(), user.username(), user.grants(), user.createdAt(), user.lastSignInAt());
    }

    /// Changes a user's own password, which ends all their sessions.
    ///
    /// @param pointers the positions of the current and the new password in the request
    /// @throws ProblemException 400 if the current password is wrong, or equals the new one
    public void changeOwnPassword(UUID id, String current, String replacement, Pointers pointers) {
        UserAccount account = find(id);
        if (!passwords.matches(current, account.passwordHash())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Nothing was changed. Enter your current password.")
                    .at(pointers.current(), "is wrong");
        }
        renew(account, replacement, pointers.replacement());
    }

    /// Replaces a temporary password of a user who has just signed in with it.
    ///
    /// @throws ProblemException 400 if it is out of bounds or the same
    public SignedInUser replaceTemporaryPassword(UUID id, String replacement) {
        UserAccount account = find(id);
        if (!account.mustChangePassword()) {
            throw RequestProblem.CONFLICT.because("The password is not temporary.");
        }
        renew(account, replacement, "/password");
        return SignedInUser.of(account);
    }

    private void renew(UserAccount account, String replacement, String pointer) {
        if (!Password.Bounds.hold(replacement)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Choose another password.")
                    .at(pointer, Password.BOUNDS);
        }
        if (passwords.matches(replacement, account.passwordHash())) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Choose another password.")
                    .at(pointer, "must differ from the current password");
        }
        change(account, replacement, false);
        users.saveAndFlush(account);
    }

    private void change(UserAccount account, String password, boolean temporary) {
        account.changePassword(encoded(password), temporary);
        events.publishEvent(new PasswordChanged(account.id()));
        audit.append(entry(UserAction.PASSWORD_CHANGED, account));
    }

    /// Records that a user has just signed in.
    public void signedIn(UUID id) {
        users.signedIn(id, clock.instant());
    }

    /// The positions of passwords in a request.
    public record Pointers(String current, String replacement) {}

    /// Creates the platform's first administrator, or sets the newly configured password.
    ///
    /// @throws IllegalArgumentException if the password is out of bounds
    public void bootstrap(String name, String password) {
        if (!Password.Bounds.hold(password)) {
            throw new IllegalArgumentException("the first administrator's password must have " + Password.MIN_CHARACTERS
                    + " characters or more, and " + Password.MAX_BYTES + " bytes at most");
        }
        String username = normal(name);
        Grant grant = new Grant(Caller.PLATFORM_TEAM, Role.PLATFORM_ADMIN);
        UserAccount account = users.findByUsername(username).orElse(null);
        if (account == null) {
            account = account(username, password, Set.of(grant));
            audit.append(entry(UserAction.CREATED, account).with("grants", 1));
        } else {
            account.changePassword(encoded(password), false);
            account.enable();
            Set<Grant> grants = new LinkedHashSet<>(account.grants());
            grants.add(grant);
            account.grant(grants);
            audit.append(entry(UserAction.PASSWORD_CHANGED, account));
        }
        users.saveAndFlush(account);
    }

    /// Creates a user who may only annotate in a team. Nobody knows the password.
    ///
    /// @param secret random
    /// @throws ProblemException 400 if the team does not exist
    public UUID createAnnotator(String team, String secret) {
        teams.requireTeam(team, "/team");
        UserAccount account = account("annotator-" + ids.next(), secret, Set.of(new Grant(team, Role.ANNOTATOR)));
        users.saveAndFlush(account);
        audit.append(entry(UserAction.CREATED, account).with("grants", 1));
        return account.id();
    }

    /// Returns the user for a new session, unless disabled or with other grants than annotator in that team.
    @Transactional(readOnly = true)
    public Optional<SignedInUser> signedInAnnotator(UUID id, String team) {
        return users.findById(id)
                .filter(account -> !account.disabled() && account.onlyAnnotates(team))
                .map(SignedInUser::of);
    }

    /// Returns the grants of a user who may sign in: team → roles.
    @Transactional(readOnly = true)
    public Optional<Map<String, Set<Role>>> grantsOf(UUID id) {
        return users.findById(id).filter(account -> !account.disabled()).map(UserAccount::rolesByTeam);
    }

    /// Whether the user may sign in and annotate in that team.
    @Transactional(readOnly = true)
    public boolean mayAnnotate(UUID id, String team) {
        return users.findById(id)
                .filter(account ->
                        !account.disabled() && Delegation.covers(account.rolesByTeam(), team, Role.ANNOTATOR))
                .isPresent();
    }

    /// Ends the sessions of an annotator; returns false if they had ended, or the user has other grants.
    public boolean disableAnnotator(UUID id, String team) {
        UserAccount account = find(id);
        if (account.disabled() || !account.onlyAnnotates(team)) {
            return false;
        }
        account.disable();
        events.publishEvent(new UserDisabled(id));
        users.saveAndFlush(account);
        audit.append(entry(UserAction.DISABLED, account));
        return true;
    }

    /// Returns the id of the user of that name.
    @Transactional(readOnly = true)
    public Optional<UUID> idOf(String username) {
        return users.findByUsername(normal(username)).map(UserAccount::id);
    }

    /// Returns the names of existing users with these ids.
    @Transactional(readOnly = true)
    public Map<UUID, String> namesOf(Collection<UUID> userIds) {
        return users.findByIdIn(userIds).stream().collect(Collectors.toMap(UserAccount::id, UserAccount::username));
    }

    /// Returns the names, by id, of some users whose name contains the text.
    @Transactional(readOnly = true)
    public Map<UUID, String> namesContaining(String text) {
        return users.findByUsernameContainingIgnoreCaseOrderByUsername(text, Limit.of(MOST_NAMES)).stream()
                .collect(Collectors.toMap(UserAccount::id, UserAccount::username));
    }

    /// Refuses (400) a user who does not exist, may not sign in, or has less than that role in that team.
    ///
    /// @param pointer their position in the request body
    @Transactional(readOnly = true)
    public void requireHolder(UUID id, String team, Role role, String pointer) {
        UserAccount account = users.findById(id)
                .filter(found -> !found.disabled())
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                        .because("No such user exists.")
                        .at(pointer, "is not the id of a user who may sign in"));
        if (!Delegation.covers(account.rolesByTeam(), team, role)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A key cannot have a role that its owner lacks. Grant the owner the role first.")
                    .at(pointer, "does not have the role " + role.code() + " there");
        }
    }

    /// Returns the user of that name if they may sign in.
    @Transactional(readOnly = true)
    Optional<SignedInUser> named(String username) {
        return users.findByUsername(normal(username))
                .filter(account -> !account.disabled())
                .map(SignedInUser::of);
    }

    /// Returns the current user if they may still sign in.
    @Transactional(readOnly = true)
    Optional<SignedInUser> current(UUID id) {
        return users.findById(id).filter(account -> !account.disabled()).map(SignedInUser::of);
    }

    private Set<Grant> grantsOf(List<GrantRequest> requests, Caller by) {
        Set<Grant> grants = new LinkedHashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            GrantRequest request = requests.get(i);
            teams.requireTeam(request.team(), "/grants/" + i + "/team");
            grants.add(new Grant(
                    request.team(),
                    Delegation.roleToGrant(by, request.team(), request.role(), "/grants/" + i + "/role")));
        }
        return grants;
    }

    private UserAccount account(String username, String password, Set<Grant> grants) {
        return new UserAccount(
                ids.next(), username, encoded(password), grants, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private String encoded(String password) {
        String hash = passwords.encode(password);
        if (hash == null) {
            throw new IllegalStateException("a password has no hash");
        }
        return hash;
    }

    private UserAccount find(UUID id) {
        return users.findById(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No user has this id."));
    }

    private static AuditEntry entry(UserAction action, UserAccount account) {
        return AuditEntry.of(action, Caller.PLATFORM_TEAM, "user", account.id().toString());
    }

    private static String normal(String username) {
        return username.toLowerCase(Locale.ROOT);
    }

    private static ProblemException taken() {
        return UserProblem.USERNAME_TAKEN.because("Choose another name.");
    }
}
