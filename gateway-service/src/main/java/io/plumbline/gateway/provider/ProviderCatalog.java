package io.plumbline.gateway.provider;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.gateway.change.ConfigurationChanges.Kept;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.EntityTags;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/// Stores the providers. A provider belongs to a team, or to the platform, which shares it with every team. A
/// credential is sent only to the provider itself. If the address of a provider changes, its credential must be
/// supplied again. Otherwise anyone who may change the provider could redirect the credential to their own host.
@Service
public class ProviderCatalog {

    private static final String NAME_CONSTRAINT = "provider_pkey";
    private static final long NO_REVISION = -1;

    private final ProviderRepository providers;
    private final ProviderUrls urls;
    private final Sealer sealer;
    private final ObjectProvider<ProviderGuard> guard;
    private final ConfigurationChanges changes;
    private final AuditTrail trail;
    private final Clock clock;

    ProviderCatalog(
            ProviderRepository providers,
            ProviderUrls urls,
            KeyEncryptionKey key,
            ObjectProvider<ProviderGuard> guard,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.providers = providers;
        this.urls = urls;
        this.sealer = key.sealer("provider-credentials");
        this.guard = guard;
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(ProviderEntity provider, boolean created) {}

    /// Creates or replaces the provider.
    ///
    /// @throws ProblemException 404 if the name belongs to another team; 409 if the provider would change its
    ///     team; 412 for a stale `ifMatch`; 400 or 422 for invalid values; 409 if production routes use the
    ///     provider and [ProviderGuard] does not allow the change
    Put put(String name, ProviderRequest request, @Nullable String ifMatch) {
        URI baseUrl = address(request);
        String team = teamFor(request);
        ProviderEntity present = providers.findByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        ProviderGuard.Decided decided = guard.getObject().decide(name, team, request.kind(), baseUrl);
        return changes.make(NAME_CONSTRAINT, () -> {
            Put put = store(name, team, baseUrl, request, ifMatch);
            decided.apply();
            return put;
        });
    }

    /// Returns what [#put] would change, without the credential. Stores nothing.
    ///
    /// @throws ProblemException as [#put]
    DocumentDiff diff(String name, ProviderRequest request) {
        URI baseUrl = address(request);
        String team = teamFor(request);
        return changes.preview(
                NAME_CONSTRAINT,
                () -> providers.findByName(name).map(ProviderCatalog::kept),
                () -> kept(store(name, team, baseUrl, request, null).provider()));
    }

    private static Kept kept(ProviderEntity provider) {
        return new Kept(provider.revision(), ProviderResponse.from(provider));
    }

    private URI address(ProviderRequest request) {
        URI baseUrl = urls.read(request.kind(), request.baseUrl());
        String credential = request.credential();
        if (request.kind() == ProviderKind.BEDROCK && credential != null && !credential.isEmpty()) {
            AwsCredential.read(credential, baseUrl);
        }
        return baseUrl;
    }

    private static String teamFor(ProviderRequest request) {
        Caller caller = Callers.current();
        boolean platform = caller.teamsWith(Permission.PROVIDER_WRITE).equals(Set.of(Caller.EVERY_TEAM));
        return platform && request.team() == null
                ? Caller.EVERY_TEAM
                : caller.teamFor(Permission.PROVIDER_WRITE, request.team());
    }

    private Put store(String name, String team, URI baseUrl, ProviderRequest request, @Nullable String ifMatch) {
        ProviderEntity present = providers.findByName(name).orElse(null);
        EntityTags.check(ifMatch, present == null ? NO_REVISION : present.revision());
        ProviderEntity provider = present == null ? new ProviderEntity(name, team, clock.instant()) : present;
        JsonNode before = present == null ? null : document(present);
        if (!provider.team().equals(team)) {
            throw RequestProblem.CONFLICT.because("A provider cannot change its team. Create another provider.");
        }
        provider.replace(
                request.kind(),
                baseUrl.toString(),
                credential(provider, baseUrl, request),
                request.modelsOrAny(),
                request.limits(),
                clock.instant());
        ProviderEntity saved = providers.saveAndFlush(provider);
        AuditEntry entry = entry(present == null ? ProviderAction.CREATED : ProviderAction.CHANGED, saved)
                .with("kind", saved.kind().wireName())
                .with("baseUrl", saved.baseUrl())
                .with("credentialGiven", request.credential() != null);
        trail.append(DocumentChanges.tell(entry, before, document(saved)));
        return new Put(saved, present == null);
    }

    private JsonNode document(ProviderEntity provider) {
        return changes.document(kept(provider));
    }

    private byte @Nullable [] credential(ProviderEntity provider, URI baseUrl, ProviderRequest request) {
        String given = request.credential();
        if (given == null) {
            boolean moved = !provider.baseUrl().equals(baseUrl.toString());
            boolean reformed = request.kind() == ProviderKind.BEDROCK && provider.kind() != ProviderKind.BEDROCK;
            if ((moved || reformed) && provider.credential() != null) {
                throw ProviderProblem.PROVIDER_CREDENTIAL_REQUIRED
                        .because("A stored credential is not sent to another address. Send the credential again.")
                        .at("/credential", "is required with a new baseUrl" + (reformed ? " or kind" : ""));
            }
            return provider.credential();
        }
        return given.isEmpty() ? null : sealer.seal(given.getBytes(StandardCharsets.UTF_8), provider.name());
    }

    private static AuditEntry entry(ProviderAction action, ProviderEntity provider) {
        String team = provider.team().equals(Caller.EVERY_TEAM) ? Caller.PLATFORM_TEAM : provider.team();
        return AuditEntry.of(action, team, "provider", provider.name());
    }

    /// @throws ProblemException 404
    ProviderEntity get(String name) {
        return providers.findByName(name).orElseThrow(ProviderCatalog::missing);
    }

    /// Returns providers by name.
    Page<ProviderEntity> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<ProviderEntity> rows = providers.findByNameGreaterThanOrderByName(after, Limit.of(paging.size() + 1));
        return Page.of(rows, paging, provider -> Cursor.of(provider.name()));
    }

    /// Removes the provider.
    ///
    /// @param uses lists what uses it
    /// @throws ProblemException 404; 409 if a route uses it
    void remove(String name, ProviderUses uses) {
        changes.make(NAME_CONSTRAINT, () -> {
            ProviderEntity provider = get(name);
            List<String> routes = uses.routesUsing(name);
            List<String> versions = uses.versionsInProduction(name, provider.team());
            if (!routes.isEmpty() || !versions.isEmpty()) {
                throw ProviderProblem.PROVIDER_IN_USE
                        .because("First point these routes at another provider and take these versions out of"
                                + " production.")
                        .with("routes", routes)
                        .with("versions", versions);
            }
            trail.append(DocumentChanges.tell(entry(ProviderAction.REMOVED, provider), document(provider), null));
            providers.delete(provider);
            return Boolean.TRUE;
        });
    }

    /// Returns all providers that the current tenancy sees, with decrypted credentials, for the gateway's own
    /// snapshot.
    public List<Provider> load() {
        return providers.findAll().stream().map(this::opened).toList();
    }

    private Provider opened(ProviderEntity provider) {
        byte[] sealed = provider.credential();
        ProviderLimits limits = provider.limits();
        return new Provider(
                provider.name(),
                provider.team(),
                provider.kind(),
                URI.create(provider.baseUrl()),
                sealed == null ? null : new String(sealer.open(sealed, provider.name()), StandardCharsets.UTF_8),
                provider.models(),
                limits == null ? ProviderLimits.NONE : limits);
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("No provider has this name.");
    }
}
