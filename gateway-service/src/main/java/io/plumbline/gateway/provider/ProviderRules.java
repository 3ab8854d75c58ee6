package io.plumbline.gateway.provider;

import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for providers as documents. A provider belongs to a team, or to the platform, which shares it with every
/// team. A credential is sent only to the provider itself. If the address of a provider changes, its credential must
/// be supplied again. Otherwise anyone who may change the provider could redirect the credential to their own host.
@Component
class ProviderRules implements DocumentRules<ProviderRules.Terms, ProviderRequest, ProviderResponse> {

    private final NamedDocuments<Terms> providers;
    private final ProviderCatalog catalog;
    private final ProviderUrls urls;
    private final ProviderUses uses;
    private final ProviderGuard guard;

    ProviderRules(
            NamedDocuments<Terms> providers,
            ProviderCatalog catalog,
            ProviderUrls urls,
            ProviderUses uses,
            ProviderGuard guard) {
        this.providers = providers;
        this.catalog = catalog;
        this.urls = urls;
        this.uses = uses;
        this.guard = guard;
    }

    /// The stored part of a provider.
    ///
    /// @param credential encrypted; null for none
    record Terms(
            ProviderKind kind,
            String baseUrl,
            byte @Nullable [] credential,
            List<String> models,
            @Nullable ProviderLimits limits) {}

    @Bean
    static NamedDocuments<Terms> providers(Documents documents) {
        return documents.of(new DocumentKind<>(
                "provider",
                "provider",
                Terms.class,
                new DocumentKind.Events<>(
                        "provider",
                        ProviderAction.CREATED,
                        ProviderAction.CHANGED,
                        ProviderAction.REMOVED,
                        _ -> Map.of()),
                ProviderResponse::from));
    }

    /// @throws ProblemException 400 or 422 for invalid values; 403 if the caller may not
    @Override
    public DocumentDraft<Terms> draft(String name, ProviderRequest request) {
        URI baseUrl = address(request);
        return new DocumentDraft<Terms>(name, ownerOf(request), present -> terms(name, baseUrl, request, present))
                .event(event -> event.with("kind", request.kind().wireName())
                        .with("baseUrl", baseUrl.toString())
                        .with("credentialGiven", request.credential() != null));
    }

    /// @throws ProblemException 409 if production routes use the provider and [ProviderGuard] does not allow the change
    @Override
    public DocumentDraft<Terms> decided(String name, ProviderRequest request, @Nullable String ifMatch) {
        DocumentDraft<Terms> draft = draft(name, request);
        NamedDocument.checkTag(ifMatch, providers.find(name).orElse(null));
        return draft.then(guard.decide(name, draft.team(), request.kind(), address(request))::apply);
    }

    private URI address(ProviderRequest request) {
        URI baseUrl = urls.read(request.kind(), request.baseUrl());
        String credential = request.credential();
        if (request.kind() == ProviderKind.BEDROCK && credential != null && !credential.isEmpty()) {
            AwsCredential.read(credential, baseUrl);
        }
        return baseUrl;
    }

    private static String ownerOf(ProviderRequest request) {
        Caller caller = Callers.current();
        boolean platform = caller.teamsWith(Permission.PROVIDER_WRITE).equals(Set.of(Caller.EVERY_TEAM));
        return platform && request.team() == null
                ? Caller.EVERY_TEAM
                : caller.teamFor(Permission.PROVIDER_WRITE, request.team());
    }

    private Terms terms(String name, URI baseUrl, ProviderRequest request, @Nullable NamedDocument<Terms> present) {
        String given = request.credential();
        byte[] credential;
        if (given != null) {
            credential = given.isEmpty() ? null : catalog.seal(given, name);
        } else {
            credential = present == null ? null : kept(present.document(), baseUrl, request);
        }
        return new Terms(request.kind(), baseUrl.toString(), credential, request.modelsOrAny(), request.limits());
    }

    private static byte @Nullable [] kept(Terms present, URI baseUrl, ProviderRequest request) {
        boolean moved = !present.baseUrl().equals(baseUrl.toString());
        boolean reformed = request.kind() == ProviderKind.BEDROCK && present.kind() != ProviderKind.BEDROCK;
        if ((moved || reformed) && present.credential() != null) {
            throw ProviderProblem.PROVIDER_CREDENTIAL_REQUIRED
                    .because("A stored credential is not sent to another address. Send the credential again.")
                    .at("/credential", "is required with a new baseUrl" + (reformed ? " or kind" : ""));
        }
        return present.credential();
    }

    @Override
    public List<ProviderResponse> responses(List<NamedDocument<Terms>> stored) {
        return stored.stream().map(ProviderResponse::from).toList();
    }

    /// @throws ProblemException 404; 409 if a route uses it
    @Override
    public void remove(String name, NamedDocuments<Terms> documents) {
        documents.remove(name, this::requireUnused, () -> {});
    }

    private void requireUnused(NamedDocument<Terms> provider) {
        List<String> routes = uses.routesUsing(provider.name(), _ -> true);
        List<String> versions = uses.versionsInProduction(provider.name(), provider.team(), _ -> true);
        if (!routes.isEmpty() || !versions.isEmpty()) {
            throw ProviderProblem.PROVIDER_IN_USE
                    .because("First point these routes at another provider and take these versions out of"
                            + " production.")
                    .with("routes", routes)
                    .with("versions", versions);
        }
    }
}
