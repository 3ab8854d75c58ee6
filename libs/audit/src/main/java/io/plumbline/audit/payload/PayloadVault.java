package io.plumbline.audit.payload;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Stores payloads encrypted and returns them. Each payload has its own content key; every subject's key wraps
/// one share of it. The vault neither checks permission nor records reads; [io.plumbline.audit.PayloadReader]
/// does. Works in the caller's transaction. Thread-safe.
public final class PayloadVault {
    private final JdbcClient jdbc;
    private final SubjectKeys subjectKeys;
    private final SecureRandom random;

    public PayloadVault(DataSource dataSource, KeyWrap wrap, SecureRandom random) {
        this.jdbc = JdbcClient.create(dataSource);
        this.subjectKeys = new SubjectKeys(dataSource, wrap, random);
        this.random = random;
    }

    /// A payload to store.
    ///
    /// @param subjects pseudonyms; empty if it concerns nobody
    public record Deposit(UUID eventId, String team, List<String> subjects, Payload payload) {
        public Deposit {
            subjects = List.copyOf(subjects);
        }

        List<String> holders() {
            return PayloadVault.holders(subjects, team);
        }
    }

    /// Returns the holders of the keys of a payload: its subjects, or the team if it concerns nobody.
    public static List<String> holders(List<String> subjects, String team) {
        return subjects.isEmpty() ? List.of("team:" + team) : subjects;
    }

    /// Stores payloads of appended events. An existing payload stays unchanged. A payload of a subject erased
    /// after the event is dropped.
    ///
    /// @return number stored
    public long store(List<Deposit> deposits) {
        if (deposits.isEmpty()) {
            return 0;
        }
        Set<String> holders = new LinkedHashSet<>();
        deposits.forEach(deposit -> holders.addAll(deposit.holders()));
        Map<String, SubjectKeys.SubjectKey> keys = subjectKeys.of(holders);
        Batch batch = new Batch();
        for (Deposit deposit : deposits) {
            seal(deposit, keys, batch);
        }
        return jdbc.sql("SELECT audit.store_payloads(?, ?, ?, ?, ?, ?, ?)")
                .params(
                        batch.eventIds.toArray(new UUID[0]),
                        batch.nonces.toArray(new byte[0][]),
                        batch.ciphertexts.toArray(new byte[0][]),
                        batch.keyEvents.toArray(new UUID[0]),
                        batch.keySubjects.toArray(new String[0]),
                        batch.keyIds.toArray(new UUID[0]),
                        batch.keyShares.toArray(new byte[0][]))
                .query(Long.class)
                .single();
    }

    /// @return the payload; empty if it was never stored, was erased, has expired, or belongs to another team
    /// @throws IllegalStateException if the stored payload does not match the leaf's commitment
    public Optional<Payload> open(UUID eventId, PayloadCommitment commitment) {
        List<SealedContent> sealed = jdbc.sql("SELECT nonce, ciphertext FROM audit.payload WHERE event_id = ?")
                .param(eventId)
                .query((row, number) -> new SealedContent(row.getBytes("nonce"), row.getBytes("ciphertext")))
                .list();
        Optional<byte[]> key = contentKey(eventId);
        if (sealed.isEmpty() || key.isEmpty()) {
            return Optional.empty();
        }
        SealedContent content = sealed.getFirst();
        byte[] bytes = AesGcm.decrypt(key.get(), content.nonce(), content.ciphertext(), context(eventId));
        if (!commitment.isTo(bytes)) {
            throw new IllegalStateException(
                    "The payload of event " + eventId + " is not the one that its leaf commits to");
        }
        return Optional.of(Payload.restore(bytes, commitment));
    }

    private record SealedContent(byte[] nonce, byte[] ciphertext) {}

    private void seal(Deposit deposit, Map<String, SubjectKeys.SubjectKey> keys, Batch batch) {
        byte[] contentKey = AesGcm.random(AesGcm.KEY_BYTES, random);
        byte[] nonce = AesGcm.random(AesGcm.NONCE_BYTES, random);
        UUID eventId = deposit.eventId();
        batch.eventIds.add(eventId);
        batch.nonces.add(nonce);
        batch.ciphertexts.add(
                AesGcm.encrypt(contentKey, nonce, deposit.payload().bytes(), context(eventId)));
        List<String> holders = deposit.holders();
        List<byte[]> shares = KeyShares.split(contentKey, holders.size(), random);
        for (int i = 0; i < holders.size(); i++) {
            SubjectKeys.SubjectKey key = Objects.requireNonNull(keys.get(holders.get(i)));
            batch.keyEvents.add(eventId);
            batch.keySubjects.add(key.subject());
            batch.keyIds.add(key.id());
            batch.keyShares.add(AesGcm.wrap(key.key(), shares.get(i), context(eventId, key.subject()), random));
        }
    }

    /// Returns nothing if any subject's key is missing.
    private Optional<byte[]> contentKey(UUID eventId) {
        List<Optional<byte[]>> shares = jdbc.sql("""
                SELECT p.subject, p.wrapped AS share, k.id, k.wrapped
                FROM audit.payload_key p
                LEFT JOIN audit.subject_key k ON k.id = p.subject_key_id
                WHERE p.event_id = ?
                """)
                .param(eventId)
                .query((row, number) -> {
                    UUID keyId = row.getObject("id", UUID.class);
                    if (keyId == null) {
                        return Optional.<byte[]>empty();
                    }
                    String subject = row.getString("subject");
                    byte[] key = subjectKeys
                            .unwrap(keyId, subject, row.getBytes("wrapped"))
                            .key();
                    return Optional.of(AesGcm.unwrap(key, row.getBytes("share"), context(eventId, subject)));
                })
                .list();
        if (shares.isEmpty() || shares.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(
                KeyShares.join(shares.stream().map(Optional::orElseThrow).toList()));
    }

    private static byte[] context(UUID eventId) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .array();
    }

    private static byte[] context(UUID eventId, String subject) {
        byte[] name = subject.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Long.BYTES + name.length)
                .put(context(eventId))
                .put(name)
                .array();
    }

    private static final class Batch {
        final List<UUID> eventIds = new ArrayList<>();
        final List<byte[]> nonces = new ArrayList<>();
        final List<byte[]> ciphertexts = new ArrayList<>();
        final List<UUID> keyEvents = new ArrayList<>();
        final List<String> keySubjects = new ArrayList<>();
        final List<UUID> keyIds = new ArrayList<>();
        final List<byte[]> keyShares = new ArrayList<>();
    }
}
