package io.plumbline.governance.key;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.governance.team.Teams;
import io.plumbline.governance.user.Delegation;
import io.plumbline.governance.user.GrantsChanged;
import io.plumbline.governance.user.UserDisabled;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.Role;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Manages the API keys of the installation. A secret leaves this class once, on creation. Only its digest is
/// stored.
@Service
@Transactional
public class ApiKeys {

    private static final int MOST_NAMES = 20;
    private static final Instant LAST_EXPIRY = Instant.parse("9999-12-31T23:59:59Z");

    private final ApiKeyRepository keys;
    private final Teams teams;
    private final Users users;
    private final Changes changes;
    private final AuditTrail audit;
    private final ApplicationEventPublisher events;
    private final KeySource source;

    ApiKeys(
            ApiKeyRepository keys,
            Teams teams,
            Users users,
            Changes changes,
            AuditTrail audit,
            ApplicationEventPublisher events,
            KeySource source) {
        this.keys = keys;
        this.teams = teams;
        this.users = users;
        this.changes = changes;
        this.audit = audit;
        this.events = events;
        this.source = source;
    }

    KeyResponses.ApiKeyCreated create(KeyRequests.ApiKeyRequest request, Caller by) {
        String team = by.teamFor(Permission.KEY_WRITE, request.team());
        teams.requireTeam(team, "/team");
        Role role = Delegation.roleToGrant(by, team, request.role(), "/role");
        if (request.expiresAt() != null && request.expiresAt().isAfter(LAST_EXPIRY)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Omit expiresAt for a key that never expires.")
                    .at("/expiresAt", "must be before the year 10000");
        }
        KeyPurpose purpose = new KeyPurpose(
                request.name(),
                team,
                role,
                scopesOf(request),
                request.routes() == null ? List.of() : request.routes(),
                request.expiresAt() == null ? null : request.expiresAt().truncatedTo(ChronoUnit.MICROS),
                ownerOf(request, team, role, by));
        ApiKey key = source.newKey();
        StoredApiKey stored = save(new StoredApiKey(key, purpose, by.id(), source.now(), changes.next()));
        audit.append(created(stored));
        return KeyResponses.ApiKeyCreated.from(stored, key);
    }

    private static List<String> scopesOf(KeyRequests.ApiKeyRequest request) {
        List<String> scopes = request.scopes() == null ? List.of() : request.scopes();
        for (int i = 0; i < scopes.size(); i++) {
            if (!KeyScope.isKnown(scopes.get(i))) {
                throw RequestProblem.INVALID_REQUEST
                        .because("No such scope exists.")
                        .at("/scopes/" + i, "must be one of: " + KeyScope.all());
            }
        }
        return scopes;
    }

    /// A user who names no owner creates their own key, unless it is to be a machine key; a key that names none
    /// creates a machine key. Only user administrators may name another owner, and only for rights that the
    /// owner already has.
    private @Nullable UUID ownerOf(KeyRequests.ApiKeyRequest request, String team, Role role, Caller by) {
        UUID self = by.type() == Caller.ActorType.USER
                ? UUID.fromString(by.id())
                : ownerOf(by.id()).orElse(null);
        UUID owner = request.owner();
        if (Boolean.TRUE.equals(request.machine())) {
            if (owner != null) {
                throw RequestProblem.INVALID_REQUEST
                        .because("A machine key has no owner.")
                        .at("/owner", "must be omitted for a machine key");
            }
            return null;
        }
        if (owner == null) {
            return by.type() == Caller.ActorType.USER ? self : null;
        }
        if (!owner.equals(self) && !by.has(Role.PLATFORM_ADMIN)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("Name yourself or omit the owner. Only a platform admin can create keys for others.")
                    .at("/owner", "is another user");
        }
        users.requireHolder(owner, team, role, "/owner");
        return owner;
    }

    KeyResponses.RotatedKey rotate(String id, KeyRequests.Rotation rotation, Caller by) {
        StoredApiKey stored = find(id);
        Instant now = source.now();
        if (stored.ended(now)) {
            throw KeyProblem.API_KEY_ENDED.because("A key that has ended cannot be rotated. Create another key.");
        }
        int grace = rotation.graceSeconds() == null ? 0 : rotation.graceSeconds();
        Instant until = now.plusSeconds(grace);
        ApiKey key = new ApiKey(id, source.newSecret());
        stored.rotate(key.secretSha256(), by.id(), until, changes.next());
        save(stored);
        audit.append(entry(KeyAction.ROTATED, stored).with("graceSeconds", grace));
        return new KeyResponses.RotatedKey(key.text(), until);
    }

    /// Revokes the key, everywhere within five seconds. Idempotent.
    void revoke(String id) {
        StoredApiKey stored = find(id);
        if (stored.revokedAt() == null) {
            end(stored);
        }
    }

