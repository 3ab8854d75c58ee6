package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.Addresses;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/// Each service's settings for this installation, in a file that only that service needs to read.
public final class ServiceSettings {

    private static final String COMMENT = "Written by ./plumbline up; edits are overwritten.";

    private final Home home;

    ServiceSettings(Home home) {
        this.home = home;
    }

    /// The settings written for the service.
    public static Map<String, String> of(Home home, Service service) {
        return PropertiesFile.read(home.serviceProperties(service));
    }

    void write(Secrets secrets, Addresses addresses, String databaseUrl) {
        for (Service service : Service.values()) {
            Map<String, String> properties = new LinkedHashMap<>();
            secretsOf(service).forEach((property, name) -> properties.put(property, secrets.get(name)));
            properties.putAll(settingsOf(service, addresses, databaseUrl));
            PropertiesFile.write(home.serviceProperties(service), COMMENT, properties);
        }
    }

    /// The secrets in the files, by their names. Each is in at least one file; the list of secrets can therefore
    /// be restored from them.
    Map<String, String> recall() {
        Map<String, String> recalled = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            SortedMap<String, String> properties = PropertiesFile.read(home.serviceProperties(service));
            secretsOf(service).forEach((property, name) -> {
                String value = properties.getOrDefault(property, "");
                if (!value.isEmpty()) {
                    recalled.putIfAbsent(name, value);
                }
            });
        }
        return recalled;
    }

    /// Property → name of the secret.
    private static Map<String, String> secretsOf(Service service) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("plumbline.security.client-secret", Secrets.clientSecret(service));
        if (!service.hasDatabase()) {
            return secrets;
        }
        for (DatabaseRole role : DatabaseRole.values()) {
            secrets.put("plumbline.database.%s-password".formatted(role.id()), Secrets.databasePassword(service, role));
        }
        secrets.put("plumbline.key-encryption-key", Secrets.KEY_ENCRYPTION_KEY);
        secrets.put("plumbline.pseudonym-key", Secrets.PSEUDONYM_KEY);
        if (service == Service.GOVERNANCE) {
            secrets.put("plumbline.bootstrap.admin-password", Secrets.ADMIN_PASSWORD);
            secrets.put("plumbline.bootstrap.admin-api-key", Secrets.ADMIN_API_KEY);
            for (Service client : Service.values()) {
                secrets.put("plumbline.clients.%s.secret".formatted(client.fullName()), Secrets.clientSecret(client));
            }
        }
        return secrets;
    }

    private Map<String, String> settingsOf(Service service, Addresses addresses, String databaseUrl) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("server.port", Integer.toString(addresses.of(service)));
        settings.put("server.address", addresses.listenAddress());
        if (service.hasDatabase()) {
            settings.put("plumbline.database.url", databaseUrl);
        }
        settings.put("plumbline.security.issuer", addresses.publicUrl(Service.GOVERNANCE));
        settings.put("plumbline.security.jwks-uri", addresses.internalUrl(Service.GOVERNANCE) + "/oauth2/jwks");
        settings.put("plumbline.public-url", addresses.publicUrl(service));
        for (Service sibling : Service.withDatabase()) {
            settings.put("plumbline.services." + sibling.id(), addresses.internalUrl(sibling));
        }
        settings.put("plumbline.public-urls.console", addresses.publicUrl(Service.CONSOLE));
        if (service == Service.GOVERNANCE) {
            settings.put("plumbline.bootstrap.admin-user", Credentials.ADMIN_USER);
            settings.put("plumbline.audit.anchor-file", home.auditAnchor().toString());
            settings.put(
                    "plumbline.clients.console.redirect-uri",
                    addresses.publicUrl(Service.CONSOLE) + "/login/oauth2/code/plumbline");
            settings.put(
                    "plumbline.clients.console.post-logout-redirect-uri",
                    addresses.publicUrl(Service.CONSOLE) + "/signed-out");
        }
        if (service == Service.GATEWAY) {
            settings.put(
                    "plumbline.gateway.journal-directory", home.gatewayJournal().toString());
            settings.put(
                    "plumbline.snapshots.directory", home.gatewaySnapshots().toString());
            settings.put(
                    "plumbline.gateway.allow-private-providers", Boolean.toString(addresses.allowPrivateProviders()));
        }
        if (service == Service.REGISTRY) {
            settings.put(
                    "plumbline.registry.fine-tuning.allow-private-addresses",
                    Boolean.toString(addresses.allowPrivateProviders()));
        }
        return settings;
    }
}
