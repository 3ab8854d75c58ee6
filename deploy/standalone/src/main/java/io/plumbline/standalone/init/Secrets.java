package io.plumbline.standalone.init;

import io.plumbline.standalone.layout.Service;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// All secrets of one installation, each by its name.
public final class Secrets {

    static final String SUPERUSER_PASSWORD = "database.superuser-password";
    static final String KEY_ENCRYPTION_KEY = "key-encryption-key";
    static final String PSEUDONYM_KEY = "pseudonym-key";
    static final String ADMIN_PASSWORD = "admin.password";
    static final String ADMIN_API_KEY = "admin.api-key";

    private final Map<String, String> values;

    Secrets(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    public String superuserPassword() {
        return get(SUPERUSER_PASSWORD);
    }

    public String adminPassword() {
        return get(ADMIN_PASSWORD);
    }

    public String adminApiKey() {
        return get(ADMIN_API_KEY);
    }

    String get(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    /// Identifies these secrets among those of other installations, by the two that data depends on, and reveals
    /// nothing else about them: 16 hexadecimal digits.
    String name() {
        String named = "plumbline installation\n%s\n%s".formatted(get(KEY_ENCRYPTION_KEY), get(PSEUDONYM_KEY));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    Map<String, String> values() {
        return values;
    }

    static String databasePassword(Service service, DatabaseRole role) {
        return service.id() + ".database-" + role.id() + "-password";
    }

    static String clientSecret(Service service) {
        return service.id() + ".client-secret";
    }

    /// The names of all secrets of an installation.
    static List<String> names() {
        List<String> names = new ArrayList<>(
                List.of(SUPERUSER_PASSWORD, KEY_ENCRYPTION_KEY, PSEUDONYM_KEY, ADMIN_PASSWORD, ADMIN_API_KEY));
        for (Service service : Service.values()) {
            names.add(clientSecret(service));
        }
        for (Service service : Service.withDatabase()) {
            for (DatabaseRole role : DatabaseRole.values()) {
                names.add(databasePassword(service, role));
            }
        }
        return names;
    }

    /// Whether a new value can replace a lost one. At each start the database accepts new passwords for roles,
    /// and governance new client secrets; but data that was encrypted with a lost key is lost with it.
    static boolean isReplaceable(String name) {
        return name.endsWith(".client-secret") || name.contains(".database-");
    }

    /// Contains no value.
    @Override
    public String toString() {
        return "Secrets" + values.keySet();
    }
}
