package io.plumbline.registry.knowledge.connector;

import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Encrypts and decrypts the secrets of connectors. Each value is bound to its connector.
@Component
public class ConnectorSecrets {

    private static final TypeReference<Map<String, String>> SECRETS = new TypeReference<>() {};

    private final ConnectorStore store;
    private final Sealer sealer;
    private final JsonMapper json;

    ConnectorSecrets(ConnectorStore store, KeyEncryptionKey key, JsonMapper json) {
        this.store = store;
        this.sealer = key.sealer("connector-secrets");
        this.json = json;
    }

    /// @return null for no secrets
    byte @Nullable [] seal(UUID connector, Map<String, String> secrets) {
        return secrets.isEmpty()
                ? null
                : sealer.seal(json.writeValueAsString(secrets).getBytes(StandardCharsets.UTF_8), connector.toString());
    }

    /// Returns the stored secrets of a connector.
    ///
    /// @throws IllegalStateException if they were encrypted under another key
    public Map<String, String> of(UUID connector) {
        return store.secrets(connector)
                .map(stored -> new String(sealer.open(stored, connector.toString()), StandardCharsets.UTF_8))
                .map(text -> json.readValue(text, SECRETS))
                .orElse(Map.of());
    }
}
