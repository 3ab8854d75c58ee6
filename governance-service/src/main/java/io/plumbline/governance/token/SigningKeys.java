package io.plumbline.governance.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.plumbline.audit.UuidV7;
import io.plumbline.governance.token.KeySchedule.Dates;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.tenancy.Tenancy;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The keys that sign tokens, shared by all replicas and preserved across restarts, sealed in the database. RSA,
/// because every verifier supports it. The first replica to check applies [KeySchedule].
@Component
class SigningKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);
    private static final int BITS = 2048;

    private final SigningKeyStore store;
    private final TransactionTemplate transactions;
    private final Sealer sealer;
    private final UuidV7 ids;
    private final Clock clock;
    private volatile Held held;

    SigningKeys(
            SigningKeyStore store,
            TransactionTemplate transactions,
            KeyEncryptionKey keyEncryptionKey,
            UuidV7 ids,
            Clock clock) {
        this.store = store;
        this.transactions = transactions;
        this.sealer = keyEncryptionKey.sealer("token-signing-keys");
        this.ids = ids;
        this.clock = clock;
        this.held = load();
    }

    /// @param dates newest first, like the keys
    private record Held(List<Dates> dates, JWKSet keys) {}

    /// Returns all matching keys, newest first.
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(held.keys());
    }

    /// Returns the current signing key among the matching ones.
    JWK signing(List<JWK> fitting) {
        String kid = KeySchedule.signing(held.dates(), clock.instant());
        return fitting.stream()
                .filter(key -> key.getKeyID().equals(kid))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key signs tokens now"));
    }

    /// Loads other replicas' keys, and creates a due key.
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void refresh() {
        held = load();
    }

    private Held load() {
        Held loaded = Tenancy.asWorker(() -> transactions.execute(_ -> {
            store.lock();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            KeySchedule.nextSignsFrom(dates(store.all()), now).ifPresent(signsFrom -> make(now, signsFrom));
            KeySchedule.ended(dates(store.all()), now).forEach(store::delete);
            List<SigningKeyStore.Row> rows = store.all();
            return new Held(
                    dates(rows), new JWKSet(rows.stream().map(this::open).toList()));
        }));
        if (loaded == null) {
            throw new IllegalStateException("no keys to sign tokens with");
        }
        return loaded;
    }

    private void make(Instant now, Instant signsFrom) {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyID(ids.next().toString())
                    .generate();
            store.insert(new SigningKeyStore.Row(
                    key.getKeyID(),
                    sealer.seal(key.toJSONString().getBytes(StandardCharsets.UTF_8), key.getKeyID()),
                    now,
                    signsFrom));
            log.atInfo().addKeyValue("kid", key.getKeyID()).log("Made a key to sign tokens with");
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make a key to sign tokens with", e);
        }
    }

    private JWK open(SigningKeyStore.Row row) {
        try {
            return JWK.parse(new String(sealer.open(row.sealed(), row.kid()), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    private static List<Dates> dates(List<SigningKeyStore.Row> rows) {
        return rows.stream()
                .map(row -> new Dates(row.kid(), row.createdAt(), row.signsFrom()))
                .toList();
    }
}
