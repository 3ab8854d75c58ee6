package io.plumbline.governance.bootstrap;

import io.plumbline.governance.key.ApiKeys;
import io.plumbline.governance.policy.Policies;
import io.plumbline.governance.user.Users;
import io.plumbline.kit.security.credential.ApiKey;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Locale;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Creates the installation's first administrator, their API key and the policy `standard` before the service
/// accepts requests. A configured secret is imported when it is new or differs from the previously configured
/// one. So a password changed by its user stays changed, a revoked key stays revoked, and a new secret in the
/// configuration takes effect. A key removed from the configuration is revoked.
@Component
class Bootstrap implements SmartInitializingSingleton {

    private static final String USER = "user:";
    private static final String KEY = "api-key:";

    private final BootstrapProperties properties;
    private final BootstrapSecrets secrets;
    private final Users users;
    private final ApiKeys keys;
    private final Policies policies;
    private final PasswordEncoder passwords;
    private final TransactionTemplate transactions;

    Bootstrap(
            BootstrapProperties properties,
            BootstrapSecrets secrets,
            Users users,
            ApiKeys keys,
            Policies policies,
            PasswordEncoder passwords,
            PlatformTransactionManager transactions) {
        this.properties = properties;
        this.secrets = secrets;
        this.users = users;
        this.keys = keys;
        this.policies = policies;
        this.passwords = passwords;
        this.transactions = new TransactionTemplate(transactions);
    }

    @Override
    public void afterSingletonsInstantiated() {
        Tenancy.callAsPlatform(() -> transactions.execute(_ -> {
            secrets.lock();
            takeUser();
            takeKey();
            policies.bootstrap();
            return Boolean.TRUE;
        }));
    }

    private void takeUser() {
        String subject = USER + properties.adminUser().toLowerCase(Locale.ROOT);
        boolean taken = secrets.hashOf(subject)
                .filter(hash -> passwords.matches(properties.adminPassword(), hash))
                .isPresent();
        if (!taken) {
            users.bootstrap(properties.adminUser(), properties.adminPassword());
            secrets.recordImport(subject, String.valueOf(passwords.encode(properties.adminPassword())));
        }
    }

    private void takeKey() {
        ApiKey key = ApiKey.parse(properties.adminApiKey())
                .orElseThrow(() -> new IllegalStateException(
                        "plumbline.bootstrap.admin-api-key is not a key: plk_, 16 hex digits, _ and a secret"));
        String subject = KEY + key.id();
        for (String earlier : secrets.subjects(KEY)) {
            if (!earlier.equals(subject)) {
                keys.retire(earlier.substring(KEY.length()));
                secrets.forget(earlier);
            }
        }
        boolean taken = secrets.hashOf(subject).filter(key::matches).isPresent();
        if (!taken) {
            keys.bootstrap(
                    key,
                    users.idOf(properties.adminUser())
                            .orElseThrow(() -> new IllegalStateException("the administrator is gone")));
            secrets.recordImport(subject, key.secretSha256());
        }
    }
}
