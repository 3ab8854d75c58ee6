package io.plumbline.kit.sibling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.clients.governance.ApiKeyEntry;
import io.plumbline.clients.governance.PolicyEntry;
import io.plumbline.kit.seal.KeyEncryptionKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class SnapshotCopyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TOLERATED = Duration.ofMinutes(15);
    private static final Instant HEARD = Instant.parse("2026-11-24T10:00:00.000001Z");
    private static final KeyEncryptionKey KEY = keyOf((byte) 1);

    @TempDir
    private Path temporary;

    private Path folder;
    private SnapshotCopy<GovernanceState> copy;

    @BeforeEach
    void open() {
        folder = temporary.resolve("snapshots");
        copy = copyOf("gateway", "governance", KEY);
    }

    @Test
    void isAbsentBeforeTheFirstWrite() throws Exception {
        assertThat(copy.read(HEARD, TOLERATED)).isNull();
    }

    @Test
    void containsTheSnapshotAndItsTime() throws Exception {
        Random random = new Random(20_261_124);
        for (int i = 0; i < 300; i++) {
            HeldState<GovernanceState> held =
                    new HeldState<>(anyState(random), random.nextLong(1_000_000), HEARD.plusMillis(i));
            copy.write(held);
            assertThat(copy.read(HEARD.plusSeconds(5), TOLERATED)).isEqualTo(held);
        }
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(copy.file());
        }
    }

    @Test
    void isPrivateAndEncrypted() throws Exception {
        copy.write(heldBy("team-a"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy.file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(copy.file(), StandardCharsets.ISO_8859_1))
                .doesNotContain("team-a", "governance", "standard");
    }

    @Test
    void isRefusedIfTooOldOrFromTheFuture() throws Exception {
        copy.write(heldBy("team-a"));
        assertThat(copy.read(HEARD.plus(TOLERATED).minusMillis(1), TOLERATED)).isNotNull();
        assertRefused("too old", () -> copy.read(HEARD.plus(TOLERATED), TOLERATED));
        assertRefused("too old", () -> copy.read(HEARD.plusSeconds(60), Duration.ofMinutes(1)));
        assertRefused("future", () -> copy.read(HEARD.minusMillis(1), TOLERATED));
    }

    @Test
    void isRefusedIfSealedWithAnotherKeyOrForAnotherPurpose() throws Exception {
        copy.write(heldBy("team-a"));
        List<SnapshotCopy<GovernanceState>> others = List.of(
                copyOf("gateway", "governance", keyOf((byte) 2)),
                copyOf("eval", "governance", KEY),
                copyOf("gateway", "registry", KEY));
        Files.copy(copy.file(), folder.resolve("registry.snapshot"));
        others.forEach(other -> assertRefused("damaged", () -> other.read(HEARD, TOLERATED)));
    }

    @Test
    void isRefusedIfTruncatedOrExtendedAnywhere() throws Exception {
        copy.write(heldBy("team-a"));
        byte[] whole = Files.readAllBytes(copy.file());
        for (int length = 0; length < whole.length; length++) {
            Files.write(copy.file(), java.util.Arrays.copyOf(whole, length));
            assertRefused("damaged", () -> copy.read(HEARD, TOLERATED));
        }
        Files.write(copy.file(), java.util.Arrays.copyOf(whole, whole.length + 1));
        assertRefused("damaged", () -> copy.read(HEARD, TOLERATED));
    }

    @Test
    void isRefusedIfAnyBitIsFlipped() throws Exception {
        copy.write(heldBy("team-a"));
        byte[] bytes = Files.readAllBytes(copy.file());
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(copy.file(), bytes);
            assertRefused("damaged", () -> copy.read(HEARD, TOLERATED));
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        Files.write(copy.file(), bytes);
        assertThat(copy.read(HEARD, TOLERATED)).isEqualTo(heldBy("team-a"));
    }

    @Test
    void isRefusedIfItIsGarbage() throws Exception {
        Random random = new Random(20_261_125);
        Files.createDirectories(folder);
        for (int i = 0; i < 1_000; i++) {
            byte[] garbage = new byte[random.nextInt(400)];
            random.nextBytes(garbage);
            if (garbage.length > 0) {
                garbage[0] = 1;
            }
            Files.write(copy.file(), garbage);
            assertRefused("damaged", () -> copy.read(HEARD, TOLERATED));
        }
        Files.delete(copy.file());
        Files.createDirectory(copy.file());
        assertRefused("cannot be read", () -> copy.read(HEARD, TOLERATED));
    }

    /// As another version of this software might have sealed it.
    @Test
    void isRefusedIfItHasAnotherShape() throws Exception {
        String whole = """
                {"format":1,"sibling":"governance","version":7,"heardAt":"2026-11-24T10:00:00Z","state":{"version":7,\
                "keys":{},"policies":{},"teams":[],"changeRules":{"rules":{}},"revokedApprovals":{}}}""";
        seal(whole);
        assertThat(copy.read(HEARD, TOLERATED)).isNotNull();
        for (String other : List.of(
                whole.replace("\"format\":1", "\"format\":2"),
                whole.replace("\"format\":1,", ""),
                whole.replace(",\"teams\":[]", ""),
                whole.replace("\"teams\":[]", "\"teams\":null"),
                whole.replace("\"teams\":[]", "\"teams\":[],\"more\":1"),
                whole.replace("\"version\":7,", ""),
                whole.replace("\"2026-11-24T10:00:00Z\"", "null"),
                whole.replace("\"2026-11-24T10:00:00Z\"", "\"soon\""),
                whole.substring(0, whole.length() - 1),
                whole + "{}",
                "[]",
                "")) {
            seal(other);
            assertRefused("version", () -> copy.read(HEARD, TOLERATED));
        }
        seal(whole.replace("\"governance\"", "\"registry\""));
        assertRefused("another sibling's", () -> copy.read(HEARD, TOLERATED));
    }

    @Test
    void staysUnchangedIfTheNextCannotBeWritten() throws Exception {
        copy.write(heldBy("team-a"));
        Path inTheWay = folder.resolve("governance.snapshot.next");
        Files.createDirectories(inTheWay.resolve("occupied"));
        assertThatThrownBy(() -> copy.write(heldBy("team-b"))).isInstanceOf(IOException.class);
        assertThat(copy.read(HEARD, TOLERATED)).isEqualTo(heldBy("team-a"));
    }

    @Test
    void replacesAPartialWriteAfterACrash() throws Exception {
        copy.write(heldBy("team-a"));
        Path next = folder.resolve("governance.snapshot.next");
        Files.copy(copy.file(), next, StandardCopyOption.REPLACE_EXISTING);
        copy.write(heldBy("team-b"));
        assertThat(copy.read(HEARD, TOLERATED)).isEqualTo(heldBy("team-b"));
        assertThat(next).doesNotExist();
    }

    private void seal(String content) throws IOException {
        Files.createDirectories(folder);
        Files.write(
                copy.file(),
                KEY.sealer(SnapshotCopy.PURPOSE).seal(content.getBytes(StandardCharsets.UTF_8), "gateway/governance"));
    }

    private static void assertRefused(String reason, ThrowingCallable reading) {
        assertThatThrownBy(reading).isInstanceOf(UnusableCopyException.class).hasMessageContaining(reason);
    }

    private SnapshotCopy<GovernanceState> copyOf(String service, String sibling, KeyEncryptionKey key) {
        return new SnapshotCopy<>(folder, service, sibling, key.sealer(SnapshotCopy.PURPOSE), GovernanceState.class);
    }

    private static KeyEncryptionKey keyOf(byte value) {
        byte[] key = new byte[32];
        key[0] = value;
        return new KeyEncryptionKey(Base64.getEncoder().encodeToString(key), new SecureRandom());
    }

    private static HeldState<GovernanceState> heldBy(String team) {
        ApiKeyEntry key = new ApiKeyEntry(
                "0123456789abcdef", team, "application", "ab".repeat(32), null, null, List.of(), List.of(), null, true);
        PolicyEntry policy = new PolicyEntry("standard", 3, null, JSON.readTree("{\"stages\": {}}"));
        return new HeldState<>(
                new GovernanceState(9, Map.of(key.id(), key), Map.of(policy.name(), policy), List.of(team)), 9, HEARD);
    }

    private static GovernanceState anyState(Random random) {
        Map<String, ApiKeyEntry> keys = new HashMap<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            String id = Long.toHexString(random.nextLong());
            keys.put(
                    id,
                    new ApiKeyEntry(
                            id,
                            anyText(random),
                            anyText(random),
                            anyText(random),
                            random.nextBoolean() ? anyText(random) : null,
                            anyTime(random),
                            anyTexts(random),
                            anyTexts(random),
                            anyTime(random),
                            random.nextBoolean()));
        }
        Map<String, PolicyEntry> policies = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            String document = "{\"a\":[%d,%s,null,true],\"b\":%s}"
                    .formatted(random.nextInt(), random.nextDouble(), JSON.writeValueAsString(anyText(random)));
            PolicyEntry policy = new PolicyEntry(
                    anyText(random),
                    random.nextInt(100),
                    random.nextBoolean() ? anyText(random) : null,
                    JSON.readTree(document));
            policies.put(policy.name(), policy);
        }
        return new GovernanceState(random.nextLong(1_000_000), keys, policies, anyTexts(random));
    }

    private static @Nullable Instant anyTime(Random random) {
        return random.nextBoolean() ? null : HEARD.plusNanos(random.nextLong(1_000_000_000_000L) * 1_000);
    }

    private static List<String> anyTexts(Random random) {
        List<String> texts = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            texts.add(anyText(random));
        }
        return texts;
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(random.nextInt(10) == 0 ? 0x1F600 + random.nextInt(60) : 1 + random.nextInt(0x2FF));
        }
        return text.toString();
    }
}
