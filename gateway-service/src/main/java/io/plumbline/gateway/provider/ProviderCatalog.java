package io.plumbline.gateway.provider;

import io.plumbline.gateway.provider.ProviderRules.Terms;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.stereotype.Component;

/// Encrypts and decrypts the credentials of stored providers.
@Component
public final class ProviderCatalog {

    private final NamedDocuments<Terms> providers;
    private final Sealer sealer;

    ProviderCatalog(NamedDocuments<Terms> providers, KeyEncryptionKey key) {
        this.providers = providers;
        this.sealer = key.sealer("provider-credentials");
    }

    byte[] seal(String credential, String provider) {
        return sealer.seal(credential.getBytes(StandardCharsets.UTF_8), provider);
    }

    /// Returns all providers that the current tenancy sees, with decrypted credentials, for the gateway's own
    /// snapshot.
    public List<Provider> load() {
        return providers.all().stream().map(this::opened).toList();
    }

    /// Returns a provider with its decrypted credential, for a call that tests it.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404
    public Provider get(String name) {
        return opened(providers.get(name));
    }

    private Provider opened(NamedDocument<Terms> stored) {
        Terms provider = stored.document();
        byte[] sealed = provider.credential();
        ProviderLimits limits = provider.limits();
        return new Provider(
                stored.name(),
                stored.team(),
                provider.kind(),
                URI.create(provider.baseUrl()),
                sealed == null ? null : new String(sealer.open(sealed, stored.name()), StandardCharsets.UTF_8),
                provider.models(),
                limits == null ? ProviderLimits.NONE : limits);
    }
}