    /// Revokes the keys of a disabled user.
    @EventListener
    void revokeKeysOf(UserDisabled user) {
        keys.findByOwnerAndRevokedAtIsNull(user.id()).forEach(this::end);
    }

    /// Revokes the keys that revoked grants had covered.
    @EventListener
    void revokeKeysBeyond(GrantsChanged user) {
        keys.findByOwnerAndRevokedAtIsNull(user.id()).stream()
                .filter(key -> user.takesAway(key.team(), key.role()))
                .forEach(this::end);
    }

    private void end(StoredApiKey stored) {
        stored.revoke(source.now(), changes.next());
        save(stored);
        audit.append(entry(KeyAction.REVOKED, stored));
    }

    @Transactional(readOnly = true)
    KeyResponses.KeyInfo get(String id) {
        return KeyResponses.KeyInfo.from(find(id));
    }

    @Transactional(readOnly = true)
    Page<KeyResponses.KeyInfo> list(@Nullable String team, Paging paging) {
        Optional<Cursor> after = paging.after(2);
        List<StoredApiKey> rows = keys.page(
                team,
                after.map(cursor -> cursor.text(0)).orElse(""),
                after.map(cursor -> cursor.text(1)).orElse(""),
                Limit.of(paging.size() + 1));
        return Page.of(rows, paging, key -> Cursor.of(key.name(), key.id())).map(KeyResponses.KeyInfo::from);
    }

    /// Returns the keys changed after the given change, including revoked ones.
    @Transactional(readOnly = true)
    public List<ApiKeyEntry> changedAfter(long change) {
        return rowsChangedAfter(change).stream().map(StoredApiKey::entry).toList();
    }

    @Transactional(readOnly = true)
    List<StoredApiKey> rowsChangedAfter(long change) {
        return keys.findByChangeGreaterThanOrderByChange(change);
    }

    @Transactional(readOnly = true)
    Optional<StoredApiKey> row(String id) {
        return keys.findById(id);
    }

    /// Returns the owner of a key; empty for a machine key and for an unknown id.
    @Transactional(readOnly = true)
    public Optional<UUID> ownerOf(String id) {
        return keys.findById(id).map(StoredApiKey::owner);
    }

    /// Returns the names of existing keys with these ids that the current thread sees.
    @Transactional(readOnly = true)
    public Map<String, String> namesOf(Collection<String> ids) {
        return keys.findByIdIn(ids).stream().collect(Collectors.toMap(StoredApiKey::id, StoredApiKey::name));
    }

    /// Returns the names, by id, of some keys whose name contains the text.
    @Transactional(readOnly = true)
    public Map<String, String> namesContaining(String text) {
        return keys.findByNameContainingIgnoreCaseOrderByName(text, Limit.of(MOST_NAMES)).stream()
                .collect(Collectors.toMap(StoredApiKey::id, StoredApiKey::name));
    }

    /// Imports the administrator's initial key: creates it, or sets its new secret.
    public void bootstrap(ApiKey key, UUID owner) {
        StoredApiKey stored = keys.findById(key.id()).orElse(null);
        if (stored == null) {
            KeyPurpose purpose = new KeyPurpose(
                    "bootstrap", Caller.PLATFORM_TEAM, Role.PLATFORM_ADMIN, List.of(), List.of(), null, owner);
            stored = save(new StoredApiKey(key, purpose, "governance-service", source.now(), changes.next()));
            audit.append(created(stored));
        } else {
            stored.replace(key.secretSha256(), changes.next());
            save(stored);
            audit.append(entry(KeyAction.ROTATED, stored).with("graceSeconds", 0));
        }
    }

    /// Revokes an initial key that is no longer configured.
    public void retire(String id) {
        keys.findById(id).ifPresent(_ -> revoke(id));
    }

    private StoredApiKey save(StoredApiKey key) {
        StoredApiKey saved = keys.saveAndFlush(key);
        events.publishEvent(new ApiKeyChanged(saved.entry(), saved.change()));
        return saved;
    }

    private StoredApiKey find(String id) {
        return keys.findById(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No API key has this id."));
    }

    /// Says whose key it is, so that the log alone tells people from keys.
    private static AuditEntry created(StoredApiKey key) {
        UUID owner = key.owner();
        AuditEntry entry = entry(KeyAction.CREATED, key)
                .with("role", key.role().code())
                .with("kind", owner == null ? "machine-key" : "owned-key");
        return owner == null ? entry : entry.with("owner", owner.toString());
    }

    private static AuditEntry entry(KeyAction action, StoredApiKey key) {
        return AuditEntry.of(action, key.team(), "api-key", key.id());
    }
}
